// journal.csv: what a month costs, as entries for the books: a debit for each label on its account and cost centre, and one
// credit of the provider's. Pure.

import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { addMoney, formatMoney, parseAmount } from '../../domain/money.js';
import { UserError } from '../../domain/user-error.js';
import { daysOfPeriod } from '../../domain/bill.js';
import { sheet } from '../report/csv-cells.js';
import { BRIDGE_NAMES } from '../report/words.js';
import type { MonthView } from './view.js';

/** Where a label's cost is booked. */
interface Booking {
  readonly account: string;
  readonly cost_center: string;
}
export type Books = ReadonlyMap<string, Booking>;

/** Stands for every label that has no line of its own. */
const OTHERS = '*';
/** Stands for the provider, who is owed the sum. */
const PROVIDER = '(provider)';
const TEMPLATE = 'label,account,cost_center';

const bookSchema = z.array(
  z.object({ label: z.string(), account: z.string(), cost_center: z.string().default('') }),
);

/** @throws UserError where the text has other columns, or a label twice */
export function parseBooks(text: string, file: string): Books {
  let records: unknown;
  try {
    records = parse(text, { bom: true, columns: true, skip_empty_lines: true, trim: true });
  } catch (error) {
    const why = (error as Error).message;
    throw new UserError(
      'unreadable-books',
      ({ months }) => months.noBooks({ file, why, template: TEMPLATE }),
      {
        cause: error,
      },
    );
  }
  const read = bookSchema.safeParse(records);
  if (!read.success)
    throw new UserError('unreadable-books', ({ months }) =>
      months.noBookColumns({ file, template: TEMPLATE }),
    );
  const books = new Map<string, Booking>();
  for (const { label, account, cost_center } of read.data) {
    if (books.has(label))
      throw new UserError('unreadable-books', ({ months }) => months.bookTwice({ file, label }));
    books.set(label, { account, cost_center });
  }
  return books;
}

const COLUMNS = [
  'date',
  'document',
  'account',
  'cost_center',
  'label',
  'text',
  'calls',
  'debit',
  'credit',
  'currency',
] as const;
type Line = Partial<Record<(typeof COLUMNS)[number], string | number>>;

/** The last line is the credit, which is the sum of the debits. */
export function journalCsv({ month, provider, labels, bridge, cost }: MonthView, books: Books): string {
  const common = {
    date: daysOfPeriod(month).to,
    document: `rollcall-${month}-${provider}`,
    currency: cost.currency,
  };
  const debits: Line[] = labels
    .filter(({ cost: own }) => own === null || /[1-9]/.test(own))
    .map(({ label, calls, in_doubt: inDoubt, cost: own }) => {
      const text = label === '' ? 'verification without a label' : `verification ${label}`;
      return { ...common, ...bookingOf(label, books), label, text, calls: calls - inDoubt, debit: own ?? '' };
    });
  for (const { line, calls, amount } of bridge) {
    if (line === 'ours' || line === 'theirs' || calls === 0) continue;
    debits.push({
      ...common,
      ...bookingOf('', books),
      text: BRIDGE_NAMES[line].en,
      calls,
      debit: amount ?? '',
    });
  }
  const credit: Line = {
    ...common,
    ...(books.get(PROVIDER) ?? { account: '', cost_center: '' }),
    text: `owed to ${provider}`,
    calls: debits.reduce((sum, { calls }) => sum + Number(calls ?? 0), 0),
    credit: sumOf(debits.map(({ debit }) => String(debit ?? ''))),
  };
  return sheet(COLUMNS, [...debits, credit]);
}

function bookingOf(label: string, books: Books): Booking {
  return books.get(label) ?? books.get(OTHERS) ?? { account: '', cost_center: '' };
}

/** Empty where some amount is not known. */
function sumOf(amounts: readonly string[]): string {
  let sum = { units: 0n, scale: 0 };
  for (const amount of amounts) {
    const money = parseAmount(amount);
    if (money === undefined) return '';
    sum = addMoney(sum, money);
  }
  return formatMoney(sum);
}
