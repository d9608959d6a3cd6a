// Which rows of a finished slice are set aside until another day: those answered with the daily limit, and those that a
// worker has not even called. Pure: the clock is a parameter.

import type { FinishedSlice } from '../../collect/collector.js';
import type { Attempt } from '../../domain/attempt.js';
import type { DecisionRules } from '../../domain/decision.js';
import { standingOf } from '../../domain/history.js';
import { overUntil } from '../../domain/over-today.js';
import type { Aside } from './aside-rows.js';
import type { SliceEntry } from './slice-log.js';

/** @returns undefined where no row is set aside */
export function asideOfSlice(
  { slice, attempts, asideRows }: FinishedSlice,
  { start, again }: Pick<SliceEntry, 'start' | 'again'>,
  rules: DecisionRules,
  nowMs: number,
): Aside | undefined {
  const callsOf = new Map<number, Attempt[]>();
  for (const call of attempts) callsOf.set(call.row, [...(callsOf.get(call.row) ?? []), call]);
  const answered = [...callsOf].filter(([, calls]) => isOver(calls.at(-1), rules)).map(([row]) => row);
  const skipped = [...(asideRows ?? [])].filter(
    ([row]) => !standingOf(callsOf.get(row) ?? [], rules).finished,
  );
  const rows = [...new Set([...answered, ...skipped.map(([row]) => row)])].sort((a, b) => a - b);
  if (rows.length === 0) return undefined;
  const last = (row: number): number => callsOf.get(row)?.at(-1)?.attempt ?? again?.[row] ?? 0;
  // The slice may be collected on a later day than that on which the limit was met.
  const metAt = Math.max(
    ...answered.map((row) => callsOf.get(row)?.at(-1)?.finishedAt ?? nowMs),
    ...skipped.map(([, at]) => (at === 0 ? nowMs : at)),
  );
  return { slice, start, until: overUntil(metAt), rows: rows.map((row) => [row, last(row)]) };
}

function isOver(last: Attempt | undefined, { codes, retryCodes }: DecisionRules): boolean {
  return last?.code !== undefined && codes.effectOf(last.code, retryCodes) === 'daily';
}
