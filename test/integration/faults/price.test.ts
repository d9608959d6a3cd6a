// A price that is set while a batch calls: each call costs what was in force when it was begun, to the call.

import { readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { setPrice } from '../../../src/app/prices.js';
import { batchPaths } from '../../../src/batch/paths.js';
import { formatUnits, monthOf } from '../../../src/domain/budget.js';
import { AccountBudgets } from '../../../src/journal/account-budgets.js';
import { readPrices } from '../../../src/money/price-file.js';
import { Bench } from './bench.js';

interface Ledger {
  readonly priceLists: readonly { readonly prices: Readonly<Record<string, string>> }[];
  readonly entries: readonly (readonly [number, number, number, string, string | null, number, number?])[];
}

/** When the calls of batch `b` were begun that have left. */
function startsOf(bench: Bench): number[] {
  const left = bench.attempts('b').filter(({ result }) => result !== 'refused');
  return left.map((call) => Date.parse(call['started_at'] ?? ''));
}

test('a change of price in mid-batch splits its cost to the call, though the ledger was begun before', async () => {
  const bench = await Bench.start({ settings: { hold: true } });
  const app = { config: bench.config(), tell: () => undefined };
  await setPrice(app, { price: '0.30', from: '2026-01-01' });
  await bench.verify(1, { ROLLCALL_CONCURRENCY: '4' });
  const running = bench.run('b', { rows: 60 });
  await bench.simulator.whenInFlight(4);
  await setPrice(app, { price: '0.10', from: '2026-01-01' });
  const { prices } = await readPrices(bench.dataDir);
  const changedAt = prices[1]?.at ?? 0;
  // The batch is told before it holds.
  await vi.waitUntil(() => Date.now() >= changedAt, { timeout: 10_000 });
  bench.simulator.control({ hold: false });
  expect(await running).toMatchObject({ state: 'completed' });

  const before = startsOf(bench).filter((at) => at < changedAt).length;
  expect(before).toBeGreaterThanOrEqual(4);
  const amount = ((before * 30 + (60 - before) * 10) / 100).toFixed(2);
  expect(bench.summary('b').cost).toEqual({ currency: 'CNY', amount, in_doubt: '0.00' });
  const ledger = JSON.parse(readFileSync(batchPaths(bench.dataDir, 'b').ledger, 'utf8')) as Ledger;
  expect(ledger.priceLists.map((list) => list.prices['0'])).toEqual(['0.30', '0.10']);
  const byList = [0, 1].map((list) =>
    ledger.entries
      .filter(([, , , , , , at]) => at === list)
      .reduce((sum, [, , , , , count]) => sum + count, 0),
  );
  // With those that never left.
  const all = bench.attempts('b').map((call) => Date.parse(call['started_at'] ?? ''));
  const earlier = all.filter((at) => at < changedAt).length;
  expect(byList).toEqual([earlier, all.length - earlier]);
});

test('a price that is set while a batch calls leaves its budget in money exactly what the calls cost', async () => {
  const bench = await Bench.start({ settings: { latencyMs: 20 } });
  const app = { config: bench.config(), tell: () => undefined };
  await setPrice(app, { price: '0.30', from: '2026-01-01' });
  await bench.verify(1, { ROLLCALL_CONCURRENCY: '4' });
  const running = bench.run('b', { rows: 320, label: 'sales', options: { rate: 40 } });
  await vi.waitUntil(() => bench.simulator.totals().received > 40, { timeout: 30_000 });
  await setPrice(app, { price: '0.10', from: '2026-01-01' });
  expect(await running).toMatchObject({ state: 'completed' });

  const { prices } = await readPrices(bench.dataDir);
  const before = startsOf(bench).filter((at) => at < (prices[1]?.at ?? 0)).length;
  // Calls at both prices, or it shows nothing.
  expect(before).toBeGreaterThan(40);
  expect(before).toBeLessThan(320);
  const budgets = new AccountBudgets(bench.access.redis, bench.scope);
  const used = await budgets.usedBy('sales', monthOf(Date.now()));
  expect(formatUnits(used.units)).toBe(((before * 30 + (320 - before) * 10) / 100).toFixed(2));
  expect(bench.summary('b').cost?.amount).toBe(formatUnits(used.units));
});
