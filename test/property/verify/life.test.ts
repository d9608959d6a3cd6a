// The life of rows and slices, for every provider's table: whatever the service answers, whenever workers die, stop or
// find the account halted, and on however many days, every row ends once, every call is on record, and the limits hold.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Attempt } from '../../../src/domain/attempt.js';
import { standingOf } from '../../../src/domain/history.js';
import { outcomeOfCalls } from '../../../src/domain/outcome.js';
import { batchKeys } from '../../../src/journal/keys.js';
import { usePrivateRedis, type PrivateRedis } from '../../../src/redis/private-redis.js';
import { countable, Process, Trial } from './life.js';
import { plans, type Plan } from './plans.js';

let directory: string;
let server: PrivateRedis;
let redis: Redis;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'rollcall-life-'));
  server = await usePrivateRedis(directory);
  redis = new Redis({ path: server.socketPath });
});
afterAll(async () => {
  redis.disconnect();
  await server.release();
  rmSync(directory, { recursive: true, force: true });
});

async function live(plan: Plan): Promise<Trial> {
  const trial = new Trial(redis, plan);
  await trial.open();
  const run = async (): Promise<void> => {
    // A process that dies is replaced.
    while ((await new Process(trial).work()) === 'died');
  };
  do await Promise.all(Array.from({ length: plan.workers }, run));
  while (await trial.nextDay());
  return trial;
}

/** The row's attempts of each day: a limit of the day ends one, and the next day begins anew. */
function byDay(own: readonly Attempt[], { slices }: Trial, row: number): Attempt[][] {
  const begins = slices.flatMap((rows) =>
    rows.flatMap((each) => (each.row === row ? (each.before ?? 0) : [])),
  );
  return begins.map((before, day) =>
    own.filter(({ attempt }) => attempt > before && attempt <= (begins[day + 1] ?? Infinity)),
  );
}

test('every row ends once, every call is on record, and the limits hold', async () => {
  const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
  process.stdout.write(`life of rows: SEED=${seed}\n`);
  await fc.assert(
    fc.asyncProperty(plans, async (plan) => {
      const trial = await live(plan);
      const { rules } = trial;
      const attempts = await trial.attempts();
      const rows = new Set(trial.slices.flat().map(({ row }) => row));
      expect(rows.size).toBe(plan.rows);
      for (const row of rows) {
        const own = attempts.filter((attempt) => attempt.row === row);
        const standing = (some: readonly Attempt[]) => standingOf(some, rules, trial.excusedUpTo.get(row));
        expect(own.map(({ attempt }) => attempt)).toEqual(own.map((_, index) => index + 1));
        for (const ofDay of byDay(own, trial, row)) {
          expect(standing(ofDay).attemptsUsed).toBeLessThanOrEqual(plan.maxAttempts);
          // Nothing follows a final end on that day.
          for (let upTo = 1; upTo < ofDay.length; upTo += 1)
            expect(standing(ofDay.slice(0, upTo)).finished).toBe(false);
        }
        expect(standing(byDay(own, trial, row).at(-1) ?? []).finished).toBe(true);
        expect(rules.codes.overToday.has(own.at(-1)?.code ?? '')).toBe(false);
        const { status } = outcomeOfCalls(own, true, rules, '');
        expect(['match', 'mismatch', 'lookup_failed', 'error', 'in_doubt']).toContain(status);
        const calls = trial.log.filter((called) => called === row).length;
        const answered = own.filter(({ result }) => result === 'answered').length;
        expect(calls).toBeGreaterThanOrEqual(answered);
        expect(calls).toBeLessThanOrEqual(countable(own));
      }
      const used = Number(await redis.hget(batchKeys(trial.scope, trial.name).batch, 'used'));
      expect(used).toBe(countable(attempts));
    }),
    { seed, numRuns: 150, endOnFailure: false, interruptAfterTimeLimit: 40_000 },
  );
}, 120_000);
