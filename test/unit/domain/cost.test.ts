// Costs of recorded calls: exact, each at its own price, and none where a price is not known.

import { expect, test } from 'vitest';
import { costOfLedger } from '../../../src/domain/cost.js';
import type { LedgerLine } from '../../../src/domain/ledger.js';
import type { PriceList } from '../../../src/domain/price-list.js';

const OLD: PriceList = { from: 0, currency: 'CNY', prices: { '0': '0.1', '-1': '0.1' } };
const NEW: PriceList = { from: 1000, currency: 'CNY', prices: { '0': '0.125', '-1': '0.2' } };

function line(code: string | undefined, count: number, priceList?: PriceList): LedgerLine {
  const result = code === undefined ? 'in_doubt' : 'answered';
  return { first: 1, last: 1, home: 1, result, code, count, priceList };
}

test('each call costs its own price, without binary fractions, and free codes cost nothing', () => {
  expect(costOfLedger([line('0', 3, OLD), line('-1', 1, NEW), line('-5', 9, OLD)], [OLD, NEW])).toEqual({
    currency: 'CNY',
    amount: '0.500',
    in_doubt: '0.000',
  });
});

test('a call in doubt whose code is not known may cost the dearest', () => {
  expect(costOfLedger([line('0', 1, NEW), line(undefined, 2, NEW)], [NEW])).toEqual({
    currency: 'CNY',
    amount: '0.125',
    in_doubt: '0.400',
  });
});

test('no calls cost nothing, and a count beyond a double is exact', () => {
  expect(costOfLedger([], [OLD])).toMatchObject({ amount: '0.0', in_doubt: '0.0' });
  const many = line('0', Number.MAX_SAFE_INTEGER, NEW);
  expect(costOfLedger([many], [NEW])?.amount).toBe('1125899906842623.875');
});

test('without a price on record for every call, or in two currencies, no cost is stated', () => {
  expect(costOfLedger([], [])).toBeNull();
  expect(costOfLedger([line('0', 1, OLD), line('0', 1)], [OLD])).toBeNull();
  const dollars = { ...NEW, currency: 'USD' };
  expect(costOfLedger([line('0', 1, OLD), line('0', 1, dollars)], [OLD, dollars])).toBeNull();
});
