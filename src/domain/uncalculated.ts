// Formulas that stand where a number or a name should be, because no spreadsheet has calculated them: =A2. Pure.

/** Nobody's name or number begins so; `="110…"` is a text, and unwrapped before. */
function isFormula(written: string): boolean {
  return /^\s*[=\uFF1D](?!")/u.test(written);
}

const WHAT_TO_DO = 'open the workbook in Excel, save it, and give it again';

/** What is said of it; undefined where neither cell is a formula. */
export function uncalculated(writtenNumber: string, writtenName: string): string | undefined {
  const found = [
    ...(isFormula(writtenNumber) ? [`the number is a formula that was never calculated: ${WHAT_TO_DO}`] : []),
    ...(isFormula(writtenName) ? [`the name is a formula that was never calculated: ${WHAT_TO_DO}`] : []),
  ];
  return found.length === 0 ? undefined : found.join('; ');
}
