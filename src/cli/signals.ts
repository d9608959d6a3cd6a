// Signals while a command waits: the first one is told, the second ends the process at once.

import { EXIT } from '../domain/user-error.js';
import { whenAskedToEnd } from '../ending.js';

/** @param beforeExit what a second signal has to end besides */
export function heedSignals(
  onFirst: () => void,
  beforeExit: () => void = () => undefined,
): { ignore(): void } {
  const ignore = whenAskedToEnd((again) => {
    if (again) {
      beforeExit();
      process.exit(EXIT.stopped);
    }
    onFirst();
  });
  return { ignore };
}
