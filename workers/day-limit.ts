// Joins a provider's daily limit to a slice's calls: the marks that each call asks with, and the record of a limit that
// was met.

import type { AccountEffect } from '../src/domain/account-effect.js';
import { overUntil } from '../src/domain/over-today.js';
import type { DayMarks } from '../src/journal/day-mark.js';
import type { SliceRow } from '../src/queue/slice-payload.js';

/**
 * @param marks undefined where the provider has no such limit
 * @returns by row, the marks of its person
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

/** An answer that tells of the limit is recorded with the person's marks and until when it holds. */
export function withMark(effect: AccountEffect, mark = ''): AccountEffect {
  if (effect.kind !== 'over') return effect;
  const now = Date.now();
  return { kind: 'over', pauseMs: overUntil(now) - now, cause: mark };
}
