// The reconciliation of the day before a night: asked step by step on a clock that is moved, gone on with by anybody.

import { describe, expect, it } from 'vitest';
import { CountsError } from '../../../src/provider/counts-error.js';
import { figuresFromJson, figuresToJson } from '../../../src/reconcile/index.js';
import { agree } from '../../../src/reconcile/asking.js';
import { settled } from '../../../src/reconcile/settling.js';
import type { AskedBefore, SettleRequest } from '../../../src/schedule/ports.js';
import { readReconciliation } from '../../../src/schedule/reconciliation-record.js';
import { stepReconciliation } from '../../../src/schedule/reconciliation.js';
import { DAY_MS, FIRST_NIGHT, HOUR_MS, Nights } from './bench.js';

const DAY = '2026-11-25';

/** A provider that gives these figures one after another, and then repeats the last ones. */
function provider(nights: Nights, answers: readonly number[]) {
  let asked = 0;
  nights.reconcile = async ({ settleMs, everyMs, before, onWait }: SettleRequest) => {
    const ask = async () => {
      const count = answers[Math.min(asked, answers.length - 1)] ?? 0;
      asked += 1;
      return { summary: new Map([['0', count]]), list: [{ date: DAY, counts: new Map([['0', count]]) }] };
    };
    const { settling } = await settled(ask, agree, {
      settleMs,
      everyMs,
      now: () => nights.now,
      sleep: async () => undefined,
      before: before?.figures && { asked: before.asked, figures: figuresFromJson(before.figures) },
      onWait: (state) => onWait({ asked: state.asked, figures: figuresToJson(state.figures) }),
    });
    const report = '/reports/report.json';
    return { verdict: 'balanced', asked: settling.asked, exit: 0, report, byBill: false } as const;
  };
  return () => asked;
}

const step = (nights: Nights): Promise<number | undefined> =>
  stepReconciliation('customers', DAY, nights.ports);

const read = (nights: Nights) => readReconciliation(nights.data, 'customers', DAY);

describe('the reconciliation of a schedule', () => {
  it('begins with the night, for the day before it in China', async () => {
    const nights = await Nights.of({ reconcile: { settleMs: 6 * HOUR_MS } });
    await nights.due();
    expect([...nights.queued.days]).toEqual([DAY]);
    expect(await nights.read('20261126-0130')).toMatchObject({ reconciled: DAY });
  });

  it('asks again until two answers agree, and holds nobody meanwhile', async () => {
    const nights = await Nights.of({ reconcile: { settleMs: 6 * HOUR_MS } });
    const asked = provider(nights, [1, 2, 2]);
    expect(await step(nights)).toBe(HOUR_MS / 4);
    expect(await read(nights)).toMatchObject({ state: 'settling', asked: 1 });
    nights.now += HOUR_MS / 4;
    expect(await step(nights)).toBe(HOUR_MS / 4);
    nights.now += HOUR_MS / 4;
    expect(await step(nights)).toBeUndefined();
    expect(asked()).toBe(3);
    expect(await read(nights)).toMatchObject({
      state: 'done',
      asked: 3,
      verdict: 'balanced',
      exit: 0,
      report: '/reports/report.json',
    });
    expect(await step(nights)).toBeUndefined();
    expect(asked()).toBe(3);
  });

  it('ends with what there is when the time to settle is up', async () => {
    const nights = await Nights.of({ reconcile: { settleMs: HOUR_MS } });
    const asked = provider(
      nights,
      Array.from({ length: 100 }, (_, index) => index),
    );
    for (let after = await step(nights); after !== undefined; after = await step(nights)) nights.now += after;
    expect(asked()).toBe(25);
    expect(await read(nights)).toMatchObject({ state: 'done', asked: 25 });
  });

  it('asks once without --settle', async () => {
    const nights = await Nights.of({ reconcile: { settleMs: 0 } });
    const asked = provider(nights, [1, 2]);
    expect(await step(nights)).toBeUndefined();
    expect(asked()).toBe(1);
  });

  it('waits for a service that is away, and gives up when the time is up', async () => {
    const nights = await Nights.of({ reconcile: { settleMs: HOUR_MS } });
    nights.reconcile = () => Promise.reject(new CountsError('unreachable', () => 'nobody answers'));
    for (let after = await step(nights); after !== undefined; after = await step(nights)) nights.now += after;
    expect(await read(nights)).toMatchObject({ state: 'failed', reason: 'nobody answers', exit: 1 });
  });

  it('doesn’t go on where the credentials are refused', async () => {
    const nights = await Nights.of({ reconcile: { settleMs: HOUR_MS } });
    nights.reconcile = () => Promise.reject(new CountsError('credentials', () => 'refused'));
    expect(await step(nights)).toBeUndefined();
    expect(await read(nights)).toMatchObject({ state: 'failed', exit: 3 });
  });

  it('keeps between two questions what is needed to compare them', async () => {
    const nights = await Nights.of({ reconcile: { settleMs: HOUR_MS } });
    provider(nights, [7, 7]);
    await step(nights);
    let kept: AskedBefore | undefined;
    const inner = nights.reconcile;
    nights.reconcile = (request) => {
      kept = request.before;
      return inner(request);
    };
    nights.now += HOUR_MS / 24;
    await step(nights);
    expect(kept).toMatchObject({ asked: 1, figures: { summary: [['0', 7]] } });
    expect(await read(nights)).toMatchObject({ state: 'done', asked: 2 });
  });
});

describe('with a bill, which comes days later', () => {
  /** A bill that is there from this moment on. */
  function billFrom(nights: Nights, at: number, then: 'balanced' | 'unexplained' = 'balanced') {
    const asked: number[] = [];
    nights.reconcile = async ({ settleMs, onWait }: SettleRequest) => {
      asked.push(nights.now);
      const isThere = nights.now >= at;
      if (!isThere && settleMs > 0) onWait({ asked: asked.length, bill: { lines: [] } });
      const verdict = isThere ? then : 'unsettled';
      const exit = verdict === 'balanced' ? 0 : 4;
      return { verdict, asked: asked.length, exit, report: '/reports/report.json', byBill: true };
    };
    return asked;
  }

  /** Takes every step at its time, to the end. */
  async function toTheEnd(nights: Nights): Promise<void> {
    for (let after = await step(nights); after !== undefined; after = await step(nights)) nights.now += after;
  }

  it('its day is unsettled, which the record says, until the bill is there at a later night', async () => {
    const nights = await Nights.of({ reconcile: { settleMs: 0 } });
    const asked = billFrom(nights, FIRST_NIGHT + DAY_MS + HOUR_MS);
    expect(await step(nights)).toBe(DAY_MS);
    expect(await read(nights)).toMatchObject({
      state: 'settling',
      verdict: 'unsettled',
      exit: 4,
      report: '/reports/report.json',
      reason: expect.stringContaining('asked again at 2026-11-27 01:30') as string,
    });
    expect(nights.said).toEqual(['day not settled']);
    // A worker that starts meanwhile, or a Redis that has lost the job, asks nobody before that time.
    nights.now += HOUR_MS;
    expect(await step(nights)).toBe(DAY_MS - HOUR_MS);
    expect(asked).toHaveLength(1);
    nights.now += DAY_MS - HOUR_MS;
    await toTheEnd(nights);
    expect(asked).toEqual([0, 1, 2].map((night) => FIRST_NIGHT + night * DAY_MS));
    const done = await read(nights);
    expect(done).toMatchObject({ state: 'done', verdict: 'balanced', exit: 0, asked: 3 });
    expect(done).not.toHaveProperty('reason');
    expect(nights.said).toEqual(['day not settled', 'day not settled', 'day reconciled']);
  });

  it('each night that asks again has its whole time to settle', async () => {
    const nights = await Nights.of({ reconcile: { settleMs: HOUR_MS } });
    const asked = billFrom(nights, FIRST_NIGHT + DAY_MS + HOUR_MS / 2);
    await toTheEnd(nights);
    expect(asked.filter((at) => at < FIRST_NIGHT + DAY_MS)).toHaveLength(25);
    expect(asked.at(-1)).toBe(FIRST_NIGHT + DAY_MS + HOUR_MS / 2);
    expect(await read(nights)).toMatchObject({ state: 'done', verdict: 'balanced' });
  });

  it('what is unexplained ends at once, and what stays unsettled after 45 days, with what to do', async () => {
    const nights = await Nights.of({ reconcile: { settleMs: 0 } });
    billFrom(nights, FIRST_NIGHT, 'unexplained');
    expect(await step(nights)).toBeUndefined();
    expect(await read(nights)).toMatchObject({ state: 'done', verdict: 'unexplained', exit: 4 });

    const never = await Nights.of({ reconcile: { settleMs: 0 } });
    const asked = billFrom(never, Infinity);
    await toTheEnd(never);
    expect(asked).toHaveLength(46);
    expect(await read(never)).toMatchObject({
      state: 'done',
      verdict: 'unsettled',
      exit: 4,
      reason: expect.stringContaining('45 days later') as string,
    });
  });
});
