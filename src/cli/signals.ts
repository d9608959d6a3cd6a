// Signals while a command waits: the first one is told, the second ends the process at once.

import { EXIT } from '../domain/user-error.js';

/** @param beforeExit what a second signal has to end besides */
export function heedSignals(
  onFirst: () => void,
  beforeExit: () => void = () => undefined,
): { ignore(): void } {
  let signalled = false;
  const onSignal = (): void => {
    if (signalled) {
      beforeExit();
      process.exit(EXIT.stopped);
    }
    signalled = true;
    onFirst();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return {
    ignore: () => {
      process.off('SIGINT', onSignal);
      process.off('SIGTERM', onSignal);
    },
  };
}
