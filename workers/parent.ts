// What the parent of a forked worker says of the work: that it begins, and that it is to end. Listened to from the start on,
// as messages that come while nobody listens are lost once somebody has listened. Knows no work.

export interface ParentsWord {
  /** False where it says otherwise, or is gone: it forks its children before it knows that there is work. */
  readonly mayStart: Promise<boolean>;
  /** Resolves when the work is to end in good order. */
  readonly toldToStop: Promise<void>;
}

/** Without a parent that forked it a process may start at once, and nobody but a signal ends it. */
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
