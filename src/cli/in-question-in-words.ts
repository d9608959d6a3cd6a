// Names beside a batch's figures the rows whose outcome may be another person's.

import type { Words } from '../words/words.js';

const NAMED = 20;

/** @returns a line; none where no row is in question */
export function inQuestionInWords(
  { rows_in_question: rows = [] }: { readonly rows_in_question?: readonly number[] | undefined },
  { results, check }: Words,
): string[] {
  if (rows.length === 0) return [];
  const named = rows.slice(0, NAMED).join(check.betweenRows);
  const more = rows.length - NAMED;
  return [more > 0 ? results.inQuestionMore({ rows: named, more }) : results.inQuestion({ rows: named })];
}
