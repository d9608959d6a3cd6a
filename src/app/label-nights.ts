// The batches of one label that have ended, night after night, with their match rates: from their summaries, a page at a time. It
// reads no row.

import type { BatchInShort } from '../batch/batch-index.js';
import { readSummary } from '../batch/exit-status.js';
import { batchPaths } from '../batch/paths.js';
import { readRecord, recordExists } from '../batch/record.js';
import { chinaIso } from '../domain/china-time.js';
import { matchRateOf, type ComparedBatch } from './compare.js';

export interface LabelNight extends ComparedBatch {
  readonly state: 'completed' | 'cancelled';
  readonly startedAt: number;
  readonly finishedAt: number | undefined;
  readonly previous: string | null;
  readonly changed: number | null;
  readonly new: number | null;
  readonly gone: number | null;
}

export interface NightPage {
  /** The newest first. */
  readonly found: readonly LabelNight[];
  readonly next: string | null;
}

/** @param known all batches, the oldest first */
export async function nightsOfLabel(
  dataDir: string,
  known: readonly BatchInShort[],
  label: string,
  { after, limit }: { readonly after?: string | undefined; readonly limit: number },
): Promise<NightPage> {
  const ended = known.filter((each) => each.label === label && endOf(each) !== undefined).toReversed();
  const start = after === undefined ? 0 : ended.findIndex(({ batch }) => batch === after) + 1;
  const page = ended.slice(start, start + limit);
  const found = await Promise.all(page.map((each) => nightOf(dataDir, each)));
  const next = start + limit < ended.length ? (page.at(-1)?.batch ?? null) : null;
  return { found: found.filter((night) => night !== undefined), next };
}

function endOf({ state }: BatchInShort): LabelNight['state'] | undefined {
  return state === 'completed' || state === 'cancelled' ? state : undefined;
}

/** Undefined of a batch whose summary was moved away, or that was removed meanwhile. */
async function nightOf(dataDir: string, known: BatchInShort): Promise<LabelNight | undefined> {
  const paths = batchPaths(dataDir, known.batch);
  const state = endOf(known);
  if (state === undefined || !(await recordExists(paths))) return undefined;
  const summary = await readSummary(await readRecord(paths, known.batch));
  if (summary === undefined) return undefined;
  const { rows, calls, by_status, by_code, cost, changes } = summary;
  return {
    batch: known.batch,
    label: known.label,
    created_at: chinaIso(known.createdAt),
    state,
    rows,
    calls,
    by_status,
    by_code,
    match_rate: matchRateOf(by_status),
    cost,
    startedAt: known.startedAt,
    finishedAt: known.finishedAt,
    previous: changes?.previous ?? null,
    changed: changes?.changed ?? null,
    new: changes?.new ?? null,
    gone: changes?.gone ?? null,
  };
}
