// Prices by date: which one is in force when, as it was known then and as it is known now.

import { expect, test } from 'vitest';
import {
  changesOf,
  priceListIn,
  stateOf,
  withBook,
  type PriceEntry,
  type PriceSource,
} from '../../../src/domain/price-book.js';

const DAY = 86_400_000;
const DEC_1 = Date.parse('2026-12-01T00:00:00+08:00');
const NOV_1 = DEC_1 - 30 * DAY;

function entry(number: number, price: string, from: string, more: Partial<PriceEntry> = {}): PriceEntry {
  return { number, at: NOV_1, by: 'a@b', provider: 'youtu', price, currency: 'CNY', from, ...more };
}

function source(entries: readonly PriceEntry[], otherwise?: string): PriceSource {
  const prices = { '0': otherwise ?? '', '-1': otherwise ?? '' };
  const list = otherwise === undefined ? undefined : { from: 0, currency: 'CNY', prices };
  return { entries, provider: 'youtu', billableCodes: ['0', '-1'], otherwise: list };
}

const OLD = entry(1, '0.30', '2026-11-01');
const NEW = entry(2, '0.25', '2026-12-01');

test('a price holds from midnight in China of its first day, to the millisecond', () => {
  const both = source([OLD, NEW]);
  expect([DEC_1 - 1, DEC_1].map((at) => priceListIn(both, at)?.prices)).toEqual([
    { '0': '0.30', '-1': '0.30' },
    { '0': '0.25', '-1': '0.25' },
  ]);
  expect(priceListIn(both, NOV_1 - 1)).toBeUndefined();
  expect(priceListIn(source([OLD, NEW], '9'), NOV_1 - 1)?.prices).toEqual({ '0': '9', '-1': '9' });
});

test('of one day the price that was set last holds, and one of a code goes before one of all', () => {
  const again = entry(3, '0.26', '2026-12-01', { at: NOV_1 + 1 });
  const ofCode = entry(4, '0.10', '2026-11-15', { code: '-1' });
  expect(priceListIn(source([OLD, NEW, again, ofCode]), DEC_1)?.prices).toEqual({
    '0': '0.26',
    '-1': '0.10',
  });
});

test('a code alone says nothing of the others, whose price is the settings’ or none', () => {
  const ofCode = entry(1, '0.10', '2026-11-01', { code: '-1' });
  expect(priceListIn(source([ofCode]), DEC_1)).toBeUndefined();
  expect(priceListIn(source([ofCode], '0.30'), DEC_1)?.prices).toEqual({ '0': '0.30', '-1': '0.10' });
});

test('what is set or taken back later changes nothing that was in force before, only what is said of it now', () => {
  const late = entry(2, '0.25', '2026-11-01', { at: DEC_1 });
  const known = source([OLD, late]);
  expect(priceListIn(known, DEC_1 - 1)?.prices['0']).toBe('0.30');
  expect(priceListIn(known, DEC_1)?.prices['0']).toBe('0.25');
  expect(priceListIn(known, DEC_1 - 1, Infinity)?.prices['0']).toBe('0.25');
  const removed = source([OLD, { ...NEW, removed: { at: DEC_1 + DAY, by: 'c' } }]);
  expect([DEC_1, DEC_1 + DAY].map((at) => priceListIn(removed, at)?.prices['0'])).toEqual(['0.25', '0.30']);
  expect(changesOf(removed, NOV_1, Infinity)).toEqual([DEC_1, DEC_1 + DAY]);
});

test('another provider’s prices are not this one’s', () => {
  const other = entry(1, '0.99', '2026-11-01', { provider: 'faceid' });
  expect(priceListIn(source([other]), DEC_1)).toBeUndefined();
  expect(changesOf(source([other, NEW]), 0, Infinity)).toEqual([DEC_1]);
});

test('a batch has every price on record that came into force while it called, each from its own instant', () => {
  const first = [{ from: 0, currency: 'CNY', prices: { '0': '0.30', '-1': '0.30' } }];
  const began = DEC_1 - 3 * DAY;
  const lists = withBook(first, source([OLD, NEW, entry(3, '0.2', '2026-12-03')]), began, DEC_1 + 3 * DAY);
  expect(lists?.map(({ from, prices }) => [from, prices['0']])).toEqual([
    [0, '0.30'],
    [DEC_1, '0.25'],
    [DEC_1 + 2 * DAY, '0.2'],
  ]);
  expect(withBook(lists, source([OLD, NEW]), began, DEC_1 + 3 * DAY)).toBe(lists);
  expect(withBook(undefined, source([OLD, NEW]), began, DEC_1)).toHaveLength(1);
});

test('a list of prices says which is in force, comes later, was followed by another, or was taken back', () => {
  const gone = entry(3, '9', '2026-11-02', { removed: { at: NOV_1 + 1, by: 'c' } });
  const all = [OLD, NEW, gone];
  expect(all.map((each) => stateOf(each, all, DEC_1 - 1))).toEqual(['in-force', 'later', 'removed']);
  expect(all.map((each) => stateOf(each, all, DEC_1))).toEqual(['earlier', 'in-force', 'removed']);
});
