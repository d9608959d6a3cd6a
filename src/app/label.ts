// Gives a batch another label, on record with who and when. Its calls and outcomes stay as they are.

import { relabel, type Relabelled } from '../batch/relabel.js';
import { batchPaths } from '../batch/paths.js';
import { hasEnded, readRecord, readState } from '../batch/record.js';
import type { App } from './app.js';
import { accessFor } from './batch-access.js';
import { whoAmI } from './who.js';

export interface LabelResult extends Relabelled {
  readonly batch: string;
}

/** @throws UserError where there is no such batch */
export async function label(app: App, batch: string, text: string): Promise<LabelResult> {
  const { dataDir } = app.config;
  const changed = await relabel(dataDir, batch, text, { by: whoAmI(), atMs: Date.now() });
  const paths = batchPaths(dataDir, batch);
  const record = await readRecord(paths, batch);
  if (hasEnded(await readState(paths, record))) return { batch, ...changed };
  // Whoever has the batch in hand reads its record again.
  const access = await accessFor(app);
  try {
    await access.controlOf(record).retune();
  } finally {
    await access.close();
  }
  return { batch, ...changed };
}
