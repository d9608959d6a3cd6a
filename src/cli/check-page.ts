// Lays out the report of `rollcall check` as a page for people: plain text, as wide as a terminal.

import type { CheckReport } from '../app/check-report.js';
import { placeOf } from '../app/column-words.js';
import { listName } from '../ingest/list-source.js';
import { durationOf } from './duration.js';
import { clipped, hanging, padded, visible } from './text-columns.js';

/** Names by which people know an encoding; others are shown under their own. */
const ENCODING_NAMES: Readonly<Record<string, string>> = {
  'utf-8': 'UTF-8',
  gb18030: 'GB18030 (also called GBK, GB2312)',
  'utf-16le': 'UTF-16, little endian',
  'utf-16be': 'UTF-16, big endian',
  big5: 'Big5 (traditional Chinese)',
  shift_jis: 'Shift_JIS (Japanese)',
  'euc-jp': 'EUC-JP (Japanese)',
  'euc-kr': 'EUC-KR (Korean)',
};
const DELIMITER_NAMES: Readonly<Record<string, string>> = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'vertical bar',
};
const LINE_END_NAMES: Readonly<Record<NonNullable<CheckReport['line_end']>, string>> = {
  lf: 'LF',
  crlf: 'CRLF',
  cr: 'CR',
};

/** @param width of the terminal, in columns; Infinity where the text goes to a file or a program */
export function checkPage(report: CheckReport, width: number): string {
  const parts = [
    [visible(listName(report.file))],
    formLines(report, width),
    columnLines(report, width),
    report.warnings.map((warning) => hanging('Warning: ', warning, width)),
    sampleLines(report, width),
    verdictLines(report, width),
    noteLines(report, width),
    callLines(report, width),
  ];
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function formLines(
  {
    sheet,
    encoding,
    encoding_evidence: evidence,
    delimiter,
    line_end: lineEnd,
    header_row: headerRow,
    bytes,
  }: CheckReport,
  width: number,
): string[] {
  const form =
    sheet === null
      ? [
          hanging('  encoding   ', ENCODING_NAMES[encoding] ?? encoding, width),
          ...(evidence === null ? [] : [hanging('  evidence   ', evidence, width)]),
          `  delimiter  ${DELIMITER_NAMES[delimiter] ?? `"${delimiter}"`}`,
          `  line ends  ${LINE_END_NAMES[lineEnd]}`,
        ]
      : [`  Excel workbook, sheet "${visible(sheet)}"`];
  const header =
    headerRow === null || headerRow === 1 ? [] : [hanging('  header     ', headerPlace(headerRow), width)];
  return [...form, ...header, `  size       ${grouped(bytes)} bytes`];
}

export function headerPlace(headerRow: number): string {
  return `on line ${headerRow}, and what stands above it is left out (--header-row takes another line)`;
}

const LONGEST_TITLE = 48;
const SHORTEST_TITLE = 8;

function columnLines(
  { header, columns, name_column: name, id_column: id }: CheckReport,
  width: number,
): string[] {
  const titles = header ?? Array.from({ length: columns }, () => '(without a header)');
  const roles = new Map([
    [name, '  ← the name'],
    [id, '  ← the identity number'],
  ]);
  const digits = String(columns).length;
  return [
    'Columns',
    ...titles.map((title, index) => {
      const role = roles.get(index + 1) ?? '';
      const start = `  ${String(index + 1).padStart(digits)}  `;
      const room = Math.max(SHORTEST_TITLE, width - start.length - role.length);
      return `${start}${clipped(visible(title), Math.min(LONGEST_TITLE, room))}${role}`;
    }),
  ];
}

const VERDICT_WORDS: Readonly<Record<CheckReport['samples'][number]['verdict'], string>> = {
  call: 'to be called',
  carried: 'carried over',
  duplicate: 'duplicate',
  bad_format: 'bad_format',
  invalid_id: 'invalid_id',
};

/** The widths of a masked name and of a masked number. */
const NAME_COLUMNS = 3;
const NUMBER_COLUMNS = 8;

function sampleLines({ samples, sheet }: CheckReport, width: number): string[] {
  if (samples.length === 0) return [];
  const widest = (numbers: readonly number[]): number => String(Math.max(...numbers)).length;
  const ofRow = widest(samples.map(({ row }) => row));
  const ofLine = widest(samples.map(({ line }) => line));
  return [
    sheet === null ? 'The first rows, masked: row, line' : "The first rows, masked: row, Excel's row",
    ...samples.map(({ row, line, name, id_number: number, verdict, message }) => {
      const what = [VERDICT_WORDS[verdict], message].filter((text) => text !== '').join(': ');
      const who = `${padded(number, NUMBER_COLUMNS)}  ${padded(visible(name), NAME_COLUMNS)}`;
      const place = `${String(row).padStart(ofRow)}  ${String(line).padStart(ofLine)}`;
      return hanging(`  ${place}  ${who}  `, what, width);
    }),
  ];
}

function verdictLines(report: CheckReport, width: number): string[] {
  const { rows, by_verdict: byVerdict, reasons } = report;
  const lines = [countLine('rows', rows), countLine('to be called', byVerdict.call)];
  if (byVerdict.duplicate > 0)
    lines.push(
      hanging(
        `${countLine('duplicates', byVerdict.duplicate)}  `,
        'called once, with the first of them',
        width,
      ),
    );
  for (const verdict of ['bad_format', 'invalid_id', 'unreadable'] as const) {
    if (byVerdict[verdict] === 0) continue;
    lines.push(countLine(verdict, byVerdict[verdict]));
    for (const group of reasons) if (group.verdict === verdict) lines.push(groupLine(group, report, width));
  }
  return ['What becomes of the rows', ...lines];
}

function noteLines(report: CheckReport, width: number): string[] {
  return report.notes.length === 0
    ? []
    : ['Called all the same, but note', ...report.notes.map((group) => groupLine(group, report, width))];
}

function countLine(what: string, count: number): string {
  return `  ${what.padEnd(12)}  ${grouped(count).padStart(11)}`;
}

function groupLine(
  { message, rows, first }: CheckReport['notes'][number],
  list: CheckReport,
  width: number,
): string {
  const places = first.map(({ row, line }) => placeOf(row, line, list));
  const more = rows > first.length ? ', …' : '';
  const count = `    ${grouped(rows).padStart(9)}  `;
  const what = hanging(count, message, width);
  return `${what}\n${hanging(' '.repeat(count.length), `row ${places.join(', ')}${more}`, width)}`;
}

function callLines({ calls, times, price, cost, currency }: CheckReport, width: number): string[] {
  const lines = [
    hanging('Calls: ', `${grouped(calls)}, if none has to be repeated`, width),
    ...times.map(({ rate, seconds }) => `  at ${grouped(rate).padStart(5)} a second  ${durationOf(seconds)}`),
  ];
  const money =
    cost === null ? 'set ROLLCALL_PRICE to have it reckoned' : `${cost} ${currency}, at ${price} a call`;
  return [...lines, hanging('  cost: ', money, width)];
}

/** The number with commas between the thousands. */
export function grouped(count: number): string {
  return count.toLocaleString('en-US');
}
