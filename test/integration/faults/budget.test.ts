// Budgets over several batches and workers: never a call more, all of them used, also where a worker dies meanwhile.

import { expect, test } from 'vitest';
import { accountIn } from '../../../src/app/budgets.js';
import { label as giveLabel } from '../../../src/app/label.js';
import { billedBy } from '../../../src/app/tariff.js';
import { relabel } from '../../../src/batch/relabel.js';
import { AccountBudgets } from '../../../src/journal/account-budgets.js';
import { monthOf } from '../../../src/domain/budget.js';
import { addBudgetEntry, budgetsOf } from '../../../src/money/budget-file.js';
import { publishBudgets, usedOnDisk } from '../../../src/batch/budget-use.js';
import { loadDataId } from '../../../src/journal/data-identity.js';
import { Bench } from './bench.js';

const MOVED_CLOCK = new URL('../../support/moved-clock.mjs', import.meta.url).href;

/** @param at when it was set: a later one replaces an earlier one */
async function setBudget(bench: Bench, label: string, calls: number, at: number): Promise<void> {
  const account = accountIn(bench.config());
  const month = monthOf(Date.now());
  await addBudgetEntry(bench.dataDir, { account, label, month, calls, currency: 'CNY', at, by: 'test' });
  const budgets = new AccountBudgets(bench.access.redis, bench.scope);
  for (const entry of await budgetsOf(bench.dataDir, account)) await budgets.set(entry, entry.at);
}

test.concurrent(
  'two batches of a label share a budget exactly, and another label goes on',
  async (context) => {
    const bench = await Bench.start({ settings: { latencyMs: 20 } }, context);
    await bench.verify(3);
    await setBudget(bench, 'sales', 101, 1);
    const [a, b, c] = await Promise.all([
      bench.run('a', { rows: 300, label: 'sales' }),
      bench.run('b', { rows: 300, label: 'sales' }),
      bench.run('c', { rows: 40, label: 'legal' }),
    ]);
    expect([a.state, b.state, c.state]).toEqual(['halted', 'halted', 'completed']);
    expect(a.reason).toMatch(
      /^the budget of label "sales" for \d{4}-\d\d is used up: all 101 calls are made/,
    );
    expect(bench.summary('a').calls + bench.summary('b').calls).toBe(101);
    // A busy machine may leave calls of the other label in doubt, which are made again.
    const received = 101 + bench.summary('c').calls;
    expect(bench.simulator.totals().received).toBe(received);

    // Resumed without a higher one they make no call.
    expect(await bench.resume('a')).toMatchObject({ state: 'halted' });
    expect(bench.simulator.totals().received).toBe(received);
    await setBudget(bench, 'sales', 10_000, 2);
    expect(await bench.resume('a')).toMatchObject({ state: 'completed' });
    expect(await bench.resume('b')).toMatchObject({ state: 'completed' });
    // A busy machine may leave calls in doubt, which are made again.
    expect(bench.summary('a').answered + bench.summary('b').answered).toBe(600);
    expect(bench.disagreements('a', 'b', 'c')).toEqual([]);
  },
);

test.concurrent('the calls of a killed worker count, and all others are made', async (context) => {
  const bench = await Bench.start({ settings: { hold: true } }, context);
  await setBudget(bench, 'sales', 40, 1);
  const child = await bench.fork({ ROLLCALL_CONCURRENCY: '8' });
  const running = bench.run('a', { rows: 3000, label: 'sales' });
  await bench.simulator.whenInFlight(8);
  child.kill('SIGKILL');
  await bench.verify(1, { ROLLCALL_CONCURRENCY: '8' });
  bench.simulator.control({ hold: false });
  expect(await running).toMatchObject({ state: 'halted' });
  const { calls, in_doubt: inDoubt } = bench.summary('a');
  expect(calls).toBe(40);
  expect(inDoubt).toBeGreaterThanOrEqual(8);
});

test.concurrent(
  'another label that was cut off before its calls were moved moves them when it is given again',
  async (context) => {
    const bench = await Bench.start({}, context);
    await bench.verify(1);
    await setBudget(bench, 'legal', 50, 1);
    expect(await bench.run('a', { rows: 8, label: 'sales' })).toMatchObject({ state: 'completed' });
    // As a kill behind the first of two writes leaves it.
    await relabel(bench.dataDir, 'a', 'legal', { by: 'a clerk', atMs: Date.now() });
    const budgets = new AccountBudgets(bench.access.redis, bench.scope);
    const used = async (): Promise<number[]> =>
      Promise.all(
        ['sales', 'legal'].map(async (of) => (await budgets.usedBy(of, monthOf(Date.now()))).calls),
      );
    expect(await used()).toEqual([8, 0]);
    await giveLabel({ config: bench.config(), tell: () => undefined }, 'a', 'legal');
    expect(await used()).toEqual([0, 8]);
  },
);

test.concurrent(
  'a budget that is on disk holds for the next batch, although a kill kept it from Redis',
  async (context) => {
    const bench = await Bench.start({}, context);
    await bench.verify(1);
    // From here on Redis knows the directory's batches.
    await setBudget(bench, 'legal', 50, 1);
    expect(await bench.run('a', { rows: 3, label: 'sales' })).toMatchObject({ state: 'completed' });
    const [account, month] = [accountIn(bench.config()), monthOf(Date.now())];
    const entry = { account, label: 'sales', month, calls: 4, currency: 'CNY', at: 2, by: 'test' };
    await addBudgetEntry(bench.dataDir, entry);
    expect(await bench.run('b', { rows: 10, label: 'sales' })).toMatchObject({ state: 'halted' });
    expect(bench.summary('b').calls).toBe(1);
  },
);

test.concurrent('a Redis that has lost everything is told what the disk knows', async (context) => {
  const bench = await Bench.start({}, context);
  await bench.verify(2);
  expect(await bench.run('a', { rows: 30, label: 'sales' })).toMatchObject({ state: 'completed' });
  await setBudget(bench, 'sales', 50, 1);
  await bench.access.redis.del(`${bench.accountKey}:budgets`);
  expect(await bench.run('b', { rows: 30, label: 'sales' })).toMatchObject({ state: 'halted' });
  expect(bench.summary('b').calls).toBe(20);
});

/** The first instant in China of the month after the present one. */
function nextMonthBegins(): number {
  const [year = 0, month = 0] = monthOf(Date.now()).split('-').map(Number);
  const next = month === 12 ? `${year + 1}-01` : `${year}-${String(month + 1).padStart(2, '0')}`;
  return Date.parse(`${next}-01T00:00:00+08:00`);
}

test.concurrent('at midnight of the last day each call counts in the month of its start', async (context) => {
  const bench = await Bench.start({}, context);
  const turn = nextMonthBegins();
  const [before, after] = [monthOf(turn - 1), monthOf(turn)];
  const account = accountIn(bench.config());
  const about = { account, label: 'sales', currency: 'CNY', at: 1, by: 'test' };
  await addBudgetEntry(bench.dataDir, { ...about, month: before, calls: 100_000 });
  await addBudgetEntry(bench.dataDir, { ...about, month: after, calls: 7 });
  const budgets = new AccountBudgets(bench.access.redis, bench.scope);
  for (const entry of await budgetsOf(bench.dataDir, account)) await budgets.set(entry, entry.at);
  // The worker's clock is some seconds before midnight when it begins, and goes on.
  const aheadMs = turn - Date.now() - 6_000;
  await bench.fork({ NODE_OPTIONS: `--import ${MOVED_CLOCK}`, CLOCK_AHEAD_MS: String(aheadMs) });
  const ended = await bench.run('a', { rows: 3000, label: 'sales', options: { rate: 40 } });
  expect(ended).toMatchObject({ state: 'halted' });
  const [old, fresh] = [await budgets.usedBy('sales', before), await budgets.usedBy('sales', after)];
  expect(fresh.calls).toBe(7);
  expect(old.calls + fresh.calls).toBe(bench.simulator.totals().received);
});

test.concurrent(
  'where Redis has lost all, what another batch may have called counts before it is taken up again',
  async (context) => {
    const bench = await Bench.start({ settings: { hold: true } }, context);
    await setBudget(bench, 'sales', 100, 1);
    const child = await bench.fork({ ROLLCALL_CONCURRENCY: '8' });
    const running = bench.run('a', { rows: 60, label: 'sales' });
    await bench.simulator.whenInFlight(8);
    await bench.access.redis.del(`${bench.accountKey}:budgets`);
    const budgets = new AccountBudgets(bench.access.redis, bench.scope);
    const dataId = await loadDataId(bench.dataDir);
    const place = { dataDirectory: bench.dataDir, dataId, nowMs: Date.now(), billedBy: () => undefined };
    await publishBudgets(budgets, accountIn(bench.config()), place);
    // Nobody knows which of the rows of unfinished slices were called: all of them, at most.
    const { calls } = await budgets.usedBy('sales', monthOf(Date.now()));
    expect(calls).toBeGreaterThanOrEqual(8);
    expect(calls).toBeLessThanOrEqual(60);
    child.kill('SIGKILL');
    bench.simulator.control({ hold: false });
    await bench.verify(1);
    await running;
    expect(bench.simulator.totals().received).toBeLessThanOrEqual(100);
  },
);

test.concurrent(
  'without a price what counts is billed by ROLLCALL_BILLABLE_CODES, where calls are permitted and on disk',
  async (context) => {
    const environment = { ROLLCALL_BILLABLE_CODES: '0' };
    const bench = await Bench.start({ environment, settings: { forceCode: '-5803' } }, context);
    await bench.verify(1);
    await setBudget(bench, 'sales', 4, 1);
    expect(await bench.run('a', { rows: 12, label: 'sales' })).toMatchObject({ state: 'completed' });
    bench.simulator.control({ forceCode: '0' });
    expect(await bench.run('b', { rows: 12, label: 'sales' })).toMatchObject({ state: 'halted' });
    expect(bench.summary('b').by_code).toEqual({ '0': 4 });
    const config = bench.config();
    const place = { dataDirectory: bench.dataDir, billedBy: billedBy(config) };
    const used = await usedOnDisk(place, accountIn(config), 'sales', monthOf(Date.now()));
    expect(used.calls).toBe(4);
  },
);
