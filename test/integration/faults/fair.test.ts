// What several batches of one account get of its calls, counted in calls: a short list doesn't wait for a long one,
// and priorities are shares.

import { describe, expect, test, vi } from 'vitest';
import { Bench, generatePeople, type Person } from './bench.js';

const SLOW = { ROLLCALL_RATE: '300' };
/** Rows that two workers may have in hand: what each calls at a time, a second of the account's calls where it gets them all for a while, and a slice on top. */
const IN_HAND = 2 * (12 + 300 + 50);

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
  return vi.waitUntil(() => bench.endsOf(batch)[0], { timeout: 50_000, interval: 10 });
}

/** Calls for `other` since `from` calls, up to the last one for `list`. */
function callsBeside(bench: Bench, list: List, other: List, from: number): number {
  const ids = new Set(list.people.map(({ idNumber }) => idNumber));
  const others = new Set(other.people.map(({ idNumber }) => idNumber));
  const calls = bench.simulator.calls().map(({ idNumber }) => idNumber);
  const last = calls.findLastIndex((id) => ids.has(id));
  return calls.slice(from, last + 1).filter((id) => others.has(id)).length;
}

describe('at a slow rate', () => {
  test('a list of 200 rows behind a long one waits for a few slices of it', async () => {
    const bench = await Bench.start({ environment: SLOW });
    const all = generatePeople(4_200);
    const long = { batch: 'long', people: all.slice(0, 4_000) };
    const short = { batch: 'short', people: all.slice(4_000) };
    await bench.verify(2, { ROLLCALL_CONCURRENCY: '10' });
    await queued(bench, long);
    await bench.simulator.whenReceived(200);
    await queued(bench, short);
    const from = bench.simulator.calls().length;
    expect(await ended(bench, 'short')).toMatchObject({ state: 'completed' });
    // As many calls as it made itself, and what was in hand before.
    expect(callsBeside(bench, short, long, from)).toBeLessThanOrEqual(200 + IN_HAND);
    await bench.control('long').setDesiredState('cancelled');
    expect(await ended(bench, 'long')).toMatchObject({ state: 'cancelled' });
    expect(bench.disagreements('long', 'short')).toEqual([]);
  });

  test('a batch of high priority goes far ahead of one of low priority, which still gets on', async () => {
    const bench = await Bench.start({ environment: SLOW });
    const all = generatePeople(4_000);
    const low = { batch: 'low', people: all.slice(0, 2_000), priority: 'low' } as const;
    const high = { batch: 'high', people: all.slice(2_000), priority: 'high' } as const;
    await bench.verify(2, { ROLLCALL_CONCURRENCY: '10' });
    await queued(bench, low);
    await bench.simulator.whenReceived(50);
    await queued(bench, high);
    const from = bench.simulator.calls().length;
    expect(await ended(bench, 'high')).toMatchObject({ state: 'completed' });
    const beside = callsBeside(bench, high, low, from);
    expect(beside).toBeGreaterThan(0);
    expect(beside).toBeLessThanOrEqual(2_000 / 16 + IN_HAND);
    await bench.control('low').setDesiredState('cancelled');
    await ended(bench, 'low');
  });
});
