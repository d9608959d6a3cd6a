// Names beside a batch's figures the rows whose outcome may be another person's.

const NAMED = 20;

/** @returns a line; none where no row is in question */
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
