// Chooses who calls the service for work in the foreground: processes of their own, or this process where the lists are
// short.

import { statSync } from 'node:fs';
import type { App } from './app.js';
import { DEFAULT_WORKERS } from './default-workers.js';
import type { Verifiers } from './verifiers.js';
import { VerifyProcesses } from './verify-processes.js';

/** About a thousand rows: another process would take longer to load than to call for them. */
const SHORT_BYTES = 65_536;

interface VerifierOptions {
  /** Verify processes that a user wants; undefined: as many as the lists need. */
  readonly workers?: number | undefined;
  /** Calls in flight in one of them; undefined: the settings' number. */
  readonly concurrency?: number | undefined;
}

/**
 * Processes are forked here, and touch nothing until they are told to start.
 *
 * @param lists their paths, or `-`
 */
export async function verifiersFor(
  app: App,
  lists: readonly string[],
  { workers, concurrency }: VerifierOptions,
): Promise<Verifiers> {
  if (workers === undefined && areShort(lists)) {
    const { OwnVerifier } = await import('./own-verifier.js');
    return new OwnVerifier(app, concurrency);
  }
  return VerifyProcesses.for(app, concurrency).prepare(workers ?? DEFAULT_WORKERS);
}

/** What can't be looked at is not short: whether it can be read is found out later. */
function areShort(lists: readonly string[]): boolean {
  const bytes = lists.map((path) =>
    path === '-' ? Infinity : (statSync(path, { throwIfNoEntry: false })?.size ?? Infinity),
  );
  return bytes.reduce((sum, size) => sum + size, 0) <= SHORT_BYTES;
}
