// A provider's limit of the day, as a slice's calls are asked for and recorded.

import type { AccountEffect } from '../src/domain/account-effect.js';
import { overUntil } from '../src/domain/over-today.js';
import type { DayMarks } from '../src/journal/day-mark.js';
import type { SliceRow } from '../src/queue/slice-payload.js';

/**
 * @param marks undefined where the provider has no such limit
 * @returns by row, what stands for its person
 */
export function marksOf(
  rows: readonly SliceRow[],
  marks: DayMarks | undefined,
): (row: number) => string | undefined {
  if (marks === undefined) return () => undefined;
  const persons = new Map(rows.map(({ row, person }) => [row, person]));
  return (row) => {
    const person = persons.get(row);
    return person === undefined ? undefined : marks.of(person);
  };
}

/** An answer that says "not today" is recorded with whom it is about and how long that holds. */
export function withMark(effect: AccountEffect, mark = ''): AccountEffect {
  if (effect.kind !== 'over') return effect;
  const now = Date.now();
  return { kind: 'over', pauseMs: overUntil(now) - now, cause: mark };
}
