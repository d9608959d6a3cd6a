// Records as lines of CSV. csv-stringify writes every record that has something to quote; those that have nothing, nearly
// all, are only joined, which gives the same line in a fraction of the time.

import { stringify } from 'csv-stringify/sync';

const TO_QUOTE = /["\r\n]/;
/** Some readers take a carriage return for the end of a record, so a cell that has one is quoted. */
const LONE_RETURN = /\r/;

export function csvLines(records: readonly (readonly string[])[]): string {
  let lines = '';
  for (const record of records) lines += plainLine(record) ?? quotedLine(record);
  return lines;
}

/** Undefined where a cell has to be quoted. */
function plainLine(record: readonly string[]): string | undefined {
  let line = record[0] ?? '';
  if (record.length < 2 || line.includes(',')) return undefined;
  for (let index = 1; index < record.length; index += 1) {
    const cell = record[index] ?? '';
    if (cell.includes(',')) return undefined;
    line += `,${cell}`;
  }
  return TO_QUOTE.test(line) ? undefined : `${line}\n`;
}

function quotedLine(record: readonly string[]): string {
  return stringify([record], { record_delimiter: '\n', quoted_match: LONE_RETURN });
}
