// Cells that a spreadsheet would run as a formula, made safe by a leading `'`, and back. Pure.

/** OWASP's list for CSV injection, with the full-width variants that Excel takes for the same. */
const FORMULA_START = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;
const NUMBER = /^[+-]?\d+([.,]\d+)*$/;

/** A leading `'` keeps a spreadsheet from running the cell; numbers are left alone. */
export function defused(cell: string): string {
  return FORMULA_START.test(cell) && !NUMBER.test(cell) ? `'${cell}` : cell;
}

/** Undoes the defusing of a cell. A cell of the list that looks like a defused one is taken for one. */
export function restored(cell: string): string {
  if (!cell.startsWith("'")) return cell;
  const original = cell.slice(1);
  return defused(original) === cell ? original : cell;
}
