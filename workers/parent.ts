// Listens for its parent's messages that a forked worker may begin or has to end. It listens from the start, because a
// message that comes before anybody listens is lost. It knows no work.

export interface ParentsWord {
  /** False where the parent says that there is no work, or is gone: it forks its children before it knows. */
  readonly mayStart: Promise<boolean>;
  /** Resolves when the work is to end in good order. */
  readonly toldToStop: Promise<void>;
}

/** A process that nobody has forked may start at once, and only a signal ends it. */
export function listenToParent(): ParentsWord {
  if (process.send === undefined) {
    return { mayStart: Promise.resolve(true), toldToStop: new Promise(() => undefined) };
  }
  let stop: () => void = () => undefined;
  const toldToStop = new Promise<void>((resolve) => {
    stop = resolve;
  });
  const mayStart = new Promise<boolean>((resolve) => {
    process.on('message', (message) => {
      resolve(message === 'start');
      if (message !== 'start') stop();
    });
    process.once('disconnect', () => {
      resolve(false);
    });
    if (!process.connected) resolve(false);
  });
  return { mayStart, toldToStop };
}
