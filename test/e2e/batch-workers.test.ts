// Several batch workers on one data directory share its batches: each has one owner, and all come to their end.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { peopleCsv } from '../../src/simulator/index.js';
import { TestRedis } from '../crash/redis.js';
import { User } from './user.js';

const BATCHES = ['first', 'second', 'third', 'fourth'];

/** Seven processes start at once. */
const PATIENCE = { timeout: 120_000 };

let redis: TestRedis;
let user: User;
beforeAll(async () => {
  redis = await TestRedis.open();
  user = await User.arrive();
});
afterAll(async () => {
  await user.leave();
  await redis.close();
});

test(
  'two batch workers run four batches: each is taken once, and has all its outcomes',
  PATIENCE,
  async () => {
    // One of the test's own, as the verify worker may start before a batch worker has made one.
    const shared = { REDIS_URL: redis.url, ROLLCALL_KEY: 'ab'.repeat(32) };
    const list = user.file('list.csv', [...peopleCsv({ seed: 9, count: 8, mix: 'clean' })].join(''));
    const owners = [1, 2].map(() => user.start(['worker', '--role', 'batch'], shared));
    const workers = [...owners, user.start(['worker', '--role', 'verify'], shared)];
    const submitted = BATCHES.map((batch) =>
      user.rollcall(['submit', list, '--batch', batch, '--no-ping', '--wait'], shared),
    );
    for (const { status } of await Promise.all(submitted)) expect(status).toBe(0);
    for (const worker of workers) worker.signal('SIGTERM');
    await Promise.all(workers.map(({ ended }) => ended));
    const taken = owners.flatMap(({ said }) =>
      [...said.stderr.matchAll(/"batch":"(\w+)","msg":"batch taken"/g)].map(([, batch = '']) => batch),
    );
    expect(taken.sort()).toEqual([...BATCHES].sort());
    for (const batch of BATCHES) {
      const work = readdirSync(join(user.data, 'batches', batch, 'work'));
      expect(work.filter((name) => name.startsWith('state-'))).toEqual(['state-1.json']);
      expect(user.lines(batch, 'outcomes.csv')).toHaveLength(8);
    }
    expect(user.simulator.totals().received).toBe(8 * BATCHES.length);
  },
);
