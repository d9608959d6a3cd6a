// outcomes.csv: the list's own cells as they were, followed by the outcome. UTF-8 with a byte-order mark; cells
// that a spreadsheet would run as a formula are defused.

import { chinaIso } from '../domain/china-time.js';
import { defused } from '../domain/defused.js';
import { OUTCOME_COLUMNS, PLACE_COLUMNS } from '../domain/outcome-columns.js';
import type { Outcome } from '../domain/outcome.js';
import type { Row } from '../domain/row.js';
import { wordsIn } from '../words/catalogue.js';
import type { Language } from '../words/language.js';
import { csvLines } from './csv-lines.js';

const BYTE_ORDER_MARK = '\uFEFF';

export interface OutcomeRow {
  /** The list's own cells. */
  readonly cells: readonly string[];
  readonly outcome: Outcome;
  /** Undefined in a batch whose outcomes do not say where a record stands. */
  readonly place?: Pick<Row, 'row' | 'line'> | undefined;
}

/**
 * @param header of the list; undefined: the list has none, and its columns are numbered
 * @param places whether the outcomes say where each record stands
 */
export function outcomeTitles(
  header: readonly string[] | undefined,
  columnCount: number,
  places: boolean,
): string[] {
  return [...listTitles(header, columnCount), ...OUTCOME_COLUMNS, ...(places ? PLACE_COLUMNS : [])];
}

export function listTitles(header: readonly string[] | undefined, columnCount: number): readonly string[] {
  return header ?? Array.from({ length: columnCount }, (_, index) => `column_${index + 1}`);
}

/**
 * The cells as they are, formulas included.
 *
 * @param language of the batch
 */
export function outcomeCells({ cells, outcome, place }: OutcomeRow, language: Language = 'en'): string[] {
  return [
    ...cells,
    wordsIn(language).statuses[outcome.status],
    outcome.code ?? '',
    outcome.message,
    outcome.source,
    String(outcome.duplicateOf ?? ''),
    String(outcome.attempts),
    outcome.sessionId,
    timeCell(outcome.checkedAt),
    outcome.carriedFrom ?? '',
    ...(place === undefined ? [] : [String(place.row), String(place.line)]),
  ];
}

export function timeCell(instantMs: number | undefined): string {
  return instantMs === undefined ? '' : chinaIso(instantMs);
}

export function outcomeHeader(
  header: readonly string[] | undefined,
  columnCount: number,
  places: boolean,
): string {
  return headerLine(outcomeTitles(header, columnCount, places));
}

/** @param language of the batch */
export function outcomeLines(rows: readonly OutcomeRow[], language?: Language): string {
  return defusedLines(rows.map((row) => outcomeCells(row, language)));
}

export function headerLine(titles: readonly string[]): string {
  return BYTE_ORDER_MARK + defusedLines([titles]);
}

/** A spreadsheet runs no cell of these lines, whatever is in it. */
export function defusedLines(records: readonly (readonly string[])[]): string {
  return csvLines(records.map((cells) => cells.map(defused)));
}
