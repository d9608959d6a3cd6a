// outcomes.csv: the list's own cells as they were, followed by the outcome. UTF-8 with a byte-order mark; cells
// that a spreadsheet would run as a formula are defused.

import { stringify } from 'csv-stringify/sync';
import { chinaIso } from '../domain/china-time.js';
import type { Outcome } from '../domain/outcome.js';

const OUTCOME_COLUMNS = [
  'verify_status',
  'verify_code',
  'verify_message',
  'verify_source',
  'verify_duplicate_of',
  'verify_attempts',
  'verify_session_id',
  'verify_checked_at',
] as const;
const BYTE_ORDER_MARK = '\uFEFF';

/** @param header of the list; undefined where it has none: then its columns are numbered */
export function outcomeHeader(header: readonly string[] | undefined, columnCount: number): string {
  const own = header ?? Array.from({ length: columnCount }, (_, index) => `column_${index + 1}`);
  return BYTE_ORDER_MARK + lines([[...own.map(defused), ...OUTCOME_COLUMNS]]);
}

export function outcomeLines(rows: readonly { cells: readonly string[]; outcome: Outcome }[]): string {
  return lines(rows.map(({ cells, outcome }) => [...cells.map(defused), ...outcomeCells(outcome)]));
}

function outcomeCells(outcome: Outcome): (string | number)[] {
  return [
    outcome.status,
    outcome.code ?? '',
    defused(outcome.message),
    outcome.source,
    outcome.duplicateOf ?? '',
    outcome.attempts,
    defused(outcome.sessionId),
    outcome.checkedAt === undefined ? '' : chinaIso(outcome.checkedAt),
  ];
}

const FORMULA_START = /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/;
const NUMBER = /^[+-]?\d+([.,]\d+)*$/;

/** A leading `'` keeps a spreadsheet from running the cell; numbers are left alone. */
function defused(cell: string): string {
  return FORMULA_START.test(cell) && !NUMBER.test(cell) ? `'${cell}` : cell;
}

/** Some readers take a carriage return for the end of a record, so a cell that has one is quoted. */
const LONE_RETURN = /\r/;

function lines(records: (string | number)[][]): string {
  return stringify(records, { record_delimiter: '\n', quoted_match: LONE_RETURN });
}
