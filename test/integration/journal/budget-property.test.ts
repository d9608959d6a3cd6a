// Any order of calls, ends, doubts, deaths of workers, relabellings and new limits, over several batches and labels, budgets in
// calls and in money, a change of price and the turn of the month in China: held against a plain count, no budget is ever
// passed, and what is given back can be used.

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatUnits, type BudgetPrices } from '../../../src/domain/budget.js';
import { AccountBudgets } from '../../../src/journal/account-budgets.js';
import type { HeldSlice } from '../../../src/journal/journal.js';
import { accountSets, sliceJobId } from '../../../src/journal/keys.js';
import { OwnedBatch } from '../../../src/journal/owned-batch.js';
import { Bench, call, FAILED, GOOD, redisForFile, SETTINGS } from '../queue/bench.js';

const path = redisForFile();
const TURN = Date.parse('2026-12-01T00:00:00+08:00');
const MONTHS = ['2026-11', '2026-12'] as const;
/** When calls are begun: at both edges of the turn, and at both of a change of price in the new month. */
const CHANGE = TURN + 1000;
const STARTS = [TURN - 1, TURN, CHANGE - 1, CHANGE] as const;
const NAMES = ['data.a', 'data.b', 'data.c'] as const;
const LABELS = ['sales', 'legal'] as const;
/** In millionths, the dearest first. */
const PRICES: readonly { readonly from: number; readonly of: Readonly<Record<string, number>> }[] = [
  { from: 0, of: { '0': 300_000, '-1': 200_000 } },
  { from: CHANGE, of: { '0': 500_000, '-1': 100_000 } },
];
const BILLED: BudgetPrices = {
  billed: new Set(['0', '-1']),
  lists: PRICES.map(({ from, of }) => ({
    from,
    currency: 'CNY',
    prices: Object.fromEntries(Object.entries(of).map(([code, units]) => [code, formatUnits(units)])),
  })),
};
const NONE = { ...GOOD, kind: 'none' as const };
const ENDS = {
  dear: [{ code: '0' }, GOOD],
  cheap: [{ code: '-1' }, GOOD],
  free: [{ code: '15' }, NONE],
  refused: [{ result: 'refused' }, FAILED],
  doubt: [{ result: 'in_doubt' }, NONE],
} as const;

type Limit = { readonly calls: number } | { readonly amount: string };
type Step =
  | { readonly kind: 'ask'; readonly batch: number; readonly start: number }
  | { readonly kind: 'end'; readonly at: number; readonly how: keyof typeof ENDS }
  | { readonly kind: 'question'; readonly at: number }
  | { readonly kind: 'die'; readonly batch: number }
  | { readonly kind: 'label'; readonly batch: number; readonly to: number }
  | { readonly kind: 'limit'; readonly label: number; readonly month: number; readonly to: Limit };

const limit: fc.Arbitrary<Limit> = fc.oneof(
  fc.record({ calls: fc.integer({ min: 0, max: 6 }) }),
  fc.record({ amount: fc.integer({ min: 0, max: 20 }).map((tenths) => (tenths / 10).toFixed(2)) }),
);
const of = (count: number): fc.Arbitrary<number> => fc.nat(count - 1);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.record({
      kind: fc.constant('ask' as const),
      batch: of(NAMES.length),
      start: of(STARTS.length),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('end' as const),
      at: fc.nat(20),
      how: fc.constantFrom('dear', 'cheap', 'free', 'refused', 'doubt'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('question' as const), at: fc.nat(20) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('die' as const), batch: of(NAMES.length) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('label' as const),
      batch: of(NAMES.length),
      to: of(LABELS.length),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('limit' as const),
      label: of(LABELS.length),
      month: of(MONTHS.length),
      to: limit,
    }),
  },
);

interface ModelCall {
  readonly batch: number;
  readonly row: number;
  readonly startedAt: number;
  readonly held: HeldSlice;
  /** `lost`: its worker has died, and its end may come after all. */
  state: 'open' | 'lost' | 'over';
  counts: boolean;
  units: number;
  /** As it was answered. */
  answered: string | undefined;
}

function pricesAt(startedAt: number): Readonly<Record<string, number>> {
  return PRICES.findLast(({ from }) => from <= startedAt)?.of ?? {};
}

/** What a call may cost at most. */
function mostAt(startedAt: number): number {
  return Math.max(...Object.values(pricesAt(startedAt)));
}

function monthAt(startedAt: number): (typeof MONTHS)[number] {
  return startedAt < TURN ? MONTHS[0] : MONTHS[1];
}

/** A plain count of the calls that were permitted, whose each is now. */
class Model {
  readonly calls: ModelCall[] = [];
  readonly labelOf = [0, 0, 1];
  readonly limits = new Map<string, Limit>();

  of(label: number, month: string): ModelCall[] {
    return this.calls.filter(
      (each) => this.labelOf[each.batch] === label && monthAt(each.startedAt) === month && each.counts,
    );
  }

  used(label: number, month: string): { calls: number; units: number } {
    const own = this.of(label, month);
    return { calls: own.length, units: own.reduce((sum, { units }) => sum + units, 0) };
  }

  /** What the script has to answer. */
  permission(batch: number, startedAt: number): string {
    const [label, month] = [this.labelOf[batch] ?? 0, monthAt(startedAt)];
    const { calls, units } = this.used(label, month);
    const known = this.limits.get(`${label} ${month}`);
    if (known === undefined) return 'permitted';
    const isFree =
      'calls' in known
        ? calls + 1 <= known.calls
        : units + mostAt(startedAt) <= Math.round(Number(known.amount) * 1e6);
    if (isFree) return 'permitted';
    return this.of(label, month).some(({ state }) => state === 'open') ? 'full' : 'spent';
  }

  end(ended: ModelCall, how: keyof typeof ENDS): void {
    ended.state = 'over';
    if (how === 'doubt') return;
    const code = how === 'dear' ? '0' : how === 'cheap' ? '-1' : undefined;
    ended.counts = code !== undefined;
    ended.units = code === undefined ? 0 : (pricesAt(ended.startedAt)[code] ?? 0);
    ended.answered = how === 'refused' ? undefined : (code ?? '15');
  }

  doubt(questioned: ModelCall): void {
    questioned.answered = undefined;
    questioned.counts = true;
    questioned.units = mostAt(questioned.startedAt);
  }

  die(batch: number): void {
    for (const each of this.calls) if (each.batch === batch && each.state === 'open') each.state = 'lost';
  }
}

function agree(found: unknown, wanted: unknown): void {
  expect(found).toEqual(wanted);
}

/** Batches of one account whose calls are permitted by its budgets. */
class World {
  readonly #bench = new Bench(path());
  readonly #budgets = new AccountBudgets(this.#bench.redis, this.#bench.scope);
  readonly #model = new Model();
  readonly #held: HeldSlice[] = [];
  #at = 1;

  async open(): Promise<void> {
    await this.#bench.liftRate();
    for (const [index, name] of NAMES.entries()) {
      await this.#say(index, BILLED);
      const blocking = this.#bench.connect();
      const owned = await OwnedBatch.own(this.#bench.redis, blocking, this.#bench.scope, name, 0, -1);
      await owned.open({ settings: SETTINGS, maxCalls: undefined, callsOnDisk: 0, slicesOnDisk: [] });
      this.#held.push(await this.#take(index));
    }
    for (const label of LABELS.keys())
      for (const month of MONTHS.keys())
        await this.#limit(label, month, label === 0 ? { calls: 4 } : { amount: '1.30' });
  }

  async play(each: Step): Promise<void> {
    if (each.kind === 'ask') await this.#ask(each.batch, STARTS[each.start] ?? TURN);
    else if (each.kind === 'end') await this.#end(each.at, each.how);
    else if (each.kind === 'question') await this.#question(each.at);
    else if (each.kind === 'die') await this.#die(each.batch);
    else if (each.kind === 'limit') await this.#limit(each.label, each.month, each.to);
    else {
      this.#model.labelOf[each.batch] = each.to;
      await this.#say(each.batch);
    }
    for (const [label, name] of LABELS.entries())
      for (const month of MONTHS)
        agree(
          { name, month, ...(await this.#budgets.usedBy(name, month)) },
          {
            name,
            month,
            ...this.#model.used(label, month),
          },
        );
  }

  async #say(batch: number, prices?: BudgetPrices): Promise<void> {
    const label = LABELS[this.#model.labelOf[batch] ?? 0] ?? '';
    await this.#budgets.count(NAMES[batch] ?? '', label, 'data', prices, TURN);
  }

  async #take(batch: number): Promise<HeldSlice> {
    const { redis, scope, journal } = this.#bench;
    const name = NAMES[batch] ?? '';
    await redis.zrem(accountSets(scope).held, sliceJobId(name, 0));
    const taken = await journal.take(name, 0);
    if (taken.kind !== 'taken') throw new Error(`the slice of ${name} is ${taken.kind}`);
    return taken.held;
  }

  async #ask(batch: number, startedAt: number): Promise<void> {
    const { calls } = this.#model;
    const [row, held] = [calls.length + 1, this.#held[batch]];
    if (held === undefined) throw new Error(`batch ${batch} is not open`);
    const wanted = this.#model.permission(batch, startedAt);
    const { permission } = await this.#bench.journal.permit(held, row, 1, startedAt);
    agree(permission, wanted);
    const isPermitted = permission === 'permitted';
    const units = isPermitted ? mostAt(startedAt) : 0;
    const state = isPermitted ? 'open' : 'over';
    calls.push({ batch, row, startedAt, held, state, counts: isPermitted, units, answered: undefined });
  }

  async #end(at: number, how: keyof typeof ENDS): Promise<void> {
    const underWay = this.#model.calls.filter(({ state }) => state !== 'over');
    const ended = underWay[at % Math.max(1, underWay.length)];
    if (ended === undefined) return;
    const [over, effect] = ENDS[how];
    await this.#bench.journal.record(ended.held, callOf(ended, over), effect);
    this.#model.end(ended, how);
  }

  async #question(at: number): Promise<void> {
    const answered = this.#model.calls.filter((each) => each.answered !== undefined);
    const questioned = answered[at % Math.max(1, answered.length)];
    if (questioned === undefined) return;
    const made = callOf(questioned, { code: questioned.answered });
    agree(await this.#bench.journal.question(questioned.held, made), true);
    this.#model.doubt(questioned);
    // Whoever holds the slice takes it up again.
    await this.#die(questioned.batch);
  }

  async #die(batch: number): Promise<void> {
    this.#model.die(batch);
    this.#held[batch] = await this.#take(batch);
  }

  async #limit(label: number, month: number, to: Limit): Promise<void> {
    const name = MONTHS[month] ?? '';
    await this.#budgets.set({ label: LABELS[label] ?? '', month: name, ...to }, (this.#at += 1));
    this.#model.limits.set(`${label} ${name}`, to);
  }
}

function callOf({ row, startedAt }: ModelCall, over: Parameters<typeof call>[2]) {
  return call(row, 1, { startedAt, finishedAt: CHANGE + 5000, sessionId: `s-${row}`, ...over });
}

test('no order passes a budget, or leaves a part of it unusable', { timeout: 300_000 }, async () => {
  const orders = fc.array(step, { minLength: 5, maxLength: 40 });
  const play = async (steps: readonly Step[]): Promise<void> => {
    const world = new World();
    await world.open();
    for (const each of steps) await world.play(each);
  };
  await expect(fc.assert(fc.asyncProperty(orders, play), { numRuns: 100 })).resolves.toBeUndefined();
});
