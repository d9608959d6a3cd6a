// Cells and lines of a report's CSV for spreadsheets. Pure.

/** Begins with a byte-order mark, so that spreadsheets read the Chinese as UTF-8. */
export function sheet(
  columns: readonly string[],
  lines: readonly Readonly<Record<string, string | number | undefined>>[],
): string {
  const rows = [
    columns.join(','),
    ...lines.map((line) => columns.map((column) => cell(line[column])).join(',')),
  ];
  return `\uFEFF${rows.join('\r\n')}\r\n`;
}

const DECIMAL = /^-?\d+(?:\.\d+)?$/;

/** A label is the user's text. Where a spreadsheet would run it as a formula, it gets a leading `'`. */
function cell(value: string | number | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) && !DECIMAL.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
