// Lays out the report of `rollcall check` as a page for people: plain text, as wide as a terminal.

import { budgetInWords } from './budget-in-words.js';
import type { CheckReport } from '../app/check-report.js';
import { DAY_MS } from '../app/check-report.js';
import type { CarryQuote } from '../batch/carry/quote.js';
import { carryLines } from './carry-lines.js';
import { placeOf } from '../app/column-words.js';
import { listName } from '../ingest/list-source.js';
import { grouped } from './grouped.js';
import { durationOf } from './duration.js';
import { clipped, columnsOf, hanging, padded, visible } from './text-columns.js';
import type { Words } from '../words/words.js';

/** Delimiters that have a name; others are shown as they are. */
const DELIMITER_NAMES: Readonly<Record<string, keyof Words['check']['delimiters']>> = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'bar',
};
const LINE_END_NAMES: Readonly<Record<NonNullable<CheckReport['line_end']>, string>> = {
  lf: 'LF',
  crlf: 'CRLF',
  cr: 'CR',
};

/** @param width of the terminal, in columns; Infinity where the text goes to a file or a program */
export function checkPage(report: CheckReport, width: number, words: Words): string {
  const { progress } = words;
  const parts = [
    [visible(listName(report.file))],
    formLines(report, width, words),
    columnLines(report, width, words),
    report.warnings.map((warning) => hanging(progress.warningStart, warning, width)),
    sampleLines(report, width, words),
    verdictLines(report, width, words),
    noteLines(report, width, words),
    callLines(report, width, words),
    knownLines(report, width, words),
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
  { check }: Words,
): string[] {
  const form =
    sheet === null
      ? [
          hanging(check.encoding, encodingNamed(encoding, check), width),
          ...(evidence === null ? [] : [hanging(check.evidence, evidence, width)]),
          check.delimiter + delimiterNamed(delimiter, check),
          check.lineEnds + LINE_END_NAMES[lineEnd],
        ]
      : [`  ${check.workbook({ sheet: visible(sheet) })}`];
  const header =
    headerRow === null || headerRow === 1
      ? []
      : [hanging(check.header, check.headerPlace({ row: headerRow }), width)];
  return [...form, ...header, check.size + check.bytes({ bytes: grouped(bytes) })];
}

function encodingNamed(encoding: string, { encodings }: Words['check']): string {
  return Object.entries(encodings).find(([name]) => name === encoding)?.[1] ?? encoding;
}

function delimiterNamed(delimiter: string, { delimiters }: Words['check']): string {
  const name = DELIMITER_NAMES[delimiter];
  return name === undefined ? `"${delimiter}"` : delimiters[name];
}

const LONGEST_TITLE = 48;
const SHORTEST_TITLE = 8;

function columnLines(
  { header, columns, name_column: name, id_column: id }: CheckReport,
  width: number,
  { check }: Words,
): string[] {
  const titles = header ?? Array.from({ length: columns }, () => check.noHeader);
  const roles = new Map([
    [name, check.isName],
    [id, check.isNumber],
  ]);
  const digits = String(columns).length;
  return [
    check.columns,
    ...titles.map((title, index) => {
      const role = roles.get(index + 1) ?? '';
      const start = `  ${String(index + 1).padStart(digits)}  `;
      const room = Math.max(SHORTEST_TITLE, width - start.length - columnsOf(role));
      return `${start}${clipped(visible(title), Math.min(LONGEST_TITLE, room))}${role}`;
    }),
  ];
}

/** The widths of a masked name and of a masked number. */
const NAME_COLUMNS = 3;
const NUMBER_COLUMNS = 8;

function sampleLines({ samples, sheet }: CheckReport, width: number, { check }: Words): string[] {
  if (samples.length === 0) return [];
  const widest = (numbers: readonly number[]): number => String(Math.max(...numbers)).length;
  const ofRow = widest(samples.map(({ row }) => row));
  const ofLine = widest(samples.map(({ line }) => line));
  return [
    sheet === null ? check.samples : check.samplesOfWorkbook,
    ...samples.map(({ row, line, name, id_number: number, verdict: kind, message }) => {
      const verdict = check.verdicts[kind];
      const what = message === '' ? verdict : check.verdictWith({ verdict, message });
      const who = `${padded(number, NUMBER_COLUMNS)}  ${padded(visible(name), NAME_COLUMNS)}`;
      const place = `${String(row).padStart(ofRow)}  ${String(line).padStart(ofLine)}`;
      return hanging(`  ${place}  ${who}  `, what, width);
    }),
  ];
}

function knownLines(report: CheckReport, width: number, words: Words): string[] {
  const { verified_before: before, unfinished, price, currency } = report;
  const quote = before === undefined ? undefined : quoteIn(before);
  const known = { quote, unfinished, price: price ?? undefined, currency };
  return carryLines(known, words).map((line) => hanging('', line, width));
}

function quoteIn(before: NonNullable<CheckReport['verified_before']>): CarryQuote {
  const { within_days: days, of_label: ofLabel, missing_batches: missing, ...same } = before;
  return { ...same, withinMs: days * DAY_MS, ofLabel, missing, isWhole: true };
}

function carriedLines(report: CheckReport, width: number, { looking, carrying }: Words): string[] {
  const { previous, corrects, carried_from: carriedFrom = [], by_verdict: verdicts } = report;
  if (verdicts.carried === undefined) return [];
  const batches = [previous ?? corrects ?? [], carriedFrom].flat();
  const from = [...new Set(batches)].join(carrying.between);
  const nobody = previous === null ? looking.noPrevious : carrying.nobodyKnown;
  const what = from === '' ? nobody : looking.carriedFrom({ previous: from });
  return [hanging(`${countLine(looking.carried, verdicts.carried)}  `, what, width)];
}

function verdictLines(report: CheckReport, width: number, words: Words): string[] {
  const { rows, by_verdict: byVerdict, reasons } = report;
  const { check } = words;
  const lines = [
    countLine(check.rows, rows),
    countLine(check.verdicts.call, byVerdict.call),
    ...carriedLines(report, width, words),
  ];
  if (byVerdict.duplicate > 0)
    lines.push(hanging(`${countLine(check.duplicates, byVerdict.duplicate)}  `, check.calledOnce, width));
  for (const verdict of ['bad_format', 'invalid_id', 'unreadable'] as const) {
    if (byVerdict[verdict] === 0) continue;
    lines.push(countLine(check.verdicts[verdict], byVerdict[verdict]));
    for (const group of reasons)
      if (group.verdict === verdict) lines.push(groupLine(group, report, width, words));
  }
  return [check.whatBecomes, ...lines];
}

function noteLines(report: CheckReport, width: number, words: Words): string[] {
  return report.notes.length === 0
    ? []
    : [words.check.noted, ...report.notes.map((group) => groupLine(group, report, width, words))];
}

function countLine(what: string, count: number): string {
  return `  ${padded(what, 12)}  ${grouped(count).padStart(11)}`;
}

function groupLine(
  { message, rows, first }: CheckReport['notes'][number],
  list: CheckReport,
  width: number,
  words: Words,
): string {
  const { check } = words;
  const places = first.map(({ row, line }) => placeOf(row, line, list, words));
  const named = { rows: places.join(check.betweenRows) };
  const where = rows > first.length ? check.rowsAndMore(named) : check.rowsAre(named);
  const count = `    ${grouped(rows).padStart(9)}  `;
  return `${hanging(count, message, width)}\n${hanging(' '.repeat(count.length), where, width)}`;
}

function callLines(
  { calls, times, price, cost, currency, budget }: CheckReport,
  width: number,
  words: Words,
): string[] {
  const { check } = words;
  const money = cost === null || price === null ? check.noPrice : check.cost({ cost, currency, price });
  return [
    hanging(check.callsStart, check.calls({ calls: grouped(calls) }), width),
    ...times.map(({ rate, seconds }) =>
      check.atRate({ rate: grouped(rate).padStart(5), time: durationOf(seconds, words) }),
    ),
    hanging(check.costStart, money, width),
    ...(budget === null ? [] : [hanging('  ', budgetInWords(budget, words), width)]),
  ];
}
