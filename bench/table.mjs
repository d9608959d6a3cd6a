// What a benchmark found: lines of named figures. Printed for people here; as JSON they stay as they are.

/**
 * @typedef {Readonly<Record<string, string | number | undefined>>} Line figures by column
 * @typedef {object} Table
 * @property {string} title
 * @property {readonly string[]} notes how it was measured
 * @property {readonly Line[]} lines
 */

/** @param {Table} table */
export function asText({ title, notes, lines }) {
  const columns = [...new Set(lines.flatMap((line) => Object.keys(line)))];
  const cells = [columns, ...lines.map((line) => columns.map((column) => shown(line[column])))];
  const widths = columns.map((_, at) => Math.max(...cells.map((row) => row[at]?.length ?? 0)));
  const text = cells.map((row) =>
    row
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join('   ')
      .trimEnd(),
  );
  return [title, ...notes.map((note) => `  ${note}`), ...text.map((line) => `  ${line}`), ''].join('\n');
}

/** @param {string | number | undefined} value */
function shown(value) {
  if (value === undefined) return '';
  if (typeof value === 'string') return value;
  return value.toLocaleString('en-US', { maximumFractionDigits: Math.abs(value) < 100 ? 2 : 0 });
}
