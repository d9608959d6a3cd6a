// Says in words what to do about a wrong clock, since signatures carry its time and the service then refuses them.

const MINUTE_MS = 60_000;

/** @param clockAheadMs by how much the service's clock is ahead of ours */
export function clockRemedy(clockAheadMs: number): string {
  const minutes = Math.round(Math.abs(clockAheadMs) / MINUTE_MS);
  const side = clockAheadMs > 0 ? 'behind' : 'ahead of';
  return `This machine's clock is ${minutes} min ${side} the service's, and signatures are made with it: set the clock`;
}
