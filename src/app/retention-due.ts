// What the rules of retention take out now: which batches as a whole, and of which others the rows of which statuses. It changes
// nothing.

import { buildingOn } from '../batch/erasure/unended.js';
import { readErased } from '../batch/erasure/erased-rows.js';
import { readSummary } from '../batch/exit-status.js';
import { batchPaths } from '../batch/paths.js';
import { hasEnded, type BatchRecord } from '../batch/record.js';
import { knownBatches, type KnownBatch } from '../batch/recorded-batches.js';
import { readPurged } from '../batch/retention/purge.js';
import type { RetentionRule } from '../batch/retention/rules.js';
import type { Status } from '../domain/status.js';
import { batchesNeeded, neededBy } from '../schedule/retention.js';
import { inEnglish } from '../words/catalogue.js';

const DAY_MS = 86_400_000;

/** What one rule takes out of one batch. */
export interface DueBatch {
  readonly record: BatchRecord;
  readonly rule: RetentionRule;
  /** How many rows, as of the batch's end; 0 where its summary can't be read. */
  readonly rows: number;
}

export interface RetentionDue {
  readonly due: readonly DueBatch[];
  /** What stands against a rule, in English. */
  readonly kept: readonly { readonly batch: string; readonly why: string }[];
}

/** A batch that goes as a whole is not looked at for single statuses. */
export async function retentionDue(
  dataDirectory: string,
  rules: readonly RetentionRule[],
  nowMs: number,
): Promise<RetentionDue> {
  if (rules.length === 0) return { due: [], kept: [] };
  const known = await knownBatches(dataDirectory, () => undefined);
  const needed = await batchesNeeded(dataDirectory);
  const due: DueBatch[] = [];
  const kept: { batch: string; why: string }[] = [];
  for (const batch of known) {
    const met = await metBy(batch, rules, dataDirectory, nowMs);
    if (met.length === 0) continue;
    const why = against(batch.record, known, needed);
    if (why === undefined) due.push(...met);
    else kept.push({ batch: batch.record.batch, why });
  }
  return { due, kept };
}

async function metBy(
  { record, state }: KnownBatch,
  rules: readonly RetentionRule[],
  dataDirectory: string,
  nowMs: number,
): Promise<DueBatch[]> {
  if (!hasEnded(state)) return [];
  const endedAt = state.finishedAt ?? state.startedAt;
  const meeting = rules.filter(
    ({ label, days }) => label === record.label && endedAt < nowMs - days * DAY_MS,
  );
  const paths = batchPaths(dataDirectory, record.batch);
  if (meeting.length === 0 || (await readPurged(paths)) !== undefined) return [];
  const summary = await readSummary(record).catch(() => undefined);
  const whole = meeting.find(({ status }) => status === undefined);
  if (whole !== undefined) return [{ record, rule: whole, rows: summary?.rows ?? 0 }];
  const { statuses: gone } = await readErased(paths);
  return meeting.flatMap((rule) => {
    const rows = summary?.by_status[rule.status as Status] ?? 0;
    // Files that were moved away may come back with rows of the status, so that is said.
    const hasNone = summary !== undefined && rows === 0;
    const isDone = rule.status === undefined || gone.includes(rule.status) || hasNone;
    return isDone ? [] : [{ record, rule, rows }];
  });
}

/** The next night of a schedule is compared with its last one; what has not ended may still build on a batch. */
function against(
  { batch }: BatchRecord,
  known: readonly KnownBatch[],
  needed: ReadonlyMap<string, string>,
): string | undefined {
  const schedule = needed.get(batch);
  if (schedule !== undefined) return inEnglish(neededBy(batch, schedule));
  const [building] = buildingOn(known, new Set([batch]));
  if (building === undefined) return undefined;
  return inEnglish(({ retention }) => retention.builtOn({ batch, by: building }));
}
