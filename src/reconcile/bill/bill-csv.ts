// Reads a bill from a CSV file by named columns: `period`, `calls` and, if present, `amount` and `currency`. It knows
// the text, not its source.

import { parse } from 'csv-parse/sync';
import { BILL_PERIOD, type BillLine } from '../../domain/bill.js';
import { UserError } from '../../domain/user-error.js';

const NEEDED = ['period', 'calls'] as const;
const TEMPLATE = 'period,calls,amount';

/**
 * @param currency that the amounts must have
 * @throws UserError naming file, line and what is wrong
 */
export function parseBill(text: string, file: string, currency: string): BillLine[] {
  const [header = [], ...records] = recordsOf(text, file);
  const names = header.map((name) => name.trim().toLowerCase());
  const missing = NEEDED.filter((name) => !names.includes(name));
  if (missing.length > 0)
    throw wrong(
      `${file} has no column ${missing.map((name) => `"${name}"`).join(' and no ')}. Its first line must name them: ${TEMPLATE}.`,
    );
  return records.map((record, index) => {
    const cell = (name: string): string => record[names.indexOf(name)]?.trim() ?? '';
    return lineOf(cell, currency, `${file}, line ${index + 2}`);
  });
}

function recordsOf(text: string, file: string): string[][] {
  try {
    return parse(text, { bom: true, skip_empty_lines: true, relax_column_count: true });
  } catch (error) {
    throw wrong(`${file} is no CSV: ${(error as Error).message}. It must look like ${TEMPLATE}.`);
  }
}

function lineOf(cell: (name: string) => string, currency: string, where: string): BillLine {
  const [period, calls, amount, its] = [cell('period'), cell('calls'), cell('amount'), cell('currency')];
  if (!BILL_PERIOD.test(period))
    throw wrong(`${where}: "${period.slice(0, 40)}" is no period such as 2026-11-20 or 2026-11.`);
  if (!/^\d{1,12}$/.test(calls)) throw wrong(`${where}: "${calls.slice(0, 40)}" is no number of calls.`);
  if (amount !== '' && !/^\d+(?:\.\d+)?$/.test(amount))
    throw wrong(`${where}: "${amount.slice(0, 40)}" is no amount such as 12.30, without a sign of currency.`);
  if (its !== '' && its.toUpperCase() !== currency.toUpperCase())
    throw wrong(
      `${where}: the amount is in ${its.slice(0, 10)}, and ROLLCALL_CURRENCY is ${currency}. Give the bill in ${currency}, or set ROLLCALL_CURRENCY.`,
    );
  return {
    period,
    calls: Number(calls),
    deducted: undefined,
    amount: amount === '' ? undefined : amount,
  };
}

function wrong(message: string): UserError {
  return new UserError('unreadable-bill', message);
}
