// Signals while a command waits: the first one is told, the second ends the process at once.

import { EXIT } from '../domain/user-error.js';
import { whenAskedToEnd } from '../ending.js';

/** @param beforeExit what a second signal has to end besides */
export function heedSignals(
  onFirst: () => void,
  beforeExit: () => void = () => undefined,
): { readonly ignore: () => void } {
  const ignore = whenAskedToEnd((again) => {
    if (again) {
      beforeExit();
      process.exit(EXIT.stopped);
    }
    onFirst();
  });
  return { ignore };
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** From here on a signal ends the process as an exit does, so that what is to be removed then is removed. */
export function exitBySignal(): void {
  for (const signal of SIGNALS) process.on(signal, () => process.exit(EXIT.stopped));
}
