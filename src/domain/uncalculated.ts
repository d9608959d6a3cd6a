// Recognises formulas such as =A2 in place of a number or a name, which no spreadsheet has calculated. Pure.

/** No name or number begins like this; a text formula such as `="110…"` was unwrapped before. */
function isFormula(written: string): boolean {
  return /^\s*[=\uFF1D](?!")/u.test(written);
}

const WHAT_TO_DO = 'open the workbook in Excel, save it, and give it again';

/** A message about the formula; undefined where neither cell is one. */
export function uncalculated(writtenNumber: string, writtenName: string): string | undefined {
  const found = [
    ...(isFormula(writtenNumber) ? [`the number is a formula that was never calculated: ${WHAT_TO_DO}`] : []),
    ...(isFormula(writtenName) ? [`the name is a formula that was never calculated: ${WHAT_TO_DO}`] : []),
  ];
  return found.length === 0 ? undefined : found.join('; ');
}
