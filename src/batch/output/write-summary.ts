// summary.json and the page that shows the same, from what was counted while the files were written. It counts nothing itself.

import type { UnsentGroup } from '../../collect/unsent-rows.js';
import { summaryOf, type Counts, type Summary, type SummaryChanges } from '../../collect/summary.js';
import { chinaIso } from '../../domain/china-time.js';
import { costOfLedger } from '../../domain/cost.js';
import type { Ledger } from '../../domain/ledger.js';
import { writeJson, writeWhole } from '../../files/durable.js';
import { batchPage } from '../page/batch-page.js';
import { outputPaths } from '../paths.js';
import { packagePrices } from '../prices.js';
import type { BatchRecord, StateRecord } from '../record.js';
import { anomaliesOf } from '../watch/batch-anomalies.js';

/** What was counted while the files were written. */
export interface FinalFiles {
  readonly counts: Counts;
  readonly ledger: Ledger;
  readonly changes: SummaryChanges | undefined;
  readonly unsent: readonly UnsentGroup[];
}

/** Who writes it, and where the watch over what comes back has its files. */
export interface SummaryPlace {
  readonly writer: string;
  readonly dataDirectory: string;
}

/** Writes summary.json, and before it the page that shows the same: who waits for the summary finds both. */
export async function writeSummary(
  record: BatchRecord,
  state: StateRecord,
  { counts, ledger, changes, unsent }: FinalFiles,
  { writer, dataDirectory }: SummaryPlace,
): Promise<Summary> {
  const { batch, label, file, sha256, provider, priceLists = [], outDirectory } = record;
  const frame = {
    provider,
    batch,
    label,
    file,
    sha256,
    ...state,
    finishedAt: state.finishedAt,
    nowMs: Date.now(),
    changes,
    corrects: record.corrects?.batch,
    cost: costOfLedger(ledger.lines(), priceLists),
  };
  const summary = summaryOf(frame, counts);
  const anomalies = (await anomaliesOf(record, state, dataDirectory)) ?? [];
  const { summary: path, page } = outputPaths(outDirectory);
  await writeWhole(page, writer, (handle) =>
    handle.writeFile(
      batchPage({
        summary,
        unsent,
        priceLists: [...new Set([...priceLists, ...packagePrices(ledger)])],
        anomalies,
        madeAt: chinaIso(frame.nowMs),
        language: record.language ?? 'en',
      }),
    ),
  );
  await writeJson(path, writer, summary);
  return summary;
}
