// outcomes.csv: the list's own cells as they were, followed by the outcome. UTF-8 with a byte-order mark; cells
// that a spreadsheet would run as a formula are defused.

import { chinaIso } from '../domain/china-time.js';
import type { Outcome } from '../domain/outcome.js';
import { csvLines } from './csv-lines.js';

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

export interface OutcomeRow {
  /** The list's own. */
  readonly cells: readonly string[];
  readonly outcome: Outcome;
}

/** @param header of the list; undefined where it has none: then its columns are numbered */
export function outcomeTitles(header: readonly string[] | undefined, columnCount: number): string[] {
  const own = header ?? Array.from({ length: columnCount }, (_, index) => `column_${index + 1}`);
  return [...own, ...OUTCOME_COLUMNS];
}

/** As they are, formulas too. */
export function outcomeCells({ cells, outcome }: OutcomeRow): string[] {
  return [
    ...cells,
    outcome.status,
    String(outcome.code ?? ''),
    outcome.message,
    outcome.source,
    String(outcome.duplicateOf ?? ''),
    String(outcome.attempts),
    outcome.sessionId,
    outcome.checkedAt === undefined ? '' : chinaIso(outcome.checkedAt),
  ];
}

export function outcomeHeader(header: readonly string[] | undefined, columnCount: number): string {
  return BYTE_ORDER_MARK + csvLines([outcomeTitles(header, columnCount).map(defused)]);
}

export function outcomeLines(rows: readonly OutcomeRow[]): string {
  return csvLines(rows.map((row) => outcomeCells(row).map(defused)));
}

/** OWASP's list for CSV injection, with the full-width variants that Excel takes for the same. */
const FORMULA_START = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;
const NUMBER = /^[+-]?\d+([.,]\d+)*$/;

/** A leading `'` keeps a spreadsheet from running the cell; numbers are left alone. */
function defused(cell: string): string {
  return FORMULA_START.test(cell) && !NUMBER.test(cell) ? `'${cell}` : cell;
}
