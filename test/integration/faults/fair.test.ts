// How many of an account's calls each of several batches gets: a short list doesn't wait for a long one, and priorities
// are shares.

import { describe, expect, test, vi } from 'vitest';
import { Bench, generatePeople, type Person } from './bench.js';

const RATE = 100;
const SLOW = { ROLLCALL_RATE: `${RATE}` };
const TEN_AT_A_TIME = { ROLLCALL_CONCURRENCY: '10' };
const LONG_ROWS = 1_500;
/** A two-hundredth of the longest list here. */
const SLICE_ROWS = 8;
/**
 * Rows that two workers may have in hand: for each its concurrent calls, a second of the account's calls if it gets all
 * of them, and one slice more.
 */
const IN_HAND = 2 * (12 + RATE + SLICE_ROWS);
/** How many calls a batch of high priority gets for each call of a batch of low priority. */
const HIGH_TO_LOW = 16;

interface List {
  readonly batch: string;
  readonly people: readonly Person[];
  readonly priority?: 'high' | 'low';
}

/** Resolves when the batch's first slice lies in the queue. */
async function queued(bench: Bench, { batch, people, priority }: List): Promise<void> {
  await bench.create(batch, { people, options: priority === undefined ? {} : { priority } });
  await bench.queue.add(batch, priority);
  await vi.waitUntil(() => bench.access.redis.exists(bench.sliceJobKey(batch, 0)), {
    timeout: 20_000,
    interval: 2,
  });
}

function ended(bench: Bench, batch: string) {
  return vi.waitUntil(() => bench.endsOf(batch)[0], { timeout: 110_000, interval: 10 });
}

/** How many calls for `other` came since `from` calls, until the `count`th call for `list`. */
function callsBeside(bench: Bench, list: List, count: number, other: List, from: number): number {
  const ids = new Set(list.people.map(({ idNumber }) => idNumber));
  const others = new Set(other.people.map(({ idNumber }) => idNumber));
  const calls = bench.simulator.calls().map(({ idNumber }) => idNumber);
  const until = calls.flatMap((id, index) => (ids.has(id) ? [index] : []))[count - 1];
  if (until === undefined) throw new Error(`fewer than ${count} calls for ${list.batch}`);
  return calls.slice(from, until).filter((id) => others.has(id)).length;
}

describe.concurrent('at a slow rate', () => {
  test('a short list behind a long one waits for a few slices of it', async (context) => {
    const bench = await Bench.start({ environment: SLOW }, context);
    const all = generatePeople(LONG_ROWS + 100);
    const long = { batch: 'long', people: all.slice(0, LONG_ROWS) };
    const short = { batch: 'short', people: all.slice(LONG_ROWS) };
    await bench.verify(2, TEN_AT_A_TIME);
    await queued(bench, long);
    await bench.simulator.whenReceived(150);
    await queued(bench, short);
    const from = bench.simulator.calls().length;
    expect(await ended(bench, 'short')).toMatchObject({ state: 'completed' });
    // At most as many calls as the batch made itself, and those that were in hand before.
    expect(callsBeside(bench, short, 100, long, from)).toBeLessThanOrEqual(100 + IN_HAND);
    await bench.control('long').setDesiredState('cancelled');
    expect(await ended(bench, 'long')).toMatchObject({ state: 'cancelled' });
    expect(bench.disagreements('long', 'short')).toEqual([]);
  });

  test('a batch of high priority goes far ahead of one of low priority, which still gets on', async (context) => {
    const bench = await Bench.start({ environment: SLOW }, context);
    const all = generatePeople(LONG_ROWS + 500);
    const low = { batch: 'low', people: all.slice(0, LONG_ROWS), priority: 'low' } as const;
    const high = { batch: 'high', people: all.slice(LONG_ROWS), priority: 'high' } as const;
    await bench.verify(2, TEN_AT_A_TIME);
    await queued(bench, low);
    await bench.simulator.whenReceived(50);
    await queued(bench, high);
    const from = bench.simulator.calls().length;
    expect(await ended(bench, 'high')).toMatchObject({ state: 'completed' });
    // The last quarter is left out: while a slow worker still has rows of it in hand, the other goes on with the low one.
    const counted = 375;
    const beside = callsBeside(bench, high, counted, low, from);
    expect(beside).toBeGreaterThan(0);
    expect(beside).toBeLessThanOrEqual(counted / HIGH_TO_LOW + IN_HAND);
    await bench.control('low').setDesiredState('cancelled');
    await ended(bench, 'low');
  });
});
