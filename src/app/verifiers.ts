// Who calls the service for work in the foreground: processes of their own, or this process where the lists are short.

import { statSync } from 'node:fs';
import type { BatchAccess } from './batch-access.js';
import type { ListFile } from './batch-request.js';
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

/** About a thousand rows: another process would take longer to load than to call for them. */
const SHORT_BYTES = 65_536;

/** What can't be looked at is not short: whether it can be read is found out later. */
export function areShort(lists: readonly ListFile[]): boolean {
  const bytes = lists.map(({ file }) =>
    file === '-' ? Infinity : (statSync(file, { throwIfNoEntry: false })?.size ?? Infinity),
  );
  return bytes.reduce((sum, size) => sum + size, 0) <= SHORT_BYTES;
}
