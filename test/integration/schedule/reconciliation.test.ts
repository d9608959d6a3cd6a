// The reconciliation of the day before a night: asked step by step on a clock that is moved, gone on with by anybody.

import { describe, expect, it } from 'vitest';
import { CountsError } from '../../../src/provider/counts-error.js';
import type { Published, SettlingState } from '../../../src/reconcile/index.js';
import { agree } from '../../../src/reconcile/asking.js';
import { settled } from '../../../src/reconcile/settling.js';
import type { SettleRequest } from '../../../src/schedule/ports.js';
import { readReconciliation, stepReconciliation } from '../../../src/schedule/reconciliation.js';
import { HOUR_MS, Nights } from './bench.js';

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
    const rules = { settleMs, everyMs, now: () => nights.now, sleep: async () => undefined, before, onWait };
    const { settling } = await settled(ask, agree, rules);
    return {
      report: { verdict: 'balanced', settling },
      path: '/reports/report.json',
    } as unknown as Published;
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
    nights.reconcile = () => Promise.reject(new CountsError('refused', () => 'refused'));
    expect(await step(nights)).toBeUndefined();
    expect(await read(nights)).toMatchObject({ state: 'failed', exit: 3 });
  });

  it('keeps between two questions what is needed to compare them', async () => {
    const nights = await Nights.of({ reconcile: { settleMs: HOUR_MS } });
    provider(nights, [7, 7]);
    await step(nights);
    let kept: SettlingState | undefined;
    const inner = nights.reconcile;
    nights.reconcile = (request) => {
      kept = request.before;
      return inner(request);
    };
    nights.now += HOUR_MS / 24;
    await step(nights);
    expect(kept?.figures.summary).toEqual(new Map([['0', 7]]));
    expect(await read(nights)).toMatchObject({ state: 'done', asked: 2 });
  });
});
