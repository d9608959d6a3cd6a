// Gathering what is asked for at about the same time: everybody gets their own answer.

import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { Gatherer } from '../../../src/redis/gatherer.js';

const LIMITS = { roundTrips: 2, items: 3 };

/** Round trips that end when the test ends them. */
class Line {
  readonly trips: { readonly items: readonly number[]; end(): void; fail(error: Error): void }[] = [];
  #told: (() => void)[] = [];
  readonly gatherer: Gatherer<number, string>;

  constructor(limits = LIMITS) {
    this.gatherer = new Gatherer(
      (items) =>
        new Promise((resolve, reject) => {
          this.trips.push({ items, end: () => resolve(items.map((item) => `of ${item}`)), fail: reject });
          for (const tell of this.#told.splice(0)) tell();
        }),
      limits,
    );
  }

  async until(trips: number): Promise<void> {
    while (this.trips.length < trips) await new Promise<void>((resolve) => this.#told.push(resolve));
  }
}

describe('what is asked for', () => {
  it('alone leaves at once and alone', async () => {
    const line = new Line();
    const answer = line.gatherer.add(1);
    await line.until(1);
    line.trips[0]?.end();
    expect(await answer).toBe('of 1');
  });

  it('at the same time leaves together, up to the limit, in its order', async () => {
    const line = new Line();
    const answers = Promise.all([1, 2, 3, 4, 5].map((item) => line.gatherer.add(item)));
    await line.until(2);
    expect(line.trips.map(({ items }) => items)).toEqual([
      [1, 2, 3],
      [4, 5],
    ]);
    for (const trip of line.trips) trip.end();
    expect(await answers).toEqual(['of 1', 'of 2', 'of 3', 'of 4', 'of 5']);
  });

  it('while enough is under way waits, and leaves together afterwards', async () => {
    const line = new Line({ roundTrips: 1, items: 10 });
    const first = line.gatherer.add(1);
    await line.until(1);
    const rest = Promise.all([2, 3, 4].map((item) => line.gatherer.add(item)));
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    expect(line.trips).toHaveLength(1);
    line.trips[0]?.end();
    await line.until(2);
    expect(line.trips[1]?.items).toEqual([2, 3, 4]);
    line.trips[1]?.end();
    expect([await first, await rest]).toEqual(['of 1', ['of 2', 'of 3', 'of 4']]);
  });

  it('on a round trip that fails is rejected, and what comes after is not', async () => {
    const line = new Line({ roundTrips: 1, items: 2 });
    const answers = Promise.allSettled([1, 2, 3].map((item) => line.gatherer.add(item)));
    await line.until(1);
    line.trips[0]?.fail(new Error('cut'));
    await line.until(2);
    line.trips[1]?.end();
    const ends = await answers;
    expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
  });
});

test('every item gets its own answer, in whatever order round trips end and whichever of them fail', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(fc.tuple(fc.integer(), fc.integer({ min: 0, max: 2 })), { maxLength: 60 }),
      fc.record({ roundTrips: fc.integer({ min: 1, max: 4 }), items: fc.integer({ min: 1, max: 7 }) }),
      fc.integer({ min: -100, max: 100 }),
      async (scheduler, asked, limits, poison) => {
        let [underWay, most] = [0, 0];
        const gatherer = new Gatherer<number, string>(async (items) => {
          underWay += 1;
          most = Math.max(most, underWay);
          expect(items.length).toBeLessThanOrEqual(limits.items);
          await scheduler.schedule(Promise.resolve());
          underWay -= 1;
          if (items.includes(poison)) throw new Error('poisoned');
          return items.map((item) => `of ${item}`);
        }, limits);
        const answers: Promise<string>[] = [];
        const all = (async () => {
          for (const [item, turns] of asked) {
            for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
            answers.push(gatherer.add(item));
            answers.at(-1)?.catch(() => undefined);
          }
          return Promise.allSettled(answers);
        })();
        const ends = await scheduler.waitFor(all);
        expect(most).toBeLessThanOrEqual(limits.roundTrips);
        for (const [index, end] of ends.entries()) {
          const item = asked[index]?.[0];
          const own = end.status === 'fulfilled' && end.value === `of ${item}` && item !== poison;
          expect(own || end.status === 'rejected').toBe(true);
        }
        expect(
          asked.some(([item]) => item === poison) || ends.every(({ status }) => status === 'fulfilled'),
        ).toBe(true);
      },
    ),
    { numRuns: 60 },
  );
});
