// Amounts are exact at their scale.

import { expect, test } from 'vitest';
import { divided, formatMoney, parseMoney, times } from '../../../src/domain/money.js';

function cost(price: string, calls: number): string | undefined {
  const money = parseMoney(price);
  return money && formatMoney(times(money, calls));
}

test.each([
  ['0.35', 100, '35.00'],
  ['0.1', 3, '0.3'],
  ['0.07', 1, '0.07'],
  ['2', 3, '6'],
  ['0.35', 0, '0.00'],
  ['0.0000001', 123_456_789, '12.3456789'],
])('%s for each of %i calls is %s', (price, calls, expected) => {
  expect(cost(price, calls)).toBe(expected);
});

test('a total beyond the whole numbers of a double stays exact', () => {
  expect(cost('0.35', Number.MAX_SAFE_INTEGER)).toBe('3152519739159346.85');
});

test.each(['', '-1', '1.', '.5', '1e3', '1,5', 'free'])('"%s" is no price', (text) => {
  expect(parseMoney(text)).toBeUndefined();
});

test('an amount below zero keeps its places', () => {
  expect(formatMoney({ units: -5n, scale: 2 })).toBe('-0.05');
});

test('an amount is shared out only where the share is exact', () => {
  const money = (text: string) => parseMoney(text) ?? { units: 0n, scale: 0 };
  expect(divided(money('2500.00'), 10_000, 6)).toEqual({ units: 25n, scale: 2 });
  expect(divided(money('1'), 8, 6)).toEqual({ units: 125n, scale: 3 });
  expect(divided(money('1'), 3, 6)).toBeUndefined();
  expect(divided(money('1'), 10_000_000, 6)).toBeUndefined();
});
