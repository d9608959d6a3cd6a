// The life of rows and slices with the real scripts on a real Redis: whatever the service answers, whenever workers
// die, stop or find the account halted, every row ends once, every call is on record, and the limits hold.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { Redis } from 'ioredis';
import pLimit from 'p-limit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Attempt } from '../../../src/domain/attempt.js';
import type { CallEnd, DecisionRules } from '../../../src/domain/decision.js';
import { standingOf } from '../../../src/domain/history.js';
import { outcomeOfCalls } from '../../../src/domain/outcome.js';
import { liftHalt } from '../../../src/journal/batch-control.js';
import { Journal } from '../../../src/journal/journal.js';
import { accountSets, batchKeys, sliceJobId } from '../../../src/journal/keys.js';
import { OwnedBatch } from '../../../src/journal/owned-batch.js';
import { usePrivateRedis, type PrivateRedis } from '../../../src/redis/private-redis.js';
import { Semaphore } from '../../../src/verify/semaphore.js';
import type { CallContext } from '../../../src/verify/call-context.js';
import type { CallJournal } from '../../../src/verify/row.js';
import { youtuCodes } from '../../../src/provider/youtu/codes.js';
import { Signer } from '../../../src/provider/youtu/signer.js';
import { verifySlice, type SliceEnd } from '../../../src/verify/slice.js';

const RETRY_CODES = new Set(['15', '107', '108']);
const ACCOUNT = { appid: '125', bucket: 'b', secretId: 'AKID', secretKey: 'secret' };
const CONCURRENCY = 4;
const LINES = 5;
const SECOND_CAP = 10;

let directory: string;
let server: PrivateRedis;
let redis: Redis;
let serial = 0;

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

/** What the service does with a call; `killed`: it counts it, and the worker dies before the answer. */
type Fate = CallEnd | { readonly kind: 'killed' };

const answer = (code: number): Fate => ({
  kind: 'answered',
  code: String(code),
  message: '',
  sessionId: 's',
  httpStatus: 200,
});
const fates = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(answer(0), answer(-5803), answer(-5807)) },
  { weight: 3, arbitrary: fc.constantFrom(answer(107), answer(108), answer(15), answer(9)) },
  {
    weight: 3,
    arbitrary: fc.constantFrom<Fate>(
      { kind: 'lost', reason: 'cut' },
      { kind: 'refused', reason: 'closed' },
      { kind: 'withheld' },
      { kind: 'unreadable', httpStatus: 502, reason: 'gateway' },
      { kind: 'unreadable', httpStatus: 429, reason: 'throttled' },
      { kind: 'unreadable', httpStatus: 403, reason: 'firewall' },
      { kind: 'unreadable', httpStatus: 301, reason: 'moved', target: 'https://elsewhere' },
      { kind: 'unreadable', httpStatus: 408, reason: 'idle' },
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom<Fate>(answer(25), { kind: 'killed' }) },
);
const plans = fc.record({
  rows: fc.integer({ min: 1, max: 14 }),
  sliceRows: fc.integer({ min: 1, max: 5 }),
  workers: fc.integer({ min: 1, max: 3 }),
  maxAttempts: fc.integer({ min: 1, max: 4 }),
  inDoubt: fc.constantFrom('retry' as const, 'hold' as const),
  cap: fc.option(fc.integer({ min: 1, max: 20 }), { nil: undefined }),
  fates: fc.array(fc.tuple(fates, fc.integer({ min: 0, max: 3 })), { maxLength: 40 }),
});
type Plan = typeof plans extends fc.Arbitrary<infer Made> ? Made : never;

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const never = new Promise<never>(() => undefined);

/** The batch, the service and its log. */
class Trial {
  readonly scope = `life${(serial += 1)}`;
  readonly name = 'data.batch';
  readonly log: number[] = [];
  readonly inFlight = new Map<Process, number>();
  readonly waiting: number[] = [];
  readonly finished = new Set<number>();
  readonly rules: DecisionRules;
  readonly slices: readonly (readonly number[])[];
  readonly #oneAtATime = pLimit(1);
  cap: number | undefined;
  owned: OwnedBatch | undefined;

  constructor(readonly plan: Plan) {
    const { rows, sliceRows, maxAttempts, inDoubt, cap } = plan;
    this.rules = { codes: youtuCodes, retryCodes: RETRY_CODES, maxAttempts, inDoubt };
    this.cap = cap;
    this.slices = Array.from({ length: Math.ceil(rows / sliceRows) }, (_, slice) =>
      Array.from(
        { length: Math.min(sliceRows, rows - slice * sliceRows) },
        (_row, at) => slice * sliceRows + at + 1,
      ),
    );
    this.waiting.push(...this.slices.keys());
  }

  async open(): Promise<void> {
    const { maxAttempts, inDoubt } = this.plan;
    this.owned ??= await OwnedBatch.own(redis, redis, this.scope, this.name, 0);
    await redis.hset(`{rollcall-${this.scope}}:account`, RATE);
    await this.owned.open({
      settings: { maxAttempts, inDoubt, retryCodes: [...RETRY_CODES] },
      maxCalls: this.cap,
      callsOnDisk: 0,
      slicesOnDisk: [],
    });
  }

  /** A call as the service sees it; refused and withheld calls never arrive. */
  async serve(process: Process, row: number): Promise<CallEnd> {
    const [fate, latencyMs] = this.plan.fates.shift() ?? [answer(0), 0];
    if (fate.kind === 'refused' || fate.kind === 'withheld') return fate;
    this.log.push(row);
    const open = (this.inFlight.get(process) ?? 0) + 1;
    this.inFlight.set(process, open);
    assert(open <= CONCURRENCY);
    assert(this.cap === undefined || this.log.length <= this.cap);
    await sleep(latencyMs);
    this.inFlight.set(process, (this.inFlight.get(process) ?? 1) - 1);
    if (fate.kind !== 'killed') return fate;
    process.die();
    return never;
  }

  /** What an owner and a person do meanwhile: halts are lifted, and a cap that is reached is raised. */
  tend(): Promise<void> {
    return this.#oneAtATime(() => this.#look());
  }

  async #look(): Promise<void> {
    const { halted, capped, open } = (await this.owned?.signals()) ?? {};
    if (halted !== undefined) await liftHalt(redis, this.scope);
    if (capped !== true || this.cap === undefined) return;
    assert.equal(open, 0);
    assert.equal(Number(await redis.hget(batchKeys(this.scope, this.name).batch, 'used')), this.cap);
    assert.equal(countable(await this.attempts()), this.cap);
    this.cap += SECOND_CAP;
    await this.open();
  }

  async attempts(): Promise<Attempt[]> {
    return (await this.owned?.journals([...this.slices.keys()]))?.flat() ?? [];
  }
}

const RATE = {
  rate: 100_000,
  'rate:tokens': 5000,
  'rate:slow': 1,
  ...Object.fromEntries(
    ['at', 'top', 'cut', 'step', 'until', 'doubled', 'window', 'count', 'before', 'event'].map((field) => [
      `rate:${field}`,
      0,
    ]),
  ),
};

/** A verify process that may die; from then on it reaches neither Redis nor its caller. */
class Process {
  #alive = true;
  #tellDeath: () => void = () => undefined;
  readonly #death = new Promise<'died'>((resolve) => {
    this.#tellDeath = () => {
      resolve('died');
    };
  });
  readonly #journal: Journal;
  readonly #context: CallContext;
  readonly #signer = new Signer(ACCOUNT, Date.now);

  constructor(readonly trial: Trial) {
    this.#journal = new Journal(redis, {
      scope: trial.scope,
      rateCap: () => undefined,
      outageLimitMs: 3_600_000,
      probeWaitMs: 1,
      probeWaitMaxMs: 4,
      probeLimitMs: 50,
      onTrouble: () => undefined,
      onCircuit: () => undefined,
    });
    this.#context = {
      call: async ({ idNumber }) => {
        const authorization = this.#signer.authorization();
        return { end: await trial.serve(this, Number(idNumber)), authorization };
      },
      signer: this.#signer,
      journalSlots: new Semaphore(LINES),
      withRequest: pLimit(CONCURRENCY),
      backoff: { baseMs: 1, maxMs: 3 },
      longWaitMs: 2,
      throttleLimitMs: 3_600_000,
      nowMs: Date.now,
      random: Math.random,
      wait: (ms) => sleep(Math.min(ms, 5)),
      stopping: new AbortController().signal,
    };
  }

  die(): void {
    this.#alive = false;
    this.#tellDeath();
  }

  /** Works until no slice is left. */
  async work(): Promise<'done' | 'died'> {
    while (this.#alive && this.trial.finished.size < this.trial.slices.length) {
      await this.trial.tend();
      const slice = this.trial.waiting.shift();
      if (slice === undefined) {
        await sleep(1);
        continue;
      }
      const end = await Promise.race([this.#verify(slice), this.#death]);
      if (end === 'done') this.trial.finished.add(slice);
      else this.trial.waiting.push(slice);
      if (end === 'died') return 'died';
    }
    return 'done';
  }

  async #verify(slice: number): Promise<'done' | 'later'> {
    // No live process has the slice: its holder ended, or has been dead for long.
    await redis.zrem(accountSets(this.trial.scope).held, sliceJobId(this.trial.name, slice));
    const taken = await this.#journal.take(this.trial.name, slice);
    if (taken.kind === 'done') return 'done';
    if (taken.kind !== 'taken') return 'later';
    const { held, attempts, excusedUpTo } = taken;
    const rows = (this.trial.slices[slice] ?? []).map((row) => ({
      row,
      person: { idNumber: String(row), name: '' },
    }));
    const journal: CallJournal = {
      permit: (row, attempt, startedAt) =>
        this.#living(() => this.#journal.permit(held, row, attempt, startedAt)),
      record: (attempt, effect) => this.#living(() => this.#journal.record(held, attempt, effect)),
      suspects: (odd) => this.#living(() => this.#journal.suspects(held, odd)),
      question: async (attempt) => {
        await this.#living(() => this.#journal.question(held, attempt));
      },
      halt: this.#journal.haltOf(held),
    };
    const end: SliceEnd = await verifySlice(
      { rows, attempts, excusedUpTo },
      this.trial.rules,
      journal,
      this.#context,
    );
    if (end.kind === 'finished' && (await this.#living(() => this.#journal.announce(held)))) return 'done';
    return 'later';
  }

  async #living<Reply>(ask: () => Promise<Reply>): Promise<Reply> {
    const value = await (this.#alive ? ask() : never);
    return this.#alive ? value : never;
  }
}

function countable(attempts: readonly Attempt[]): number {
  return attempts.filter(({ result }) => result !== 'refused').length;
}

async function live(plan: Plan): Promise<Trial> {
  const trial = new Trial({ ...plan, fates: [...plan.fates] });
  await trial.open();
  const run = async (): Promise<void> => {
    // A process that dies is replaced.
    while ((await new Process(trial).work()) === 'died');
  };
  await Promise.all(Array.from({ length: plan.workers }, run));
  return trial;
}

test('every row ends once, every call is on record, and the limits hold', async () => {
  const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
  process.stdout.write(`life of rows: SEED=${seed}\n`);
  await fc.assert(
    fc.asyncProperty(plans, async (plan) => {
      const trial = await live(plan);
      const attempts = await trial.attempts();
      for (const row of trial.slices.flat()) {
        const own = attempts.filter((attempt) => attempt.row === row);
        const standing = standingOf(own, trial.rules);
        expect(standing.finished).toBe(true);
        expect(standing.attemptsUsed).toBeLessThanOrEqual(plan.maxAttempts);
        expect(own.map(({ attempt }) => attempt)).toEqual(own.map((_, index) => index + 1));
        // Nothing follows a final end.
        for (let upTo = 1; upTo < own.length; upTo += 1) {
          expect(standingOf(own.slice(0, upTo), trial.rules).finished).toBe(false);
        }
        const { status } = outcomeOfCalls(own, true, trial.rules, '');
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
