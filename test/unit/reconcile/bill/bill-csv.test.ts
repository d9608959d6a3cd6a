// A bill as a file: named columns, cells as people and spreadsheets write them, and what is said where they can't be read.

import { expect, test } from 'vitest';
import { UserError } from '../../../../src/domain/user-error.js';
import { parseBill } from '../../../../src/reconcile/bill/bill-csv.js';

const LINE = { item: '', deducted: undefined, amount: undefined };

test('columns are found by their names, in any order, and others are passed over', () => {
  const text = '\uFEFFamount,Note,period,calls\n3.00,x,2026-11-20,10\n\n,y,2026-11,7\n,,,\n';
  expect(parseBill(text, 'b.csv', 'CNY').lines).toEqual([
    { ...LINE, period: '2026-11-20', calls: 10, amount: '3.00' },
    { ...LINE, period: '2026-11', calls: 7 },
  ]);
});

test('Chinese names, other separators, item and package are read', () => {
  const text = '账期;调用次数;金额（元）;抵扣次数;计费项\n2026年11月20日;"1,234";"¥";0;二要素\n'.replace(
    '"¥"',
    '"1,000.50"',
  );
  expect(parseBill(text, 'b.csv', 'CNY').lines).toEqual([
    { period: '2026-11-20', calls: 1234, amount: '1000.50', deducted: 0, item: '二要素' },
  ]);
  expect(parseBill('period\tcalls\n2026-11-20\t5\n', 'b.csv', 'CNY').lines).toHaveLength(1);
});

test.each([
  ['2026-11-20', '2026-11-20'],
  ['2026/11/20', '2026-11-20'],
  ['2026/1/2', '2026-01-02'],
  ['2026-11-20 00:00:00', '2026-11-20'],
  ['2026.11.20', '2026-11-20'],
  ['20261120', '2026-11-20'],
  ['２０２６－１１－２０', '2026-11-20'],
  ['46346', '2026-11-20'],
  ['2026-11', '2026-11'],
  ['2026/11', '2026-11'],
  ['202611', '2026-11'],
  ['2026年11月', '2026-11'],
])('the period %s is %s', (cell, period) => {
  expect(parseBill(`period,calls\n"${cell}",1\n`, 'b.csv', 'CNY').lines).toMatchObject([{ period }]);
});

test.each([
  ['1,234', 1234],
  ['100.00', 100],
  ['-5', -5],
  ['(5)', -5],
  ['\u22125', -5],
  ['1,234,567', 1_234_567],
])('%s calls are %i', (cell, calls) => {
  expect(parseBill(`period,calls\n2026-11-20,"${cell}"\n`, 'b.csv', 'CNY').lines).toMatchObject([{ calls }]);
});

test('a refund keeps its sign, in calls and money', () => {
  const { lines } = parseBill('period,calls,amount\n2026-11-20,-10,-3.50\n', 'b.csv', 'CNY');
  expect(lines).toMatchObject([{ calls: -10, amount: '-3.50' }]);
});

test('a total is no line, and is held against the lines', () => {
  const text = (calls: number, amount: string) =>
    `period,calls,amount\n2026-11-20,10,3.00\n2026-11-21,5,1.5\n合计,${calls},${amount}\n`;
  expect(parseBill(text(15, '4.50'), 'b.csv', 'CNY')).toMatchObject({
    lines: [{}, {}],
    notes: [{ ok: true }],
  });
  expect(parseBill(text(16, '4.50'), 'b.csv', 'CNY').notes).toMatchObject([{ ok: false }]);
  expect(parseBill(text(15, '4.60'), 'b.csv', 'CNY').notes).toMatchObject([{ ok: false }]);
});

test.each([
  ['day,calls\n2026-11-20,10\n', 'b.csv has no column "period"'],
  ['a,b\n', 'no column "period", "calls"'],
  ['', 'no column'],
  ['period,calls\n', 'b.csv has no line below its header'],
  ['period,calls,calls\n2026-11-20,1,2\n', 'line 1: the column "calls" is there 2 times'],
  ['period,calls\n20/11/2026,10\n', 'b.csv, line 2, column "period": "20/11/2026" is no period'],
  ['period,calls\n11/12/2026,10\n', 'is no period'],
  ['period,calls\n2026-13,10\n', 'is no period'],
  ['period,calls\n2026-11-31,10\n', 'is no period'],
  ['period,calls\n,10\n', 'column "period": it is empty'],
  ['period,calls\n2026-11-20\n', 'line 2, column "calls": it is empty'],
  ['period,calls\n2026-11-20,ten\n', 'column "calls": "ten" is no number of calls'],
  ['period,calls\n2026-11-20,1.5\n', '"1.5" is no number of calls'],
  ['period,calls\n2026-11-20,"1,23"\n', '"1,23" is no number of calls'],
  ['period,calls,deducted\n2026-11-20,10,x\n', 'column "deducted": "x" is no number'],
  ['period,calls,amount\n2026-11-20,10,¥3\n', 'column "amount": "¥3" is no amount'],
  ['period,calls,currency\n2026-11-20,10,USD\n', 'column "currency": the amount is in USD'],
  ['period,calls,amount (USD)\n2026-11-20,10,3\n', 'line 1, column "amount (USD)": the amount is in USD'],
  ['period,calls,note\n2026-11-20,1,"two\nlines"\n2026-11-21,x,\n', 'line 4, column "calls"'],
  ['period,calls\n2026-11-20,"1\n', 'b.csv is no CSV'],
])('%j is refused with what and where', (text, words) => {
  expect(() => parseBill(text, 'b.csv', 'CNY')).toThrow(words);
  expect(() => parseBill(text, 'b.csv', 'CNY')).toThrow(UserError);
});

test('RMB and 元 are CNY', () => {
  const text = 'period,calls,amount,currency\n2026-11-20,10,3,RMB\n2026-11-21,10,3,元\n';
  expect(parseBill(text, 'b.csv', 'CNY').lines).toHaveLength(2);
});
