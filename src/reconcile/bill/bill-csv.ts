// Reads a bill from a CSV file by named columns: `period`, `calls` and, if present, `amount` and `currency`. It knows
// the text, not its source.

import { parse } from 'csv-parse/sync';
import { BILL_PERIOD, type BillLine } from '../../domain/bill.js';
import { UserError } from '../../domain/user-error.js';
import type { Words } from '../../words/words.js';

interface Where {
  readonly file: string;
  readonly line: number;
}

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
    throw wrong((say) => {
      const columns = missing.map((name) => say.column({ name })).join(say.andNo);
      return say.billColumns({ file, columns, template: TEMPLATE });
    });
  return records.map((record, index) => {
    const cell = (name: string): string => record[names.indexOf(name)]?.trim() ?? '';
    return lineOf(cell, currency, { file, line: index + 2 });
  });
}

function recordsOf(text: string, file: string): string[][] {
  try {
    return parse(text, { bom: true, skip_empty_lines: true, relax_column_count: true });
  } catch (error) {
    const why = (error as Error).message;
    throw wrong((say) => say.billNoCsv({ file, why, template: TEMPLATE }));
  }
}

function lineOf(cell: (name: string) => string, currency: string, where: Where): BillLine {
  const [period, calls, amount, its] = [cell('period'), cell('calls'), cell('amount'), cell('currency')];
  if (!BILL_PERIOD.test(period))
    throw wrong((say) => say.billPeriod({ ...where, text: period.slice(0, 40) }));
  if (!/^\d{1,12}$/.test(calls)) throw wrong((say) => say.billCalls({ ...where, text: calls.slice(0, 40) }));
  if (amount !== '' && !/^\d+(?:\.\d+)?$/.test(amount))
    throw wrong((say) => say.billAmount({ ...where, text: amount.slice(0, 40) }));
  if (its !== '' && its.toUpperCase() !== currency.toUpperCase())
    throw wrong((say) => say.billCurrency({ ...where, given: its.slice(0, 10), currency }));
  return {
    period,
    calls: Number(calls),
    deducted: undefined,
    amount: amount === '' ? undefined : amount,
  };
}

function wrong(text: (say: Words['reconcileErrors']) => string): UserError {
  return new UserError('unreadable-bill', ({ reconcileErrors }) => text(reconcileErrors));
}
