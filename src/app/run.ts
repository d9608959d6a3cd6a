// The whole job on this machine, workers included: from the lists to their last file. Verify processes are begun first, as
// they load for as long as the rest of this process does.

import { uninterrupted, type App, type Interruptible } from './app.js';
import { DEFAULT_WORKERS } from './default-workers.js';
import type { RunRequest, RunResult } from './run-request.js';
import { areShort, type Verifiers } from './verifiers.js';
import { VerifyProcesses } from './verify-processes.js';

/** @throws UserError where nothing was sent */
export async function run(
  app: App,
  request: RunRequest,
  interruptible: Interruptible = uninterrupted,
): Promise<RunResult> {
  const verifiers = await verifiersFor(app, request);
  try {
    const { runLists } = await import('./run-lists.js');
    return await runLists(app, request, verifiers, interruptible);
  } finally {
    verifiers.kill();
  }
}

async function verifiersFor(app: App, { lists, workers, concurrency }: RunRequest): Promise<Verifiers> {
  if (workers === undefined && areShort(lists)) {
    const { OwnVerifier } = await import('./own-verifier.js');
    return new OwnVerifier(app, concurrency);
  }
  return VerifyProcesses.for(app, concurrency).prepare(workers ?? DEFAULT_WORKERS);
}
