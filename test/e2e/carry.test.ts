// The same people again within a month: nobody is called twice where somebody says so, by `run` and by `submit` for workers.

import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { peopleCsv } from '../../src/simulator/index.js';
import { TestRedis } from '../crash/redis.js';
import { User, type Line } from './user.js';

const PATIENCE_MS = 240_000;
const PEOPLE = [...peopleCsv({ seed: 5, count: 16, mix: 'clean' })].join('').trimEnd().split('\n');
const [HEADER = '', ...ROWS] = PEOPLE;
const EAST = ['--label', 'east'];

let user: User;

beforeAll(async () => {
  user = await User.arrive();
  user.file('first.csv', `${[HEADER, ...ROWS.slice(0, 12)].join('\n')}\n`);
  user.file('second.csv', `${[HEADER, ...ROWS.slice(4)].join('\n')}\n`);
  await user.rollcall(['run', 'first.csv', '--batch', 'first', ...EAST]);
}, PATIENCE_MS);

afterAll(() => user.leave());

const calls = (): number => user.simulator.calls().length;
const carriedIn = (lines: readonly Line[]) => lines.map((line) => line['verify_carried_from']);
const EIGHT = [...Array<string>(8).fill('first'), ...Array<string>(4).fill('')];

it(
  'says before a call who is known, and with --carry calls the others alone',
  async () => {
    const known = await user.rollcall(['check', 'second.csv', ...EAST, '--json'], { ROLLCALL_PRICE: '0.30' });
    expect(JSON.parse(known.stdout)).toMatchObject({ verified_before: { known: 8, saves: '2.40' } });
    const before = calls();
    const ran = await user.rollcall(['run', 'second.csv', '--batch', 'second', '--carry', '30d', ...EAST]);
    expect(ran.status).toBe(0);
    expect(calls() - before).toBe(4);
    expect(carriedIn(user.lines('second', 'outcomes.csv'))).toEqual(EIGHT);
    // Another label's outcomes are nobody else's to use.
    await user.rollcall(['run', 'second.csv', '--batch', 'west', '--carry', '30d', '--label', 'west']);
    expect(carriedIn(user.lines('west', 'outcomes.csv'))).toEqual(Array<string>(12).fill(''));
  },
  PATIENCE_MS,
);

it(
  'does so for workers, too, by the setting for all',
  async () => {
    const redis = await TestRedis.open();
    const worker = user.start(['worker'], { REDIS_URL: redis.url });
    try {
      await vi.waitUntil(
        () => worker.said.stdout.includes('worker started') || worker.said.stderr.includes('worker started'),
        {
          timeout: 60_000,
        },
      );
      const before = calls();
      const environment = { REDIS_URL: redis.url, ROLLCALL_CARRY: '30d' };
      const submitted = await user.rollcall(
        ['submit', 'second.csv', '--batch', 'third', '--wait', ...EAST],
        environment,
      );
      expect(submitted.status).toBe(0);
      expect(calls() - before).toBe(0);
      expect(carriedIn(user.lines('third', 'outcomes.csv'))).toEqual([
        ...Array<string>(8).fill('first'),
        ...Array<string>(4).fill('second'),
      ]);
    } finally {
      worker.signal('SIGKILL');
      await worker.ended;
      await redis.close();
    }
  },
  PATIENCE_MS,
);
