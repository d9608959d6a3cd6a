// The entries for the books: debits by label, one credit, and a bill's rounding.

import { expect, test } from 'vitest';
import { UserError } from '../../../../src/domain/user-error.js';
import { amountDifference } from '../../../../src/reconcile/month/bill-amount.js';
import { journalCsv, parseBooks } from '../../../../src/reconcile/month/journal.js';
import type { MonthView } from '../../../../src/reconcile/month/view.js';

const VIEW = {
  month: '2026-11',
  provider: 'youtu',
  cost: { currency: 'CNY' },
  labels: [
    { label: 'sales', calls: 12, in_doubt: 2, cost: '3.00' },
    { label: '=evil', calls: 5, in_doubt: 0, cost: '1.25' },
    { label: 'free', calls: 3, in_doubt: 0, cost: '0.00' },
  ],
  bridge: [
    { line: 'ours', calls: 15, amount: '4.25' },
    { line: 'in_doubt', calls: 1, amount: '0.30' },
    { line: 'others', calls: 0, amount: '0.00' },
    { line: 'not_counted', calls: -1, amount: '-0.30' },
    { line: 'theirs', calls: 15, amount: '4.25' },
  ],
} as unknown as MonthView;

test('each label is a debit on its account, and the credit is the sum of all', () => {
  const books = parseBooks(
    'label,account,cost_center\nsales,6602.01,C-100\n*,6602.99,\n(provider),2202,\n',
    'b.csv',
  );
  const lines = journalCsv(VIEW, books).replace('\uFEFF', '').trimEnd().split('\r\n');
  const common = '2026-11-30,rollcall-2026-11-youtu';
  expect(lines.slice(1)).toEqual([
    `${common},6602.01,C-100,sales,verification sales,10,3.00,,CNY`,
    `${common},6602.99,,'=evil,verification =evil,5,1.25,,CNY`,
    `${common},6602.99,,,plus in doubt and counted,1,0.30,,CNY`,
    `${common},6602.99,,,less not (yet) counted,-1,-0.30,,CNY`,
    `${common},2202,,,owed to youtu,15,,4.25,CNY`,
  ]);
});

test('an amount that is not known leaves the sum open, and without a mapping accounts are empty', () => {
  const labels = [{ label: 'sales', calls: 1, in_doubt: 0, cost: null }];
  const lines = journalCsv({ ...VIEW, labels } as unknown as MonthView, new Map())
    .trimEnd()
    .split('\r\n');
  expect(lines.at(-1)).toBe('2026-11-30,rollcall-2026-11-youtu,,,,owed to youtu,1,,,CNY');
});

test.each(['label;account\nx;1\n', 'name,account\nx,1\n', 'label,account\nx,1\nx,2\n', '"'])(
  'a mapping that is none is refused by its file: %j',
  (text) => {
    expect(() => parseBooks(text, 'b.csv')).toThrow(UserError);
    expect(() => parseBooks(text, 'b.csv')).toThrow('b.csv');
  },
);

test('a bill’s amount may differ by half a unit of its last place for each line, and not by more', () => {
  const side = { source: 'file' as const, calls: 3, amount: '1.00', rounding_at_most: '0.015' };
  const differs = (difference: string | null) => amountDifference({ ...side, difference }, '2026-11').length;
  expect([differs('0.015'), differs('-0.015'), differs('0.016'), differs('-0.02'), differs(null)]).toEqual([
    0, 0, 1, 1, 0,
  ]);
});
