// Any order of calls, ends, deaths of workers and relabellings, held against a plain count: the budget is never passed, and what
// is given back can be used.

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { AccountBudgets } from '../../../src/journal/account-budgets.js';
import type { HeldSlice } from '../../../src/journal/journal.js';
import { Bench, call, FAILED, GOOD, redisForFile } from '../queue/bench.js';

const path = redisForFile();
const DEC = Date.parse('2026-12-15T12:00:00+08:00');
const LABELS = ['sales', 'legal'] as const;
const LIMIT = 5;

type Step =
  | { readonly kind: 'ask' }
  | { readonly kind: 'end'; readonly at: number; readonly how: 'billed' | 'free' | 'refused' | 'doubt' }
  | { readonly kind: 'die' }
  | { readonly kind: 'label'; readonly to: 0 | 1 };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.constant<Step>({ kind: 'ask' }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('end' as const),
      at: fc.nat(20),
      how: fc.constantFrom('billed', 'free', 'refused', 'doubt'),
    }),
  },
  { weight: 1, arbitrary: fc.constant<Step>({ kind: 'die' }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('label' as const), to: fc.constantFrom(0, 1) }) },
);

const ENDS = {
  billed: [{ code: '0' }, GOOD],
  free: [{ code: '15' }, { ...GOOD, kind: 'none' }],
  refused: [{ result: 'refused' }, FAILED],
  doubt: [{ result: 'in_doubt' }, { ...GOOD, kind: 'none' }],
} as const;

/** Calls that were permitted and count, and those of them that are under way, with who holds them. */
class Model {
  readonly underWay: { readonly row: number; readonly held: HeldSlice }[] = [];
  counted = 0;
}

async function play(steps: readonly Step[]): Promise<void> {
  const bench = new Bench(path());
  const budgets = new AccountBudgets(bench.redis, bench.scope);
  const prices = { billed: new Set(['0']), lists: [] };
  for (const label of LABELS) await budgets.set({ label, month: '2026-12', calls: LIMIT }, 1);
  await budgets.count(bench.name, LABELS[0], 'data', prices, DEC);
  await bench.opened();
  const model = new Model();
  let [held, row, label] = [await bench.held(0), 0, 0];
  for (const each of steps) {
    if (each.kind === 'ask') {
      row += 1;
      const { permission } = await bench.journal.permit(held, row, 1, DEC);
      const isPermitted = permission === 'permitted';
      if (isPermitted !== model.counted < LIMIT) throw new Error(`call ${row} is ${permission}`);
      if (!isPermitted) continue;
      model.counted += 1;
      model.underWay.push({ row, held });
    } else if (each.kind === 'end') {
      const [ended] = model.underWay.splice(each.at % Math.max(1, model.underWay.length), 1);
      if (ended === undefined) continue;
      const [over, effect] = ENDS[each.how];
      await bench.journal.record(ended.held, call(ended.row, 1, { startedAt: DEC, ...over }), effect);
      if (each.how === 'free' || each.how === 'refused') model.counted -= 1;
    } else if (each.kind === 'die') held = await bench.held(0);
    else {
      label = each.to;
      await budgets.count(bench.name, LABELS[label] ?? '', 'data', undefined, DEC);
    }
    const [own, other] = await Promise.all(
      [label, 1 - label].map((at) => budgets.usedBy(LABELS[at] ?? '', '2026-12')),
    );
    expect([own?.calls, other?.calls]).toEqual([model.counted, 0]);
  }
}

test('no order passes a budget, or leaves a part of it unusable', { timeout: 120_000 }, async () => {
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), play), { numRuns: 60 });
});
