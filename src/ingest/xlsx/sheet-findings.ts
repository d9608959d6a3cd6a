// Counts what a person should know of a sheet before its rows are used, each finding with its first place. It changes
// nothing.

import { wordsIn } from '../../words/catalogue.js';

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

  /** The findings as sentences for the user, in English. */
  words(): string[] {
    const { sheets } = wordsIn('en');
    return (['hiddenRows', 'uncalculated', 'mergedDown'] as const).flatMap((kind) => {
      const { count, first } = this[kind];
      if (count === 0) return [];
      return [count === 1 ? sheets[kind].one({ first }) : sheets[kind].several({ count, first })];
    });
  }
}

export function note(finding: Finding, where: string): void {
  if (finding.count++ === 0) finding.first = where;
}
