// Handles signals while a command waits: the first is reported to the command, the second ends the process at once.

import { EXIT } from '../domain/user-error.js';
import { whenAskedToEnd } from '../ending.js';

/** @param beforeExit ends what a second signal would otherwise leave behind */
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

/** From now on a signal ends the process through its exit handlers, so that temporary files are removed. */
export function exitBySignal(): void {
  for (const signal of SIGNALS) process.on(signal, () => process.exit(EXIT.stopped));
}
