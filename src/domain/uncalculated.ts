// Recognises formulas such as =A2 in place of a number or a name, which no spreadsheet has calculated. Pure.

import type { Words } from '../words/words.js';

/** No name or number begins like this; a text formula such as `="110…"` was unwrapped before. */
function isFormula(written: string): boolean {
  return /^\s*[=\uFF1D](?!")/u.test(written);
}

/** A message about the formula; undefined where neither cell is one. */
export function uncalculated(
  writtenNumber: string,
  writtenName: string,
  { rows }: Words,
): string | undefined {
  const found = [
    ...(isFormula(writtenNumber) ? [rows.numbers.formula] : []),
    ...(isFormula(writtenName) ? [rows.names.formula] : []),
  ];
  return found.length === 0 ? undefined : found.join(rows.and);
}
