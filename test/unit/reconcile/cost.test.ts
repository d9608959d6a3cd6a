// What a report says calls have cost, where prices on record are not in the settings' currency.

import { expect, test } from 'vitest';
import type { LedgerLine } from '../../../src/domain/ledger.js';
import { Costs } from '../../../src/reconcile/cost.js';

function lineIn(currency: string): LedgerLine {
  const priceList = { from: 0, currency, prices: { 0: '0.30' } };
  return { first: 1, last: 1, home: 1, result: 'answered', code: '0', count: 10, priceList };
}

const TARIFF = { price: undefined, currency: 'CNY', billableCodes: ['0'] };

test('prices on record make the cost, in the settings’ currency', () => {
  const lines = [lineIn('CNY')];
  const costs = new Costs(TARIFF, lines);
  expect({ sum: costs.of(lines), by: costs.byCode(lines), said: costs.findings() }).toEqual({
    sum: '3.00',
    by: { 0: '3.00' },
    said: [],
  });
});

test('prices in another one make no cost that would bear the wrong name, and that is said', () => {
  const lines = [lineIn('CNY')];
  const costs = new Costs({ ...TARIFF, price: '0.04', currency: 'USD' }, lines);
  expect([costs.of(lines), costs.byCode(lines)]).toEqual([null, null]);
  expect(costs.bridge([]).every(({ amount }) => amount === null)).toBe(true);
  expect(costs.findings()[0]?.en).toContain('Prices on record are in CNY, and ROLLCALL_CURRENCY is USD');
});

test('calls of others cost what was in force on their day, and not what is at last', () => {
  const entry = { number: 1, at: 0, by: 'li', provider: 'youtu', currency: 'CNY' };
  const entries = [
    { ...entry, price: '0.30', from: '2026-11-01' },
    { ...entry, number: 2, price: '0.50', from: '2026-11-15' },
  ];
  const last = Date.parse('2026-11-30T23:59:59+08:00');
  const costs = new Costs({ ...TARIFF, book: { entries, provider: 'youtu' } }, [], last);
  const foreign = [
    { slot: 0, code: '0', count: 2 },
    { slot: 1, code: '0', count: 3 },
  ];
  const days = ['2026-11-14', '2026-11-15'];
  const assignment = { placements: [], foreign };
  const bridge = costs.bridge([{ assignment, dayOf: (slot) => days[slot] ?? '' }]);
  // 2 at 0.30 and 3 at 0.50.
  expect(bridge.find(({ line }) => line === 'others')).toEqual({ line: 'others', calls: 5, amount: '2.10' });
  const asOne = costs.bridge([{ assignment, dayOf: () => '2026-11-14' }], '0');
  expect(asOne.at(-1)).toEqual({ line: 'theirs', calls: 5, amount: '1.50' });
});
