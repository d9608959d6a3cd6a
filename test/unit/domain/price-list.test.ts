// Prices on record: which one holds when, and when another one is put on record.

import { expect, test } from 'vitest';
import { priceListAt, priceListOf, withPriceNow } from '../../../src/domain/price-list.js';

const OLD = { from: 0, currency: 'CNY', prices: { '0': '0.30', '-1': '0.30' } };
const NEW = { from: 1000, currency: 'CNY', prices: { '0': '0.25', '-1': '0.25' } };

test('a price holds from its instant on, and before the first there is none', () => {
  expect([999, 1000, 5000].map((at) => priceListAt([OLD, NEW], at))).toEqual([OLD, NEW, NEW]);
  expect(priceListAt([NEW], 999)).toBeUndefined();
});

test('every billed code has the price that is set, and without one there is no list', () => {
  const settings = { currency: 'CNY', billableCodes: ['0', '-1'] };
  expect(priceListOf({ ...settings, price: '0.30' }, 0)).toEqual(OLD);
  expect(priceListOf({ ...settings, price: undefined }, 0)).toBeUndefined();
});

test('only another price is put on record, and one that is not set any more changes nothing', () => {
  expect(withPriceNow([OLD], { ...OLD, from: 7 })).toEqual([OLD]);
  expect(withPriceNow([OLD], undefined)).toEqual([OLD]);
  expect(withPriceNow(undefined, undefined)).toBeUndefined();
  expect(withPriceNow([OLD], NEW)).toEqual([OLD, NEW]);
  expect(withPriceNow(undefined, NEW)).toEqual([NEW]);
  expect(withPriceNow([OLD], { ...OLD, from: 7, currency: 'USD' })).toHaveLength(2);
  expect(withPriceNow([OLD], { ...OLD, from: 7, prices: { '0': '0.30' } })).toHaveLength(2);
});
