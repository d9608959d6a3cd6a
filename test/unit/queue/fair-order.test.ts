// FairOrder, followed as workers would: the slice with the earliest turn is taken up first, then the one added first.

import { describe, expect, it } from 'vitest';
import type { Priority } from '../../../src/domain/priority.js';
import { LAST_TURN, FairOrder } from '../../../src/queue/fair-order.js';

interface Waiting {
  readonly batch: string;
  readonly turn: number;
  readonly rows: number;
}

/** A queue as BullMQ keeps it, and the batches that keep a window of it filled. */
class Queue {
  now = 0;
  readonly #waiting: Waiting[] = [];
  readonly #turns = new Map<string, FairOrder>();

  add(batch: string, slices: number, rows: number, priority?: Priority): void {
    const turns = this.#turns.get(batch) ?? new FairOrder(() => priority);
    this.#turns.set(batch, turns);
    const sizes = Array.from({ length: slices }, () => rows);
    for (const turn of turns.of(this.now, sizes)) this.#waiting.push({ batch, turn, rows });
  }

  take(): Waiting {
    let first = 0;
    for (const [index, { turn }] of this.#waiting.entries()) {
      if (turn < (this.#waiting[first]?.turn ?? Infinity)) first = index;
    }
    const [taken] = this.#waiting.splice(first, 1);
    if (taken === undefined) throw new Error('nothing waits');
    this.now = Math.max(this.now, taken.turn);
    return taken;
  }

  /** Rows taken per batch, while each batch adds a slice for every one that is taken. */
  run(slices: number, priorities: Readonly<Record<string, Priority>> = {}): Record<string, number> {
    const rows: Record<string, number> = {};
    for (let index = 0; index < slices; index += 1) {
      const taken = this.take();
      rows[taken.batch] = (rows[taken.batch] ?? 0) + taken.rows;
      this.add(taken.batch, 1, taken.rows, priorities[taken.batch]);
    }
    return rows;
  }
}

describe('turns', () => {
  it('let a short list through behind a long one, which goes on meanwhile', () => {
    const queue = new Queue();
    queue.add('long', 1000, 50);
    queue.run(5000);
    queue.add('short', 200, 1);
    let left = 200;
    let long = 0;
    while (left > 0) {
      const { batch } = queue.take();
      if (batch === 'short') left -= 1;
      else long += 1;
    }
    expect(long).toBeGreaterThan(0);
    expect(long).toBeLessThanOrEqual(6);
  });

  it('give batches of one priority equal shares, whenever they came', () => {
    const queue = new Queue();
    queue.add('first', 1000, 50);
    queue.run(3000);
    queue.add('second', 1000, 50);
    const { first = 0, second = 0 } = queue.run(1000);
    expect(Math.abs(first - second)).toBeLessThanOrEqual(100);
  });

  it('count rows, not slices', () => {
    const queue = new Queue();
    queue.add('large slices', 500, 50);
    queue.add('small slices', 500, 5);
    const rows = queue.run(1100);
    expect(rows['large slices']).toBe(5000);
    expect(rows['small slices']).toBe(5000);
  });

  it('give each priority four times the next one’s share, and nobody nothing', () => {
    const queue = new Queue();
    const priorities = { high: 'high', normal: 'normal', low: 'low' } as const;
    for (const [batch, priority] of Object.entries(priorities)) queue.add(batch, 1000, 50, priority);
    const { high = 0, normal = 0, low = 0 } = queue.run(2100, priorities);
    expect(high / normal).toBeCloseTo(4, 1);
    expect(normal / low).toBeCloseTo(4, 1);
  });

  it('save nothing up for a batch that added nothing for a while', () => {
    const queue = new Queue();
    queue.add('idle', 1, 50);
    queue.add('busy', 1000, 50);
    queue.run(5000);
    queue.add('idle', 1000, 50);
    const { idle = 0, busy = 0 } = queue.run(1000);
    expect(Math.abs(idle - busy)).toBeLessThanOrEqual(100);
  });

  it('go by the order of adding at the end of time, and start anew with it', () => {
    const turns = new FairOrder(() => 'low');
    expect(turns.of(LAST_TURN - 1, [50, 50])).toEqual([LAST_TURN - 1, LAST_TURN]);
    expect(turns.of(LAST_TURN, [50])).toEqual([LAST_TURN]);
    expect(turns.of(0, [50, 50])).toEqual([1, 4]);
  });
});
