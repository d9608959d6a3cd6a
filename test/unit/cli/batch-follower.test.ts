// What a process that waits for batches makes of one that is not in its hands: paused, ended by another, or lost.

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BatchEnd } from '../../../src/batch/run/ports.js';
import type { BatchRecord } from '../../../src/batch/record.js';
import { Whereabouts, type WhereaboutsPorts } from '../../../src/cli/batch-follower.js';
import type { Wish } from '../../../src/journal/desired-state.js';

const BATCH = 'b1';
const LOOK_MS = 300;
const RECORD = { batch: BATCH } as BatchRecord;

/** A batch, as its files and Redis have it. */
class Place {
  queued = false;
  state: BatchEnd['state'] | 'running' = 'queued';
  wish: Wish | undefined;
  readonly happened: string[] = [];

  readonly ports: WhereaboutsPorts = {
    isQueued: () => Promise.resolve(this.queued),
    controlOf: () => ({
      wished: () => Promise.resolve(this.wish),
      sayWaiting: () => this.#note('waits'),
    }),
    stateOf: () => Promise.resolve(this.state),
    goOn: () => {
      this.queued = true;
      return this.#note('queued');
    },
    onEnd: (batch, { state }) => void this.#note(`${batch} ${state}`),
    onTrouble: (error) => void this.#note(String(error)),
  };

  #note(what: string): Promise<void> {
    this.happened.push(what);
    return Promise.resolve();
  }
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

async function begun(place: Place): Promise<Whereabouts> {
  const whereabouts = new Whereabouts([RECORD], place.ports);
  await whereabouts.begin();
  return whereabouts;
}

describe('a batch that a process waits for', () => {
  it('and has in hand is left alone', async () => {
    const place = new Place();
    await begun(place);
    await vi.advanceTimersByTimeAsync(3 * LOOK_MS);
    expect(place.happened).toEqual(['queued']);
  });

  it.each(['cancelled', 'completed'] as const)(
    'that another process has %s is told as such, once',
    async (state) => {
      const place = new Place();
      await begun(place);
      place.state = state;
      place.queued = false;
      await vi.advanceTimersByTimeAsync(3 * LOOK_MS);
      expect(place.happened).toEqual(['queued', `${BATCH} ${state}`]);
    },
  );

  it('and that is out of the queue without an end is queued again', async () => {
    const place = new Place();
    await begun(place);
    place.queued = false;
    await vi.advanceTimersByTimeAsync(3 * LOOK_MS);
    expect(place.happened).toEqual(['queued', 'queued']);
  });

  it('and that has ended here is not looked for', async () => {
    const place = new Place();
    const whereabouts = await begun(place);
    whereabouts.forget(BATCH);
    place.queued = false;
    await vi.advanceTimersByTimeAsync(3 * LOOK_MS);
    expect(place.happened).toEqual(['queued']);
  });

  it('and that is paused is waited for, and others told so, until the wish is taken back', async () => {
    const place = new Place();
    const whereabouts = await begun(place);
    place.queued = false;
    place.state = 'paused';
    place.wish = 'paused';
    whereabouts.waitFor(BATCH);
    await vi.advanceTimersByTimeAsync(2 * LOOK_MS);
    place.wish = undefined;
    await vi.advanceTimersByTimeAsync(2 * LOOK_MS);
    expect(place.happened).toEqual(['queued', 'waits', 'waits', 'queued']);
  });

  it('is looked for again after trouble', async () => {
    const place = new Place();
    await begun(place);
    vi.spyOn(place.ports, 'isQueued').mockRejectedValueOnce(new Error('Redis is full'));
    place.queued = false;
    place.state = 'completed';
    await vi.advanceTimersByTimeAsync(2 * LOOK_MS);
    expect(place.happened).toEqual(['queued', 'Error: Redis is full', `${BATCH} completed`]);
  });
});
