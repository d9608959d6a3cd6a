// Rows with an outcome that may be another person's, said beside a batch's figures.

const NAMED = 20;

/** @returns a line, or none */
export function inQuestionInWords({
  rows_in_question: rows = [],
}: {
  readonly rows_in_question?: readonly number[] | undefined;
}): string[] {
  if (rows.length === 0) return [];
  const more = rows.length > NAMED ? `, and ${rows.length - NAMED} more (summary.json)` : '';
  return [
    `in question: the answer of row ${rows.slice(0, NAMED).join(', ')}${more} came for another row, too. It may be that ` +
      "person's: verify these rows again.",
  ];
}
