// The whole job on this machine, workers included: from the lists to their last file. Verify processes are begun first, as
// they load for as long as the rest of this process does.

import { uninterrupted, type App, type Interruptible } from './app.js';
import type { RunRequest, RunResult } from './run-request.js';
import { verifiersFor } from './choose-verifiers.js';

/** @throws UserError where nothing was sent */
export async function run(
  app: App,
  request: RunRequest,
  interruptible: Interruptible = uninterrupted,
): Promise<RunResult> {
  const verifiers = await verifiersFor(
    app,
    request.lists.map(({ file }) => file),
    request,
  );
  try {
    const { runLists } = await import('./run-lists.js');
    return await runLists(app, request, verifiers, interruptible);
  } finally {
    verifiers.kill();
  }
}
