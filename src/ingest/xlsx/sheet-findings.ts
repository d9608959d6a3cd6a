// Counts what a person should know of a sheet before its rows are used, each finding with its first place. It changes
// nothing.

/** How many cells or rows show one finding. */
export interface Finding {
  count: number;
  /** The first place in the spreadsheet's terms: `B5`, `12`, `A3:A4`. */
  first: string;
}

export class SheetFindings {
  readonly hiddenRows: Finding = { count: 0, first: '' };
  /** Formulas whose value was never calculated. */
  readonly uncalculated: Finding = { count: 0, first: '' };
  /** Cells merged over several rows: only the first row has their text. */
  readonly mergedDown: Finding = { count: 0, first: '' };

  /** The findings as sentences for the user. */
  words(): string[] {
    const { hiddenRows, uncalculated, mergedDown } = this;
    return [
      ...(hiddenRows.count === 0
        ? []
        : [`${amount(hiddenRows, 'row')} hidden or filtered out in the sheet, and read too.`]),
      ...(uncalculated.count === 0
        ? []
        : [
            `${amount(uncalculated, 'formula')} without a calculated value in the sheet. Open the workbook in Excel, save it, and give it again.`,
          ]),
      ...(mergedDown.count === 0
        ? []
        : [
            `${amount(mergedDown, 'merged cell')} over several rows in the sheet. The text stands in the first of those rows alone.`,
          ]),
    ];
  }
}

function amount({ count, first }: Finding, what: string): string {
  return count === 1
    ? `There is a ${what} (${first})`
    : `There are ${count} ${what}s (the first is ${first})`;
}

export function note(finding: Finding, where: string): void {
  if (finding.count++ === 0) finding.first = where;
}
