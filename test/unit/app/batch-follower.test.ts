// What a process that waits for batches makes of one that is not in its hands: paused, ended by another, or lost.

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BatchEnd } from '../../../src/batch/run/ports.js';
import type { BatchRecord } from '../../../src/batch/record.js';
import { BatchFollower, type BatchFollowerPorts } from '../../../src/app/batch-follower.js';
import type { DesiredState } from '../../../src/journal/desired-state.js';

const BATCH = 'b1';
const LOOK_MS = 300;
const RECORD = { batch: BATCH } as BatchRecord;

/** A batch in the state that its files and Redis have. */
class Place {
  queued = false;
  state: BatchEnd['state'] | 'running' = 'queued';
  desired: DesiredState | undefined;
  readonly happened: string[] = [];

  readonly ports: BatchFollowerPorts = {
    isQueued: () => Promise.resolve(this.queued),
    controlOf: () => ({
      desiredState: () => Promise.resolve(this.desired),
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

async function begun(place: Place): Promise<BatchFollower> {
  const follower = new BatchFollower([RECORD], place.ports);
  await follower.begin();
  return follower;
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
    const follower = await begun(place);
    follower.forget(BATCH);
    place.queued = false;
    await vi.advanceTimersByTimeAsync(3 * LOOK_MS);
    expect(place.happened).toEqual(['queued']);
  });

  it('and that is paused is waited for, and others told so, until the request is withdrawn', async () => {
    const place = new Place();
    const follower = await begun(place);
    place.queued = false;
    place.state = 'paused';
    place.desired = 'paused';
    follower.waitFor(BATCH);
    await vi.advanceTimersByTimeAsync(2 * LOOK_MS);
    place.desired = undefined;
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
