// Two batches beside each other: rows by status, calls by code, and which people changed from one status to another, where the later
// one was compared with the earlier one when it was made. It reads their summaries, whose figures are counted, and no row.

import { readSummary } from '../batch/exit-status.js';
import type { BatchRecord } from '../batch/record.js';
import type { Summary } from '../collect/summary.js';

export interface ComparedBatch {
  readonly batch: string;
  readonly label: string;
  readonly created_at: string;
  readonly state: string;
  readonly rows: number;
  readonly calls: number;
  readonly by_status: Readonly<Record<string, number>>;
  readonly by_code: Readonly<Record<string, number>>;
  readonly match_rate: number | null;
  readonly cost: Summary['cost'];
}

export interface ChangedRows {
  /** The later batch, and the earlier one that it was compared with. */
  readonly batch: string;
  readonly previous: string;
  readonly changed: number;
  readonly new: number;
  readonly gone: number;
  readonly carried: number;
  /** Whose status changed, the most first. */
  readonly edges: readonly { readonly from: string; readonly to: string; readonly rows: number }[];
}

/** Of two batches, what is known of how people changed in between; undefined: neither was compared with the other. */
export async function changedBetween(one: BatchRecord, other: BatchRecord): Promise<ChangedRows | undefined> {
  for (const [later, earlier] of [
    [one, other],
    [other, one],
  ] as const) {
    const changes = (await readSummary(later))?.changes;
    if (changes?.previous !== earlier.batch) continue;
    const { changed, new: added, gone, carried, by_edge: byEdge } = changes;
    const edges = Object.entries(byEdge).map(([edge, rows]) => {
      const [from = '', to = ''] = edge.split('→');
      return { from, to, rows };
    });
    return { batch: later.batch, previous: earlier.batch, changed, new: added, gone, carried, edges };
  }
  return undefined;
}

/** Which share of the people that were judged are who they say; null where nobody was. */
export function matchRateOf(byStatus: Readonly<Record<string, number>>): number | null {
  const match = byStatus['match'] ?? 0;
  const judged = JUDGED.reduce((sum, status) => sum + (byStatus[status] ?? 0), 0);
  return judged === 0 ? null : Math.round((match / judged) * 1e6) / 1e6;
}

/** Statuses that say something of the person; rows that could not be asked about are in no rate. */
const JUDGED = ['match', 'mismatch', 'invalid_id'] as const;
