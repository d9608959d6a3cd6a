// A bill as a file: named columns, and what is said where they are not there.

import { expect, test } from 'vitest';
import { parseBill } from '../../../../src/reconcile/bill/bill-csv.js';

test('columns are found by their names, in any order, and others are passed over', () => {
  expect(
    parseBill('\uFEFFamount,Note,period,calls\n3.00,x,2026-11-20,10\n,y,2026-11,7\n', 'b.csv', 'CNY'),
  ).toEqual([
    { period: '2026-11-20', calls: 10, deducted: undefined, amount: '3.00' },
    { period: '2026-11', calls: 7, deducted: undefined, amount: undefined },
  ]);
});

test.each([
  ['day,calls\n2026-11-20,10\n', 'b.csv has no column "period"'],
  ['a,b\n', 'no column "period" and no "calls"'],
  ['', 'no column'],
  ['period,calls\n20/11/2026,10\n', 'line 2: "20/11/2026" is no period'],
  ['period,calls\n2026-13,10\n', 'is no period'],
  ['period,calls\n2026-11-20,ten\n', '"ten" is no number of calls'],
  ['period,calls,amount\n2026-11-20,10,¥3\n', '"¥3" is no amount'],
  ['period,calls,amount,currency\n2026-11-20,10,3,USD\n', 'is in USD, and ROLLCALL_CURRENCY is CNY'],
])('%j is refused with what and where', (text, words) => {
  expect(() => parseBill(text, 'b.csv', 'CNY')).toThrow(words);
});
