// A process takes slices while it has too few rows ready, and none while it has enough.

import { describe, expect, it } from 'vitest';
import { Prefetch } from '../../../src/queue/prefetch.js';

const MOST = 64;
const LEAST = 25;

function setup() {
  const worker = {
    concurrency: MOST,
    woken: 0,
    pause: () => Promise.resolve(),
    resume: () => {
      worker.woken += 1;
      return Promise.resolve();
    },
  };
  const clock = { nowMs: 0 };
  const prefetch = new Prefetch(worker, LEAST, () => clock.nowMs);
  return { worker, clock, prefetch };
}

describe('a process', () => {
  it('takes one slice, and no more while its rows are on their way or ready', () => {
    const { worker, prefetch } = setup();
    expect(worker.concurrency).toBeLessThanOrEqual(8);
    const reservation = prefetch.taken(50);
    expect(worker.concurrency).toBe(1);
    for (let rows = 1; rows <= 50; rows += 1) prefetch.ready(rows);
    reservation.arrived();
    for (let rows = 49; rows >= LEAST; rows -= 1) prefetch.ready(rows);
    expect(worker).toMatchObject({ concurrency: 1, woken: 0 });
  });

  it('takes the next one as soon as fewer rows are ready than it calls at a time, and is woken up for it', async () => {
    const { worker, prefetch } = setup();
    const reservation = prefetch.taken(50);
    prefetch.ready(50);
    reservation.arrived();
    await Promise.resolve();
    const { woken } = worker;
    prefetch.ready(LEAST - 1);
    expect(worker.concurrency).toBe(2);
    await Promise.resolve();
    await Promise.resolve();
    expect(worker.woken).toBe(woken + 1);
    prefetch.taken(50);
    expect(worker.concurrency).toBe(2);
  });

  it('takes another one when all rows in hand wait for something', () => {
    const { worker, prefetch } = setup();
    for (let slices = 1; slices <= 10; slices += 1) {
      prefetch.taken(50).arrived();
      prefetch.ready(50);
      prefetch.ready(0);
      expect(worker.concurrency).toBe(slices + 1);
    }
  });

  it('never takes more slices than it may', () => {
    const { worker, prefetch } = setup();
    for (let slices = 0; slices < MOST; slices += 1) prefetch.taken(1).arrived();
    expect(worker.concurrency).toBe(MOST);
  });

  it('keeps half a second’s calls ready where that is more', () => {
    const { worker, clock, prefetch } = setup();
    prefetch.taken(50).arrived();
    prefetch.ready(1000);
    clock.nowMs = 500;
    prefetch.ready(0);
    expect(worker.concurrency).toBe(1 + 2000 / 50);
    prefetch.ready(999);
    expect(worker.concurrency).toBeGreaterThan(1);
    prefetch.ready(1000);
    expect(worker.concurrency).toBe(1);
  });

  it('gives its place up with a slice that leaves', () => {
    const { worker, prefetch } = setup();
    const reservations = [prefetch.taken(50), prefetch.taken(50), prefetch.taken(50)];
    expect(worker.concurrency).toBe(3);
    for (const { arrived } of reservations) arrived();
    prefetch.ready(100);
    for (const { left } of reservations.slice(1)) left();
    expect(worker.concurrency).toBe(1);
  });
});
