// A batch in Redis as its one owner sees it. Everything that changes or deletes is void, and says so, once somebody
// else owns the batch.

import type { Redis } from './redis.js';
import { z } from 'zod';
import type { Attempt } from '../domain/attempt.js';
import { refuseNewer } from '../domain/newer.js';
import { waitingOf, type Waiting } from '../domain/waiting.js';
import { decodeJournal } from './journal-line.js';
import { accountKey, batchKeys, sliceJobKey, sliceKey, type BatchKeys } from './keys.js';
import { CEILING, FORGET, LEAVE, OPEN, OWN, REMOVE, SEAL, TUNE } from './owner-scripts.js';
import { run, type Script } from './script.js';
import { BATCH_FORM, type BatchSettings } from './settings.js';
import { parseWish, type Wish } from './wish.js';

/** Somebody else has taken the batch over: whoever meets this stops at once and touches nothing. */
export class OwnershipLost extends Error {
  override readonly name = 'OwnershipLost';
}

/** What people and workers have said about the batch and its account. */
export interface BatchSignals {
  /** What a person wants of it. */
  readonly wish: Wish | undefined;
  /** The cap on calls is reached and a row wanted another one. */
  readonly capped: boolean;
  /** Why the account's calls are stopped, as JSON. */
  readonly halted: string | undefined;
  /** What holds up the account's calls for more than a moment, by this machine's clock. */
  readonly waiting: Waiting | undefined;
  /** Calls that have left and whose end is not recorded yet. */
  readonly open: number;
  /** How many times a person has changed its options. */
  readonly retuned: number;
}

/** What workers are told of a batch's options. */
export interface TunedOptions {
  readonly settings: BatchSettings;
  readonly maxCalls: number | undefined;
}

export interface OpenOptions extends TunedOptions {
  /** Calls that the disk knows of. */
  readonly callsOnDisk: number;
  readonly slicesOnDisk: Iterable<number>;
}

const ownerReply = z.number().int();
const SLICES_PER_COMMAND = 1000;
export const CEILING_HOLDS_MS = 10_000;

/** In capitals ioredis hands the reply on as it comes, instead of an object with a property a call. */
const HGETALL = 'HGETALL';
const hashReply = z.array(z.string());

const streamReply = z
  .array(z.tuple([z.string(), z.array(z.tuple([z.string(), z.array(z.string())]))]))
  .nullable();

/** The calls of these slices, each slice's by row, then by attempt. Anybody may look. */
export async function readJournals(
  redis: Redis,
  scope: string,
  name: string,
  slices: readonly number[],
): Promise<Attempt[][]> {
  if (slices.length === 0) return [];
  const pipeline = redis.pipeline();
  for (const slice of slices) pipeline.call(HGETALL, sliceKey(scope, name, slice));
  const replies = (await pipeline.exec()) ?? [];
  return replies.map(([error, hash]) => {
    if (error !== null) throw error;
    return decodeJournal(hashReply.parse(hash));
  });
}

const TIMES = ['circuit', 'circuit:probe', 'rate:until', 'rate', 'rate:tokens', 'rate:at'];

function numberOrNone(text: string | null): number | undefined {
  return text === null ? undefined : Number(text);
}

export class OwnedBatch {
  readonly #redis: Redis;
  /** Of its own: it waits for announcements. */
  readonly #blocking: Redis;
  readonly #scope: string;
  readonly #keys: BatchKeys;
  readonly name: string;
  readonly owner: number;

  private constructor(redis: Redis, blocking: Redis, scope: string, name: string, owner: number) {
    this.#redis = redis;
    this.#blocking = blocking;
    this.#scope = scope;
    this.#keys = batchKeys(scope, name);
    this.name = name;
    this.owner = owner;
  }

  /**
   * Makes the caller the owner. No call of the batch is permitted until `open`.
   *
   * @param blocking a connection that may wait; closed by `disconnect`
   * @param highestOwnerOnDisk so that an owner's number is never used twice, even where Redis lost it
   * @throws NewerFormat where the batch is a newer Rollcall's
   */
  static async own(
    redis: Redis,
    blocking: Redis,
    scope: string,
    name: string,
    highestOwnerOnDisk: number,
  ): Promise<OwnedBatch> {
    const reply = await run(redis, OWN, [batchKeys(scope, name).batch], [highestOwnerOnDisk, BATCH_FORM]);
    const owner = ownerReply.parse(reply);
    refuseNewer(`Batch "${name}" in Redis`, { version: -owner }, BATCH_FORM);
    return new OwnedBatch(redis, blocking, scope, name, owner);
  }

  /** Publishes what is on disk as done, then permits calls. */
  async open({ settings, maxCalls, callsOnDisk, slicesOnDisk }: OpenOptions): Promise<void> {
    const keys = [this.#keys.batch, this.#keys.done];
    const head = [JSON.stringify(settings), maxCalls ?? '', callsOnDisk, BATCH_FORM];
    // A long list's bitmap goes in parts; calls are permitted by the last one, so it goes by itself.
    let part: number[] = [];
    for (const slice of slicesOnDisk) {
      part.push(slice);
      if (part.length < SLICES_PER_COMMAND) continue;
      await this.#publish(part);
      part = [];
    }
    await this.#owned(OPEN, keys, [...head, ...part]);
  }

  /** Other options from now on; a cap that was reached counts no more. */
  async tune({ settings, maxCalls }: TunedOptions): Promise<void> {
    await this.#owned(TUNE, [this.#keys.batch], [JSON.stringify(settings), maxCalls ?? '']);
  }

  /**
   * Calls a second that the account must not pass while this batch runs; undefined: the batch sets no ceiling.
   * Holds for `CEILING_HOLDS_MS`: an owner that died binds nobody.
   */
  async sayCeiling(rate: number | undefined): Promise<void> {
    const args = [this.name, rate ?? '', CEILING_HOLDS_MS];
    await run(this.#redis, CEILING, [accountKey(this.#scope)], args);
  }

  async #publish(slices: readonly number[]): Promise<void> {
    const pipeline = this.#redis.pipeline();
    for (const slice of slices) pipeline.setbit(this.#keys.done, slice, 1);
    for (const [error] of (await pipeline.exec()) ?? []) if (error !== null) throw error;
  }

  async read(cursor: string, limit: number, waitMs: number): Promise<{ id: string; slice: number }[]> {
    const { announced } = this.#keys;
    const reply = streamReply.parse(
      await this.#blocking.xread('COUNT', limit, 'BLOCK', waitMs, 'STREAMS', announced, cursor),
    );
    return (reply?.[0]?.[1] ?? []).map(([id, fields]) => ({ id, slice: Number(fields[1]) }));
  }

  journals(slices: readonly number[]): Promise<Attempt[][]> {
    return readJournals(this.#redis, this.#scope, this.name, slices);
  }

  async done(slices: readonly number[]): Promise<boolean[]> {
    if (slices.length === 0) return [];
    const pipeline = this.#redis.pipeline();
    for (const slice of slices) pipeline.getbit(this.#keys.done, slice);
    const replies = (await pipeline.exec()) ?? [];
    return replies.map(([error, bit]) => {
      if (error !== null) throw error;
      return bit === 1;
    });
  }

  /** Those of the slices that are neither done nor in the queue: a failover has lost them, or a worker let them go. */
  async lost(slices: readonly number[]): Promise<number[]> {
    if (slices.length === 0) return [];
    const pipeline = this.#redis.pipeline();
    for (const slice of slices) pipeline.exists(sliceJobKey(this.#scope, this.name, slice));
    const missing: number[] = [];
    for (const [index, [error, count]] of ((await pipeline.exec()) ?? []).entries()) {
      if (error !== null) throw error;
      if (count === 0) missing.push(slices[index] ?? 0);
    }
    // Looked at afterwards: a slice is done before its job goes.
    const done = await this.done(missing);
    return missing.filter((_, index) => done[index] === false);
  }

  async forget(announcements: readonly { id: string; slice: number }[]): Promise<void> {
    const slices = announcements.map(({ slice }) => sliceKey(this.#scope, this.name, slice));
    const ids = announcements.map(({ id }) => id);
    await this.#owned(FORGET, [this.#keys.batch, this.#keys.announced, ...slices], ids);
  }

  async signals(): Promise<BatchSignals> {
    const { batch } = this.#keys;
    const [wish, capped, open, retuned] = await this.#redis.hmget(batch, 'wish', 'capped', 'open', 'retuned');
    const { halted, waiting } = await this.#account();
    return {
      wish: parseWish(wish),
      capped: capped === '1',
      halted,
      waiting,
      open: Number(open ?? 0),
      retuned: Number(retuned ?? 0),
    };
  }

  async #account(): Promise<Pick<BatchSignals, 'halted' | 'waiting'>> {
    const [clock, [halted, ...times]] = await Promise.all([
      this.#redis.time(),
      this.#redis.hmget(accountKey(this.#scope), 'halted', ...TIMES),
    ]);
    const [seconds, microseconds] = clock.map(Number);
    const serverMs = (seconds ?? 0) * 1000 + (microseconds ?? 0) / 1000;
    const [circuit, probeAt, silentUntil, rate, tokens, rateAt] = times.map(numberOrNone);
    const waiting = waitingOf({ circuit, probeAt, silentUntil, rate, tokens, rateAt }, serverMs);
    if (waiting === undefined) return { halted: halted ?? undefined, waiting };
    const until = Math.round(waiting.until - serverMs + Date.now());
    return { halted: halted ?? undefined, waiting: { why: waiting.why, until } };
  }

  /** Ends the batch for every worker: the unfinished slices can't be taken up or called any more. */
  async seal(state: string, unfinished: readonly number[]): Promise<void> {
    const slices = unfinished.map((slice) => sliceKey(this.#scope, this.name, slice));
    await this.#owned(SEAL, [this.#keys.batch, this.#keys.done, ...slices], [state, ...unfinished]);
  }

  /** Leaves the batch in a state in which nobody calls. */
  async leave(state: string): Promise<void> {
    await this.#owned(LEAVE, [this.#keys.batch, this.#keys.announced], [state]);
    await this.sayCeiling(undefined);
  }

  /** Whether the caller still is the owner. @throws OwnershipLost */
  async confirm(): Promise<void> {
    const owner = await this.#redis.hget(this.#keys.batch, 'owner');
    if (owner !== String(this.owner)) throw this.#lost();
  }

  /** Removes the ended batch from Redis; everything is on disk. */
  async remove(journals: readonly number[]): Promise<void> {
    const slices = journals.map((slice) => sliceKey(this.#scope, this.name, slice));
    const { batch, done, announced } = this.#keys;
    await this.#owned(REMOVE, [batch, done, announced, ...slices], []);
    await this.sayCeiling(undefined);
  }

  disconnect(): void {
    this.#blocking.disconnect();
  }

  async #owned(script: Script, keys: readonly string[], args: readonly (string | number)[]): Promise<void> {
    const reply = await run(this.#redis, script, keys, [this.owner, ...args]);
    if (reply !== 1) throw this.#lost();
  }

  #lost(): OwnershipLost {
    return new OwnershipLost(`batch ${this.name} is owned by another process now`);
  }
}
