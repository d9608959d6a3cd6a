// Reads a bill from the text of a CSV file by named columns: `period`, `calls` and, if present, `amount`, `currency`,
// `deducted` and `item`. It knows the text, not its source.

import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { Bill, BillLine, BillNote } from '../../domain/bill.js';
import { currencyNamed } from '../../domain/currency.js';
import { addMoney, formatMoney, minus, parseAmount, type Money } from '../../domain/money.js';
import { UserError } from '../../domain/user-error.js';
import { inBoth } from '../../words/catalogue.js';
import type { Say } from '../../words/words.js';
import { amountOf, countOf, periodOf, plain } from './bill-cells.js';

const TEMPLATE = 'period,calls,amount';
const NAMES = {
  period: ['period', '账期', '日期', '周期'],
  calls: ['calls', '调用次数', '次数', '用量'],
  amount: ['amount', '金额', '费用'],
  currency: ['currency', '币种'],
  deducted: ['deducted', '抵扣次数', '抵扣'],
  item: ['item', '计费项'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
type Column = keyof typeof NAMES;
const NEEDED: readonly Column[] = ['period', 'calls'];
const DELIMITERS = [',', ';', '\t'];
const TOTAL = /^(?:total|sum|合计|总计)$/i;

interface Layout {
  readonly file: string;
  readonly columns: ReadonlyMap<Column, number>;
  readonly header: readonly string[];
  /** That the amounts must have, and the one that the header names. */
  readonly currency: string;
  readonly headed: string | undefined;
}

/**
 * @param currency that the amounts must have
 * @throws UserError naming file, line, column and what is wrong
 */
export function parseBill(text: string, file: string, currency: string): Bill {
  const [first, ...records] = recordsOf(text, file);
  const layout = layoutOf(first?.record ?? [], file, currency);
  const lines: BillLine[] = [];
  const totals: { readonly line: number; readonly read: BillLine }[] = [];
  for (const { record, line } of records) {
    if (record.every((cell) => cell.trim() === '')) continue;
    const cell = (column: Column): string => plain(record[layout.columns.get(column) ?? -1] ?? '');
    if (TOTAL.test(cell('period'))) totals.push({ line, read: lineOf(cell, layout, line, 'total') });
    else lines.push(lineOf(cell, layout, line, periodIn(cell('period'), layout, line)));
  }
  if (lines.length === 0) throw wrong(({ bill }) => bill.noLines({ file }));
  return { lines, notes: totals.map(({ line, read }) => totalNote(read, lines, line)) };
}

interface Numbered {
  readonly record: readonly string[];
  readonly line: number;
}

function recordsOf(text: string, file: string): Numbered[] {
  const head = text.replace(/^\uFEFF/, '').split(/\r?\n|\r/, 1)[0] ?? '';
  const delimiter = DELIMITERS.find((mark) => head.includes(mark)) ?? ',';
  try {
    const records: unknown = parse(text, {
      bom: true,
      delimiter,
      info: true,
      skip_empty_lines: true,
      relax_column_count: true,
    });
    return z
      .array(z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) }))
      .parse(records)
      .map(({ record, info }) => ({ record, line: info.lines }));
  } catch (error) {
    throw wrong(({ bill }) => bill.noCsv({ file, why: (error as Error).message, template: TEMPLATE }));
  }
}

function layoutOf(header: readonly string[], file: string, currency: string): Layout {
  const names = header.map(plain);
  const bare = names.map((name) => name.replace(BRACKET, '').trim().toLowerCase());
  const columns = new Map<Column, number>();
  for (const column of Object.keys(NAMES) as Column[]) {
    const at = bare.flatMap((name, place) => (isOne(name, NAMES[column]) ? [place] : []));
    if (at.length > 1) throw wrong(({ bill }) => bill.columnTwice({ file, column, times: at.length }));
    if (at[0] !== undefined) columns.set(column, at[0]);
  }
  const missing = NEEDED.filter((name) => !columns.has(name));
  if (missing.length > 0)
    throw wrong(({ bill }) =>
      bill.noColumns({
        file,
        missing: missing.map((name) => `"${name}"`).join(', '),
        template: TEMPLATE,
      }),
    );
  const headed = BRACKET.exec(names[columns.get('amount') ?? -1] ?? '')?.[1];
  const layout = { file, columns, header: names, currency, headed };
  if (headed !== undefined) refuseCurrency(headed, layout, 1, 'amount');
  return layout;
}

/** A currency behind a column's name: `amount (CNY)`, `金额（元）`. */
const BRACKET = /\s*[([]\s*([^)\]]+?)\s*[)\]]\s*$/;

function isOne(name: string, names: readonly string[]): boolean {
  return names.includes(name);
}

function placeOf({ file, columns, header }: Layout, line: number, column: Column) {
  return { file, line, column: header[columns.get(column) ?? -1] ?? column };
}

function periodIn(cell: string, layout: Layout, line: number): string {
  const period = periodOf(cell);
  if (period !== undefined) return period;
  const place = placeOf(layout, line, 'period');
  throw wrong(({ bill }) =>
    cell === '' ? bill.emptyPeriod(place) : bill.noPeriod({ ...place, cell: short(cell) }),
  );
}

function lineOf(cell: (column: Column) => string, layout: Layout, line: number, period: string): BillLine {
  const calls = countIn('calls', cell, layout, line);
  if (calls === undefined) throw wrong(({ bill }) => bill.emptyCalls(placeOf(layout, line, 'calls')));
  const currency = cell('currency');
  if (currency !== '') refuseCurrency(currency, layout, line, 'currency');
  const written = cell('amount');
  const amount = written === '' ? undefined : amountOf(written);
  if (amount === undefined && written !== '')
    throw wrong(({ bill }) => bill.noAmount({ ...placeOf(layout, line, 'amount'), cell: short(written) }));
  return { period, item: cell('item'), calls, deducted: countIn('deducted', cell, layout, line), amount };
}

function countIn(
  column: Column,
  cell: (column: Column) => string,
  layout: Layout,
  line: number,
): number | undefined {
  const text = cell(column);
  if (text === '') return undefined;
  const count = countOf(text);
  if (count !== undefined) return count;
  throw wrong(({ bill }) => bill.noCalls({ ...placeOf(layout, line, column), cell: short(text) }));
}

const SHOWN_AT_MOST = 40;

function short(cell: string): string {
  return cell.slice(0, SHOWN_AT_MOST);
}

function refuseCurrency(its: string, layout: Layout, line: number, column: Column): void {
  const { currency } = layout;
  if (currencyNamed(its) === currencyNamed(currency)) return;
  throw wrong(({ bill }) =>
    bill.otherCurrency({ ...placeOf(layout, line, column), its: its.slice(0, 10), currency }),
  );
}

/** A line of the file's own sums is not compared, only held against what stands above it. */
function totalNote(total: BillLine, lines: readonly BillLine[], line: number): BillNote {
  const calls = lines.reduce((sum, own) => sum + own.calls, 0);
  const money = sumOf(lines);
  const stated = total.amount === undefined ? undefined : parseAmount(total.amount);
  const sameMoney = stated === undefined || (money !== undefined && minus(stated, money).units === 0n);
  const ok = total.calls === calls && sameMoney;
  const about = { line, calls: total.calls, sum: calls };
  const said = inBoth(({ billChecks }) =>
    money === undefined
      ? billChecks.total(about)
      : billChecks.totalOf({ ...about, amount: formatMoney(money) }),
  );
  return { ok, ...said };
}

function sumOf(lines: readonly BillLine[]): Money | undefined {
  const amounts = lines.map(({ amount }) => (amount === undefined ? undefined : parseAmount(amount)));
  return amounts.reduce((sum, own) =>
    sum === undefined || own === undefined ? undefined : addMoney(sum, own),
  );
}

function wrong(say: Say): UserError {
  return new UserError('unreadable-bill', say);
}
