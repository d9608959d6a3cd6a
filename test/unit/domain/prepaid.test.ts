// Packages: used up in order, exactly, across batches, and never twice by the same calls.

import { expect, test } from 'vitest';
import { costOfLedger } from '../../../src/domain/cost.js';
import { BUCKET_MS, type LedgerLine } from '../../../src/domain/ledger.js';
import { furtherDraws, leftOf, withDraws, type Draw, type Package } from '../../../src/domain/prepaid.js';

const DEC_1 = Date.parse('2026-12-01T00:00:00+08:00') / BUCKET_MS;
const LIST = { from: 0, currency: 'CNY', prices: { '0': '0.30', '-1': '0.30' } };

function line(home: number, count: number, more: Partial<LedgerLine> = {}): LedgerLine {
  const at = DEC_1 + home;
  return { first: at, last: at, home: at, result: 'answered', code: '0', count, priceList: LIST, ...more };
}

function paid(number: number, calls: number, more: Partial<Package> = {}): Package {
  const set = { at: 0, by: 'a', provider: 'youtu', currency: 'CNY', from: '2026-12-01' };
  return { number, calls, price: '0.2', ...set, ...more };
}

function drawn(
  lines: readonly LedgerLine[],
  packages: readonly Package[],
  draws: readonly Draw[],
  batch: string,
) {
  const input = { packages, draws, batch, provider: 'youtu', billable: new Set(['0', '-1']) };
  const all = [...draws, ...furtherDraws(lines, input)];
  return { draws: all, lines: withDraws(lines, { ...input, draws: all }) };
}

test('a package pays until it is used up, then the price counts, and the sum is exact', () => {
  const lines = [line(0, 30), line(1, 70), line(2, 50, { code: '-1' })];
  const { draws, lines: priced } = drawn(lines, [paid(1, 100)], [], 'b');
  expect(draws).toEqual([{ package: 1, batch: 'b', first: 0, calls: 100 }]);
  expect(costOfLedger(priced, [LIST])?.amount).toBe('35.00');
  expect(priced.reduce((sum, { count }) => sum + count, 0)).toBe(150);
});

test('several packages are used up in the order of their first days, whatever order they were entered in', () => {
  const later = paid(1, 10, { from: '2026-12-01', price: '0.1' });
  const earlier = paid(2, 10, { from: '2026-11-01', price: '0.2' });
  const { draws } = drawn([line(0, 25)], [later, earlier], [], 'b');
  expect(draws).toEqual([
    { package: 2, batch: 'b', first: 0, calls: 10 },
    { package: 1, batch: 'b', first: 10, calls: 10 },
  ]);
});

test('calls outside a package’s days, refused, in doubt or not billed take nothing', () => {
  const lines = [
    line(-1, 5),
    line(0, 5, { result: 'in_doubt' }),
    line(0, 5, { result: 'refused', code: undefined }),
    line(0, 5, { code: '15' }),
    line(288, 5),
  ];
  expect(drawn(lines, [paid(1, 100, { until: '2026-12-01' })], [], 'b').draws).toEqual([]);
  expect(drawn([line(287, 5)], [paid(1, 100, { until: '2026-12-01' })], [], 'b').draws).toHaveLength(1);
  const removed = paid(1, 100, { removed: { at: 1, by: 'c' } });
  expect(drawn([line(0, 5)], [removed, paid(2, 5, { provider: 'faceid' })], [], 'b').draws).toEqual([]);
});

test('a batch that goes on draws for its further calls alone, and another one finds what is left', () => {
  const packages = [paid(1, 100)];
  const first = drawn([line(0, 40)], packages, [], 'b');
  const other = drawn([line(0, 30)], packages, first.draws, 'c');
  const whole = drawn([line(0, 40), line(3, 60)], packages, other.draws, 'b');
  expect(whole.draws.filter(({ batch }) => batch === 'b')).toEqual([
    { package: 1, batch: 'b', first: 0, calls: 40 },
    { package: 1, batch: 'b', first: 40, calls: 30 },
  ]);
  expect(leftOf(packages[0] ?? paid(1, 0), whole.draws)).toBe(0);
  expect(costOfLedger(whole.lines, [LIST])?.amount).toBe('23.00');
  const again = drawn([line(0, 40), line(3, 60)], packages, whole.draws, 'b');
  expect(again).toEqual(whole);
});

test('calls without a price on record draw by the provider’s billed codes', () => {
  const bare = [line(0, 5, { priceList: undefined }), line(0, 5, { priceList: undefined, code: '15' })];
  expect(drawn(bare, [paid(1, 100)], [], 'b').draws).toEqual([
    { package: 1, batch: 'b', first: 0, calls: 5 },
  ]);
});
