// Budgets where calls are permitted: what counts, what gives its share back, and that no order of calls, ends, deaths and
// relabellings passes a limit or leaves a part of it unusable.

import { describe, expect, it } from 'vitest';
import type { BudgetPrices } from '../../../src/domain/budget.js';
import { AccountBudgets } from '../../../src/journal/account-budgets.js';
import type { HeldSlice } from '../../../src/journal/journal.js';
import { Bench, call, FAILED, GOOD, redisForFile } from '../queue/bench.js';

const path = redisForFile();
const NOV = Date.parse('2026-11-30T23:59:59.999+08:00');
const DEC = NOV + 1;
const PRICES: BudgetPrices = {
  billed: new Set(['0', '-1']),
  lists: [{ from: 0, currency: 'CNY', prices: { '0': '0.30', '-1': '0.20' } }],
};
const NONE = { ...GOOD, kind: 'none' as const };

class Budgeted {
  readonly bench = new Bench(path());
  readonly budgets = new AccountBudgets(this.bench.redis, this.bench.scope);

  async opened(limit: { calls?: number; amount?: string } = {}, prices = PRICES): Promise<HeldSlice> {
    await this.budgets.count(this.bench.name, 'sales', 'data', prices, DEC);
    if (limit.calls !== undefined || limit.amount !== undefined)
      for (const month of ['2026-11', '2026-12'])
        await this.budgets.set({ label: 'sales', month, ...limit }, 1);
    await this.bench.opened();
    return this.bench.held(0);
  }

  async ask(held: HeldSlice, row: number, attempt = 1, startedAt = DEC): Promise<string> {
    return (await this.bench.journal.permit(held, row, attempt, startedAt)).permission;
  }

  used(label = 'sales', month = '2026-12') {
    return this.budgets.usedBy(label, month);
  }
}

describe('a budget in calls', () => {
  it('permits so many calls and not one more, and halts once nothing can be given back', async () => {
    const test = new Budgeted();
    const held = await test.opened({ calls: 2 });
    expect([await test.ask(held, 1), await test.ask(held, 2), await test.ask(held, 3)]).toEqual([
      'permitted',
      'permitted',
      'full',
    ]);
    await test.bench.journal.record(held, call(1, 1, { startedAt: DEC }), GOOD);
    await test.bench.journal.record(held, call(2, 1, { startedAt: DEC, code: '-1' }), GOOD);
    expect(await test.ask(held, 3)).toBe('spent');
    expect(await test.used()).toEqual({ calls: 2, units: 500_000 });
  });

  it('asked twice for one call counts once', async () => {
    const test = new Budgeted();
    const held = await test.opened({ calls: 1 });
    expect([await test.ask(held, 1), await test.ask(held, 1)]).toEqual(['permitted', 'permitted']);
    expect((await test.used()).calls).toBe(1);
  });

  it('gets the share of a refused and of an unbilled call back, once, and keeps that of one in doubt', async () => {
    const test = new Budgeted();
    const held = await test.opened({ calls: 1 });
    const { journal } = test.bench;
    await test.ask(held, 1);
    await journal.record(held, call(1, 1, { startedAt: DEC, result: 'refused' }), FAILED);
    await journal.record(held, call(1, 1, { startedAt: DEC, result: 'refused' }), FAILED);
    expect((await test.used()).calls).toBe(0);
    expect(await test.ask(held, 1, 2)).toBe('permitted');
    await journal.record(held, call(1, 2, { startedAt: DEC, code: '15' }), NONE);
    expect((await test.used()).calls).toBe(0);
    expect(await test.ask(held, 1, 3)).toBe('permitted');
    await journal.record(held, call(1, 3, { startedAt: DEC, result: 'in_doubt' }), NONE);
    expect(await test.used()).toEqual({ calls: 1, units: 300_000 });
    expect(await test.ask(held, 1, 4)).toBe('spent');
  });

  it('counts a call of a dead worker for good, until its end comes after all', async () => {
    const test = new Budgeted();
    const held = await test.opened({ calls: 1 });
    await test.ask(held, 1);
    const taken = await test.bench.held(0);
    expect((await test.used()).calls).toBe(1);
    expect(await test.ask(taken, 1, 2)).toBe('spent');
    await test.bench.journal.record(held, call(1, 1, { startedAt: DEC, result: 'refused' }), FAILED);
    expect((await test.used()).calls).toBe(0);
  });

  it('counts each call in the month in China in which it was begun', async () => {
    const test = new Budgeted();
    const held = await test.opened({ calls: 1 });
    expect(await test.ask(held, 1, 1, NOV)).toBe('permitted');
    expect(await test.ask(held, 2, 1, NOV)).toBe('full');
    expect(await test.ask(held, 2, 1, DEC)).toBe('permitted');
    await test.bench.journal.record(held, call(1, 1, { startedAt: NOV, finishedAt: DEC }), GOOD);
    expect([(await test.used('sales', '2026-11')).calls, (await test.used()).calls]).toEqual([1, 1]);
    const days = ['2024-02-29T12:00', '2026-01-01T00:00', '2027-12-31T23:59', '2028-03-01T00:00'];
    const { journal } = test.bench;
    await test.budgets.set({ label: 'sales', month: '2026-12' }, 2);
    for (const [index, day] of days.entries()) {
      await journal.permit(held, 10 + index, 1, Date.parse(`${day}:00+08:00`));
      expect((await test.used('sales', day.slice(0, 7))).calls).toBe(1);
    }
  });

  it('gives a share back to the month of the call’s start, whenever its end comes', async () => {
    const test = new Budgeted();
    const held = await test.opened({ calls: 1 });
    // A month that is not the one in which the test runs, either.
    await test.ask(held, 1, 1, NOV);
    await test.ask(held, 2, 1, DEC);
    const end = { startedAt: NOV, finishedAt: DEC, result: 'refused' } as const;
    await test.bench.journal.record(held, call(1, 1, end), FAILED);
    expect([(await test.used('sales', '2026-11')).calls, (await test.used()).calls]).toEqual([0, 1]);
    expect(await test.ask(held, 3, 1, NOV)).toBe('permitted');
  });

  it('counts an answer that is put in doubt as a call without one, once', async () => {
    const test = new Budgeted();
    const held = await test.opened({ amount: '0.60' });
    const { journal } = test.bench;
    const [cheap, free] = [
      call(1, 1, { startedAt: DEC, code: '-1', sessionId: 's-1' }),
      call(2, 1, { startedAt: DEC, code: '15', sessionId: 's-2' }),
    ];
    for (const made of [cheap, free]) {
      await test.ask(held, made.row);
      await journal.record(held, made, NONE);
    }
    expect(await test.used()).toEqual({ calls: 1, units: 200_000 });
    for (const made of [cheap, free, free]) await journal.question(held, made);
    expect(await test.used()).toEqual({ calls: 2, units: 600_000 });
    expect(await test.ask(await test.bench.held(0), 3)).toBe('spent');
  });

  it('halts a minute behind the last permit, though the end of a call never comes', async () => {
    const test = new Budgeted();
    const held = await test.opened({ calls: 1 });
    await test.ask(held, 1);
    expect(await test.ask(held, 2)).toBe('full');
    const key = `${test.bench.account}:budgets`;
    const fields = (await test.bench.redis.hkeys(key)).filter((field) => field.startsWith('at:'));
    for (const field of fields) {
      const at = Number(await test.bench.redis.hget(key, field));
      await test.bench.redis.hset(key, field, at - 60_001);
    }
    expect(await test.ask(held, 2)).toBe('spent');
  });

  it('that is raised goes on, and one that is set earlier does not replace one that was set later', async () => {
    const test = new Budgeted();
    const held = await test.opened({ calls: 1 });
    await test.ask(held, 1);
    await test.bench.journal.record(held, call(1, 1, { startedAt: DEC }), GOOD);
    expect(await test.ask(held, 2)).toBe('spent');
    await test.budgets.set({ label: 'sales', month: '2026-12', calls: 2 }, 5);
    await test.budgets.set({ label: 'sales', month: '2026-12', calls: 1 }, 4);
    expect(await test.ask(held, 2)).toBe('permitted');
    await test.budgets.set({ label: 'sales', month: '2026-12' }, 6);
    expect(await test.ask(held, 3)).toBe('permitted');
  });

  it('counts calls before it is set, and a batch without a label on record counts nowhere', async () => {
    const test = new Budgeted();
    const held = await test.opened();
    await test.ask(held, 1);
    await test.bench.journal.record(held, call(1, 1, { startedAt: DEC }), GOOD);
    await test.budgets.set({ label: 'sales', month: '2026-12', calls: 1 }, 1);
    expect(await test.ask(held, 2)).toBe('spent');
    const earlier = new Bench(path());
    await earlier.opened();
    expect(await earlier.permit(await earlier.held(0), 1)).toBe('permitted');
  });
});

describe('a budget in money', () => {
  it('holds each call for the dearest price, and puts it right on the answer', async () => {
    const test = new Budgeted();
    const held = await test.opened({ amount: '0.50' });
    const { journal } = test.bench;
    expect([await test.ask(held, 1), await test.ask(held, 2)]).toEqual(['permitted', 'full']);
    await journal.record(held, call(1, 1, { startedAt: DEC, code: '-1' }), GOOD);
    expect((await test.used()).units).toBe(200_000);
    expect(await test.ask(held, 2)).toBe('permitted');
    await journal.record(held, call(2, 1, { startedAt: DEC }), GOOD);
    expect(await test.used()).toEqual({ calls: 2, units: 500_000 });
    expect(await test.ask(held, 3)).toBe('spent');
  });

  it('takes the price that is in force when a call begins', async () => {
    const lists = [...PRICES.lists, { from: DEC, currency: 'CNY', prices: { '0': '1', '-1': '1' } }];
    const test = new Budgeted();
    const held = await test.opened({ amount: '1.30' }, { ...PRICES, lists });
    await test.ask(held, 1, 1, NOV);
    await test.ask(held, 2, 1, DEC);
    expect([(await test.used('sales', '2026-11')).units, (await test.used()).units]).toEqual([
      300_000, 1_000_000,
    ]);
  });

  it('permits nothing where no price is known', async () => {
    const test = new Budgeted();
    const held = await test.opened({ amount: '100' }, { ...PRICES, lists: [] });
    expect(await test.ask(held, 1)).toBe('spent');
  });
});

describe('what is known of a batch', () => {
  it('moves with its label to another budget, open calls and all', async () => {
    const test = new Budgeted();
    const held = await test.opened();
    await test.ask(held, 1);
    await test.bench.journal.record(held, call(1, 1, { startedAt: DEC }), GOOD);
    await test.ask(held, 2);
    await test.budgets.set({ label: 'legal', month: '2026-12', calls: 1 }, 1);
    const { known } = await test.budgets.count(test.bench.name, 'legal', 'data', undefined, DEC);
    expect([known, await test.used(), (await test.used('legal')).calls]).toEqual([
      true,
      { calls: 0, units: 0 },
      2,
    ]);
    await test.bench.journal.record(held, call(2, 1, { startedAt: DEC, result: 'refused' }), FAILED);
    expect((await test.used('legal')).calls).toBe(1);
    expect(await test.ask(held, 3)).toBe('spent');
  });

  it('is at least what the disk knows, and is raised to that once', async () => {
    const test = new Budgeted();
    const held = await test.opened();
    await test.ask(held, 1);
    const onDisk = new Map([['2026-12', { calls: 5, units: 1_500_000 }]]);
    await test.budgets.raise(test.bench.name, 'sales', onDisk);
    await test.budgets.raise(test.bench.name, 'sales', onDisk);
    expect(await test.used()).toEqual({ calls: 5, units: 1_500_000 });
    await test.budgets.raise('data.other', 'sales', new Map([['2026-12', { calls: 2, units: 0 }]]));
    expect((await test.used()).calls).toBe(7);
  });

  it('is forgotten two months later, but not that of a batch that still runs', async () => {
    const test = new Budgeted();
    const held = await test.opened({ calls: 5 });
    await test.ask(held, 1, 1, NOV);
    await test.budgets.raise('data.ended', 'sales', new Map([['2026-10', { calls: 2, units: 0 }]]));
    const later = DEC + 40 * 86_400_000;
    await test.budgets.count('data.new', 'sales', 'data', PRICES, later);
    const fields = await test.bench.redis.hkeys(`${test.bench.account}:budgets`);
    expect(fields.filter((field) => field.includes('2026-10') || field.includes('data.ended'))).toEqual([]);
    expect(fields).toContain(`label:${test.bench.name}`);
    expect(await test.ask(held, 2, 1, DEC)).toBe('permitted');
  });

  it('says of 80 and of 100 per cent once, and again of a budget that is set anew', async () => {
    const test = new Budgeted();
    const held = await test.opened();
    const month = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 7);
    const now = Date.now();
    expect(await test.budgets.look(test.bench.name)).toBeUndefined();
    await test.budgets.set({ label: 'sales', month, calls: 5 }, 1);
    const reached: (number | undefined)[] = [];
    for (let row = 1; row <= 5; row += 1) {
      await test.ask(held, row, 1, now);
      reached.push((await test.budgets.look(test.bench.name))?.reached);
    }
    expect(reached).toEqual([0, 0, 0, 80, 100]);
    expect((await test.budgets.look(test.bench.name))?.reached).toBe(0);
    await test.budgets.set({ label: 'sales', month, calls: 6 }, 2);
    expect(await test.budgets.look(test.bench.name)).toMatchObject({ reached: 80, calls: 6 });
  });
});
