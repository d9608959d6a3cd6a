// The result of a check as `rollcall check --json` prints it, so its keys are part of the outer interface. It computes
// time and cost from the survey; nothing personal is in it except masked samples.

import { RULES_VERSION } from '../batch/create.js';
import type { BudgetLeft } from './budget-left.js';
import { frequentNamesWarning } from './frequent-names.js';
import { columnOf, columnWarning, writtenColumnsWarnings } from './column-words.js';
import type { CarryQuote } from '../batch/carry/quote.js';
import { cleanNumber, hasNumberForm } from '../domain/identity-number.js';
import { formatMoney, parseMoney, times } from '../domain/money.js';
import type { CopiedList } from '../ingest/copy-list.js';
import { encodingDoubts } from '../ingest/encoding/encoding-doubts.js';
import type { ObservedLineEnd } from '../ingest/csv/line-end.js';
import type { ColumnFinding, ListFormat } from '../ingest/list.js';
import type { RowGroup } from '../domain/row-groups.js';
import type { Survey } from '../ingest/survey.js';
import { retold, wordsIn } from '../words/catalogue.js';
import type { Words } from '../words/words.js';

/** The calls a second for which times are shown where the user has named no rate. */
const USUAL_RATES = [50, 200, 1000] as const;

export interface Checked {
  readonly file: string;
  readonly copied: Pick<
    CopiedList,
    'bytes' | 'sha256' | 'sheet' | 'evidence' | 'misfits' | 'linesInHalves' | 'isNamed' | 'notices'
  >;
  readonly format: ListFormat;
  readonly lineEnd: ObservedLineEnd;
  readonly survey: Survey;
  /** How often the provider answers about one name in a day. */
  readonly namesADay?: number | undefined;
  /** What was found in the list's columns. */
  readonly columns: readonly ColumnFinding[];
  /** The earlier batch; null where the latest was asked for and there is none, absent where none was asked for. */
  readonly previous?: string | null | undefined;
  /** The batches of which outcomes would be taken over; absent where that was not asked for. */
  readonly carried?: readonly string[] | undefined;
  /** What taking over would save. */
  readonly quote?: CarryQuote | undefined;
  /** A batch of the same list that has not ended. */
  readonly unfinished?: string | undefined;
  /** The batch that the list corrects; absent where it corrects none. */
  readonly corrects?: string | undefined;
}

export interface Prices {
  /** The price of a call, as a decimal. */
  readonly price: string | undefined;
  readonly currency: string;
  /** What is left of the label's budget; absent: it has none. */
  readonly budget?: BudgetLeft | undefined;
}

/** @param rate calls a second, where the user has named one */
export function checkReport(
  checked: Checked,
  rate: number | undefined,
  prices: Prices,
  words: Words = wordsIn('en'),
) {
  const { file, copied, format, survey } = checked;
  const { rows, calls, duplicates, unreadable, badFormat, invalidId, noted, samples } = survey;
  const { previous, corrects, carried } = checked;
  const isCompared = previous !== undefined || corrects !== undefined || carried !== undefined;
  return {
    file,
    bytes: copied.bytes,
    sha256: copied.sha256,
    ...formOf(checked, words),
    columns: format.columnCount,
    header: headerShown(format),
    header_row: format.headerRow ?? null,
    name_column: format.nameColumn + 1,
    id_column: format.idColumn + 1,
    rows,
    warnings: [
      ...encodingDoubts({ ...copied, encoding: format.encoding }, words),
      ...(copied.notices ?? []).map((notice) => retold(notice, words)),
      ...writtenColumnsWarnings(format, words),
      ...(isRow(format) ? [words.columns.headerIsRow] : []),
      ...checked.columns.map((finding) => columnWarning(finding, format, words)),
      ...frequentNamesWarning(survey.frequentNames, checked.namesADay, words),
    ],
    column_findings: checked.columns.map(({ kind, rows: showing, of, first, firstLine }) => ({
      column: columnOf(kind, format) + 1,
      kind,
      rows: showing,
      of,
      first: first ?? null,
      first_line: firstLine ?? null,
    })),
    ...(checked.previous === undefined ? {} : { previous: checked.previous }),
    ...(checked.corrects === undefined ? {} : { corrects: checked.corrects }),
    ...(checked.carried === undefined ? {} : { carried_from: checked.carried }),
    ...quoteShown(checked.quote, prices.price),
    ...(checked.unfinished === undefined ? {} : { unfinished: checked.unfinished }),
    by_verdict: {
      call: calls,
      ...(isCompared ? { carried: survey.carried } : {}),
      duplicate: duplicates,
      bad_format: rowsIn(badFormat),
      invalid_id: rowsIn(invalidId),
      unreadable: rowsIn(unreadable),
    },
    reasons: [
      ...badFormat.map((group) => ({ verdict: 'bad_format', ...group })),
      ...invalidId.map((group) => ({ verdict: 'invalid_id', ...group })),
      ...unreadable.map((group) => ({ verdict: 'unreadable', ...group })),
    ],
    notes: noted,
    samples: samples.map(({ row, line, name, idNumber, verdict, message }) => ({
      row,
      line,
      name,
      id_number: idNumber,
      verdict,
      message,
    })),
    calls,
    times: (rate === undefined ? USUAL_RATES : [rate]).map((perSecond) => ({
      rate: perSecond,
      seconds: Math.ceil(calls / perSecond),
    })),
    price: prices.price ?? null,
    cost: costOf(calls, prices.price) ?? null,
    currency: prices.currency,
    budget: prices.budget ?? null,
  };
}

export const DAY_MS = 86_400_000;

/** Nothing where the index of people knows of nobody, and lacks nothing. */
function quoteShown(quote: CarryQuote | undefined, price: string | undefined) {
  if (quote === undefined || quote.known + quote.missing === 0) return {};
  const { withinMs, label, people, known, ofLabel, batches, missing } = quote;
  return {
    verified_before: {
      within_days: withinMs / DAY_MS,
      label,
      people,
      known,
      of_label: ofLabel,
      batches: batches.map(({ batch, label: its, people: last }) => ({ batch, label: its, people: last })),
      saves: costOf(known, price) ?? null,
      missing_batches: missing,
    },
  };
}
export type CheckReport = ReturnType<typeof checkReport>;

/** A workbook has no encoding or delimiter of its own to show, and a text has no sheet. */
function formOf(
  { copied: { sheet, evidence, misfits }, format: { encoding, delimiter }, lineEnd }: Checked,
  words: Words,
) {
  if (sheet !== undefined)
    return { sheet, encoding: null, encoding_evidence: null, misfits: null, delimiter: null, line_end: null };
  const { lines, firstLine } = misfits ?? { lines: 0, firstLine: 0 };
  return {
    sheet: null,
    encoding,
    encoding_evidence: evidence === undefined ? null : retold(evidence, words),
    misfits: { lines, first_line: lines === 0 ? null : firstLine },
    delimiter,
    line_end: lineEnd,
  };
}

function isRow({ header, idColumn }: ListFormat): boolean {
  return hasNumberForm(cleanNumber(header?.[idColumn] ?? '', RULES_VERSION).number);
}

/** The header; null where it may be a person, of whom nothing is shown. */
function headerShown(format: ListFormat): string[] | null {
  return format.header === undefined || isRow(format) ? null : [...format.header];
}

/** The cost if each call is made once; undefined where no price is set. */
export function costOf(calls: number, price: string | undefined): string | undefined {
  const money = price === undefined ? undefined : parseMoney(price);
  return money === undefined ? undefined : formatMoney(times(money, calls));
}

export function rowsIn(groups: readonly RowGroup[]): number {
  return groups.reduce((sum, { rows }) => sum + rows, 0);
}
