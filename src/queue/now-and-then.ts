// For what would otherwise be said again and again: each message once a minute.

const SAID_EVERY_MS = 60_000;

export function nowAndThen<About extends unknown[]>(
  say: (error: Error, ...about: About) => void,
): (error: Error, ...about: About) => void {
  const saidAt = new Map<string, number>();
  return (error, ...about) => {
    const now = performance.now();
    if (now - (saidAt.get(error.message) ?? -Infinity) < SAID_EVERY_MS) return;
    saidAt.set(error.message, now);
    say(error, ...about);
  };
}
