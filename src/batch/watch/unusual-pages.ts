// Puts hours that were not as usual on the pages of batches that had ended before the hours were judged. It judges nothing.

import { readFile } from 'node:fs/promises';
import type { Anomaly } from '../../domain/watch.js';
import { writeWhole } from '../../files/durable.js';
import { isMissing } from '../../files/missing-file.js';
import type { Account } from '../../journal/keys.js';
import { withUnusualHours } from '../page/unusual-hours.js';
import { outputPaths } from '../paths.js';
import { isOfAccount, knownBatches } from '../recorded-batches.js';
import { anomaliesAmong } from './batch-anomalies.js';

export interface UnusualHours {
  /** Of the hour that was judged just now. */
  readonly found: readonly Anomaly[];
  /** Those of the hours before, too. */
  readonly all: readonly Anomaly[];
}

/** @param onProblem told of pages that can't be written: they stay as they are */
export async function tellOnPages(
  dataDirectory: string,
  account: Account,
  { found, all }: UnusualHours,
  onProblem: (error: unknown) => void,
): Promise<void> {
  if (found.length === 0) return;
  for (const { record, state } of await knownBatches(dataDirectory, () => undefined)) {
    if (state.finishedAt === undefined || !isOfAccount(record, account)) continue;
    if (anomaliesAmong(found, record, state).length === 0) continue;
    const { page } = outputPaths(record.outDirectory);
    try {
      const before = await readFile(page, 'utf8');
      const text = withUnusualHours(before, anomaliesAmong(all, record, state));
      if (text !== before) await writeWhole(page, String(process.pid), (handle) => handle.writeFile(text));
    } catch (error) {
      if (!isMissing(error)) onProblem(error);
    }
  }
}
