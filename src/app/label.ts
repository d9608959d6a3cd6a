// Gives a batch another label, on record with who and when. Its calls and outcomes stay as they are.

import { relabel, type Relabelled } from '../batch/relabel.js';
import { batchPaths } from '../batch/paths.js';
import { hasEnded, readRecord, readState } from '../batch/record.js';
import { UserError } from '../domain/user-error.js';
import { budgetsOf } from '../money/budget-file.js';
import { closedMonths, withLabels } from '../money/month-files.js';
import type { App } from './app.js';
import { accessFor } from './batch-access.js';
import { moveToLabel } from './budgets.js';
import { whoAmI } from './who.js';

export interface LabelResult extends Relabelled {
  readonly batch: string;
}

/** @throws UserError where there is no such batch, or it has calls in a month that is closed */
export async function label(app: App, batch: string, text: string): Promise<LabelResult> {
  const { dataDir } = app.config;
  const changed = await withLabels(dataDir, async () => {
    await refuseClosed(dataDir, batch);
    return relabel(dataDir, batch, text, { by: whoAmI(), atMs: Date.now() });
  });
  const paths = batchPaths(dataDir, batch);
  const record = await readRecord(paths, batch);
  const ended = hasEnded(await readState(paths, record));
  const isBudgeted = (await budgetsOf(dataDir, record.account)).length > 0;
  // Where it was cut off before, the record has the label already, and the budgets may not.
  if ((ended || changed.was === changed.label) && !isBudgeted) return { batch, ...changed };
  // Whoever has the batch in hand reads its record again.
  const access = await accessFor(app);
  try {
    await moveToLabel(record, access);
    if (!ended) await access.controlOf(record).retune();
  } finally {
    await access.close();
  }
  return { batch, ...changed };
}

/** What a closed month says of labels stays true. */
async function refuseClosed(dataDir: string, batch: string): Promise<void> {
  const closed = (await closedMonths(dataDir)).find(({ batches }) =>
    batches.some((one) => one.batch === batch),
  );
  if (closed === undefined) return;
  const { month } = closed;
  throw new UserError('closed-month', ({ months }) => months.labelOfClosed({ batch, month }));
}
