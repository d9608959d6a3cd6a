// What calls the service for work in the foreground. It knows neither of those that do.

import type { BatchAccess } from './batch-access.js';
import type { AppEvent } from './events.js';

export interface Verifiers {
  /** Those that live; none where nothing is to be called. */
  readonly count: number;
  /** Resolves, with the reason in words, when none can call. */
  readonly givenUp: Promise<Extract<AppEvent, { kind: 'no-verify-process' }>['reason']>;
  /** They take slices from now on. */
  start(access: BatchAccess): Promise<void>;
  /** From now on one that ends is not replaced. */
  expectEnd(): void;
  /** Resolves when all have stopped by themselves, with their calls ended and recorded. */
  stop(): Promise<void>;
  /** Ends them at once, as far as that can be done without ending this process. */
  kill(): void;
}
