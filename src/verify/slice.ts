// A slice's rows side by side, each at its own pace, and what is to become of the slice when the last of them
// stands still. Knows no queue.

import type { Attempt } from '../domain/attempt.js';
import type { DecisionRules } from '../domain/decision.js';
import type { Person } from '../domain/row.js';
import { verifyRow, type CallContext, type CallJournal, type RowEnd, type StopReason } from './row.js';

export type SliceEnd =
  | { readonly kind: 'finished' }
  /** Some row waits until this time, in Unix milliseconds; the others are finished or wait too. */
  | { readonly kind: 'later'; readonly at: number }
  | { readonly kind: 'stopped'; readonly why: StopReason };

/** @param past the slice's attempts so far, by row, then by attempt */
export async function verifySlice(
  rows: readonly { readonly row: number; readonly person: Person }[],
  past: readonly Attempt[],
  rules: DecisionRules,
  journal: CallJournal,
  context: CallContext,
): Promise<SliceEnd> {
  const attemptsOf = groupByRow(past);
  const ends = await Promise.all(
    rows.map(({ row, person }) => verifyRow(row, person, attemptsOf.get(row) ?? [], rules, journal, context)),
  );
  return sliceEnd(ends);
}

function groupByRow(past: readonly Attempt[]): Map<number, Attempt[]> {
  const groups = new Map<number, Attempt[]>();
  for (const attempt of past) {
    const group = groups.get(attempt.row);
    if (group === undefined) groups.set(attempt.row, [attempt]);
    else group.push(attempt);
  }
  return groups;
}

/** Lost beats stopped, stopped beats waiting: the strongest end of a row is the slice's. */
function sliceEnd(ends: readonly RowEnd[]): SliceEnd {
  const stopped = ends.filter((end) => end.kind === 'stopped');
  const strongest = STRENGTH.find((why) => stopped.some((end) => end.why === why));
  if (strongest !== undefined) return { kind: 'stopped', why: strongest };
  const waiting = ends.filter((end) => end.kind === 'later');
  if (waiting.length === 0) return { kind: 'finished' };
  return { kind: 'later', at: Math.min(...waiting.map(({ at }) => at)) };
}

const STRENGTH: readonly StopReason[] = ['stale', 'stopped', 'capped', 'stopping'];
