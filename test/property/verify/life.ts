// A batch over as many days as it needs, with the real scripts on a real Redis: the service and its log, verify
// processes that may die, and what an owner and a person do meanwhile.

import assert from 'node:assert/strict';
import type { Redis } from 'ioredis';
import pLimit from 'p-limit';
import { asideOfSlice } from '../../../src/batch/run/aside-of-slice.js';
import type { Attempt } from '../../../src/domain/attempt.js';
import type { CallEnd, DecisionRules } from '../../../src/domain/decision.js';
import { liftHalt } from '../../../src/journal/batch-control.js';
import { DayMarks } from '../../../src/journal/day-mark.js';
import { Journal } from '../../../src/journal/journal.js';
import { accountSets, batchKeys, sliceJobId } from '../../../src/journal/keys.js';
import { OwnedBatch } from '../../../src/journal/owned-batch.js';
import { providerOf } from '../../../src/provider/index.js';
import type { SliceRow } from '../../../src/queue/slice-payload.js';
import type { CallContext } from '../../../src/verify/call-context.js';
import type { CallJournal } from '../../../src/verify/row.js';
import { Semaphore } from '../../../src/verify/semaphore.js';
import { verifySlice, type SliceEnd } from '../../../src/verify/slice.js';
import { marksOf, withMark } from '../../../workers/day-limit.js';
import { answer, type Plan } from './plans.js';

const ACCOUNT = { appid: '125', bucket: 'b', secretId: 'AKID', secretKey: 'secret' };
const CONCURRENCY = 4;
const LINES = 5;
const SECOND_CAP = 10;
const KEY = Buffer.alloc(32, 7);

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const never = new Promise<never>(() => undefined);

let serial = 0;

/** The batch, the service and its log. */
export class Trial {
  readonly redis: Redis;
  readonly scope = `life${(serial += 1)}`;
  readonly name = 'data-0f.batch';
  readonly plan: Plan;
  /** The rows that were asked about, in the order of the calls. */
  readonly log: number[] = [];
  readonly inFlight = new Map<Process, number>();
  readonly waiting: number[] = [];
  readonly finished = new Set<number>();
  /** Of each row the last attempt whose answer is void, as the account was at fault until its halt was lifted. */
  readonly excusedUpTo = new Map<number, number>();
  readonly rules: DecisionRules;
  readonly slices: SliceRow[][];
  readonly marks: DayMarks | undefined;
  readonly #oneAtATime = pLimit(1);
  /** Names and numbers for which the service said today that they are over. */
  #saidOver = new Map<string, Set<number>>();
  cap: number | undefined;
  owned: OwnedBatch | undefined;
  days = 1;

  constructor(redis: Redis, plan: Plan) {
    this.redis = redis;
    this.plan = { ...plan, fates: [...plan.fates] };
    const { rows, sliceRows, maxAttempts, inDoubt, cap, provider } = plan;
    const { codes } = providerOf(provider);
    this.rules = { codes, retryCodes: new Set(codes.retried), maxAttempts, inDoubt };
    this.marks = DayMarks.where(codes, KEY);
    this.cap = cap;
    const all = Array.from({ length: rows }, (_, index) => this.#rowOf(index + 1, 0));
    this.slices = Array.from({ length: Math.ceil(rows / sliceRows) }, (_, slice) =>
      all.slice(slice * sliceRows, (slice + 1) * sliceRows),
    );
    this.waiting.push(...this.slices.keys());
  }

  #rowOf(row: number, before: number): SliceRow {
    return { row, person: { idNumber: String(row), name: `n${row % this.plan.names}` }, before };
  }

  async open(): Promise<void> {
    const { redis, rules } = this;
    const { maxAttempts, inDoubt, retryCodes } = rules;
    this.owned ??= await OwnedBatch.own(redis, redis, this.scope, this.name, 0, -1, KEY);
    await redis.hset(`{rollcall-${this.scope}}:account`, RATE);
    await this.owned.open({
      settings: { maxAttempts, inDoubt, retryCodes: [...retryCodes] },
      maxCalls: this.cap,
      callsOnDisk: 0,
      slicesOnDisk: [],
    });
  }

  /** A call as the service sees it; refused and withheld calls never arrive. */
  async serve(process: Process, { row, person }: SliceRow): Promise<CallEnd> {
    const [fate, latencyMs] = this.plan.fates.shift() ?? [answer('0'), 0];
    if (fate.kind === 'refused' || fate.kind === 'withheld') return fate;
    this.log.push(row);
    const open = (this.inFlight.get(process) ?? 0) + 1;
    this.inFlight.set(process, open);
    assert(open <= CONCURRENCY);
    assert(this.cap === undefined || this.log.length <= this.cap);
    await sleep(latencyMs);
    this.inFlight.set(process, (this.inFlight.get(process) ?? 1) - 1);
    if (fate.kind === 'answered' && this.rules.codes.overToday.has(fate.code)) {
      const numbers = this.#saidOver.get(person.name) ?? new Set();
      this.#saidOver.set(person.name, numbers.add(row));
    }
    if (fate.kind !== 'killed') return fate;
    process.die();
    return never;
  }

  /** Rows are set aside only where the service said so: of this person, or of two numbers with this name. */
  assertOver(rows: readonly number[], slice: number): void {
    for (const { row, person } of this.slices[slice] ?? []) {
      if (!rows.includes(row)) continue;
      const said = this.#saidOver.get(person.name) ?? new Set();
      assert(said.has(row) || said.size > 1, `row ${row} was set aside without a reason`);
    }
  }

  /** What an owner and a person do meanwhile: halts are lifted, and a cap that is reached is raised. */
  tend(): Promise<void> {
    return this.#oneAtATime(() => this.#look());
  }

  async #look(): Promise<void> {
    const { halted, capped, open } = (await this.owned?.signals()) ?? {};
    if (halted !== undefined) await liftHalt(this.redis, this.scope);
    if (capped !== true || this.cap === undefined) return;
    assert.equal(open, 0);
    assert.equal(Number(await this.redis.hget(batchKeys(this.scope, this.name).batch, 'used')), this.cap);
    assert.equal(countable(await this.attempts()), this.cap);
    this.cap += SECOND_CAP;
    await this.open();
  }

  async attempts(): Promise<Attempt[]> {
    const calls = (await this.owned?.journals([...this.slices.keys()]))?.flat() ?? [];
    return calls.sort((a, b) => a.row - b.row || a.attempt - b.attempt);
  }

  /** The next day. @returns whether rows that were set aside on this one come again, in slices of their own */
  async nextDay(): Promise<boolean> {
    const before = this.slices.length;
    const last = [...this.slices.keys()].filter((slice) => !this.#cameAgain.has(slice));
    const { kept = [] } = (await this.owned?.finished(last)) ?? {};
    assert.equal(kept.length, last.length);
    for (const slice of kept) {
      this.#cameAgain.add(slice.slice);
      const again = Object.fromEntries(
        (this.slices[slice.slice] ?? []).map(({ row, before: attempts = 0 }) => [row, attempts]),
      );
      const aside = asideOfSlice(slice, { start: FIRST, again }, this.rules, Date.now());
      if (aside === undefined) continue;
      this.slices.push(aside.rows.map(([row, attempts]) => this.#rowOf(row, attempts)));
    }
    for (let slice = before; slice < this.slices.length; slice += 1) this.waiting.push(slice);
    await this.redis.del(accountSets(this.scope).over);
    this.#saidOver = new Map();
    this.days += 1;
    return this.slices.length > before;
  }

  readonly #cameAgain = new Set<number>();
}

const FIRST = { row: 1, line: 1, byteStart: 0 };

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
export class Process {
  readonly trial: Trial;
  #alive = true;
  #tellDeath: () => void = () => undefined;
  readonly #death = new Promise<'died'>((resolve) => {
    this.#tellDeath = () => {
      resolve('died');
    };
  });
  readonly #journal: Journal;
  readonly #context: CallContext;

  constructor(trial: Trial) {
    this.trial = trial;
    this.#journal = new Journal(trial.redis, {
      scope: trial.scope,
      key: KEY,
      rateCap: () => undefined,
      outageLimitMs: 3_600_000,
      probeWaitMs: 1,
      probeWaitMaxMs: 4,
      probeLimitMs: 50,
      onTrouble: () => undefined,
      onCircuit: () => undefined,
    });
    const protocol = providerOf(trial.plan.provider).callsFor(ACCOUNT, Date.now, 'https://127.0.0.1');
    this.#context = {
      call: async (person) => {
        const { authorization } = protocol.requestAbout(person);
        const row = { row: Number(person.idNumber), person };
        return { end: await trial.serve(this, row), authorization };
      },
      signer: protocol,
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
    const { redis, scope, name, slices, rules } = this.trial;
    // No live process has the slice: its holder ended, or has been dead for long.
    await redis.zrem(accountSets(scope).held, sliceJobId(name, slice));
    const taken = await this.#journal.take(name, slice);
    if (taken.kind === 'done') return 'done';
    if (taken.kind !== 'taken') return 'later';
    const { held, attempts, excusedUpTo } = taken;
    for (const [row, attempt] of excusedUpTo) this.trial.excusedUpTo.set(row, attempt);
    const rows = slices[slice] ?? [];
    const end = await verifySlice(
      { rows, attempts, excusedUpTo },
      rules,
      this.#journalOf(held, rows),
      this.#context,
    );
    return (await this.#finish(held, end)) ? 'done' : 'later';
  }

  #journalOf(held: Parameters<Journal['announce']>[0], rows: readonly SliceRow[]): CallJournal {
    const markOf = marksOf(rows, this.trial.marks);
    return {
      permit: (row, attempt, startedAt) =>
        this.#living(() => this.#journal.permit(held, row, attempt, startedAt, markOf(row))),
      record: (attempt, effect) =>
        this.#living(() => this.#journal.record(held, attempt, withMark(effect, markOf(attempt.row)))),
      suspects: (odd) => this.#living(() => this.#journal.suspects(held, odd)),
      question: async (attempt) => {
        await this.#living(() => this.#journal.question(held, attempt));
      },
      halt: this.#journal.haltOf(held),
    };
  }

  async #finish(held: Parameters<Journal['announce']>[0], end: SliceEnd): Promise<boolean> {
    if (end.kind !== 'finished') return false;
    const over = end.over ?? [];
    this.trial.assertOver(over, held.slice);
    if (over.length > 0 && !(await this.#living(() => this.#journal.setAside(held, over, Date.now()))))
      return false;
    return this.#living(() => this.#journal.announce(held));
  }

  async #living<Reply>(ask: () => Promise<Reply>): Promise<Reply> {
    const value = await (this.#alive ? ask() : never);
    return this.#alive ? value : never;
  }
}

export function countable(attempts: readonly Attempt[]): number {
  return attempts.filter(({ result }) => result !== 'refused').length;
}
