// A batch in Redis as its owner sees it. Once another process owns the batch, everything here that would change or
// delete is refused.

import { randomInt } from 'node:crypto';
import type { Redis } from '../redis/connection.js';
import { z } from 'zod';
import type { Attempt } from '../domain/attempt.js';
import { refuseNewer } from '../domain/newer.js';
import { tamperingOf, type SetInRedis } from '../domain/tampering.js';
import { accountState } from './account-state.js';
import { JournalSeal } from './journal-seal.js';
import { accountKey, batchKeys, presentNameKey, sliceKey, type BatchKeys } from './keys.js';
import { BatchJournals } from './batch-journals.js';
import { linesOfCalls, linesOfGap } from './owner-lines.js';
import { makeScriptsKnown } from './new-server.js';
import { run, type Argument, type Named, type Script } from '../redis/script.js';
import {
  ACKNOWLEDGE,
  DISTRUST,
  GAP,
  LEAVE,
  LOOK,
  OPEN,
  OWN,
  RATE_CAP,
  REMOVE,
  RESTORE,
  SEAL,
  TUNE,
} from './scripts.js';
import { BATCH_FORM, formOf, type BatchSettings } from './settings.js';
import type { BatchSignals } from './batch-signals.js';
import { parseDesiredState } from './desired-state.js';

/** Another process has taken the batch over: whoever gets this error stops at once and touches nothing. */
export class OwnershipLost extends Error {
  override readonly name = 'OwnershipLost';
}

/** Redis was emptied, or has an older copy of its data: the batch has to be taken up anew. */
export class DataLost extends Error {
  override readonly name = 'DataLost';
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

const int = z.number().int();
const ownerReply = z.tuple([int, int, int, int]);
const lookReply = z.array(z.string());
const SLICES_PER_COMMAND = 1000;
/** The same as in journal.ts, where it holds for workers. */
const EPOCH_STEP_MAX = 1_000_000;
export const RATE_CAP_HOLDS_MS = 10_000;

const streamReply = z
  .array(z.tuple([z.string(), z.array(z.tuple([z.string(), z.array(z.string())]))]))
  .nullable();

export class OwnedBatch extends BatchJournals {
  readonly #redis: Redis;
  /** A connection of its own, as it blocks until an announcement comes. */
  readonly #blocking: Redis;
  readonly #scope: string;
  readonly #keys: BatchKeys;
  readonly owner: number;
  /** Whether Redis has lost the batch, or is behind what the disk knows of it. */
  readonly lostData: boolean;
  /** The highest slice that was ever taken up; -1 for none. */
  readonly top: number;
  readonly #seal: JournalSeal | undefined;
  #mark: number;
  /** The settings in Redis; undefined while they are being written. */
  #set: SetInRedis | undefined;

  private constructor(
    redis: Redis,
    blocking: Redis,
    scope: string,
    name: string,
    seal: JournalSeal | undefined,
    [owner, mark, lost, top]: z.infer<typeof ownerReply>,
  ) {
    super(redis, scope, name, seal);
    this.#redis = redis;
    this.#blocking = blocking;
    this.#scope = scope;
    this.#keys = batchKeys(scope, name);
    this.#seal = seal;
    this.owner = owner;
    this.lostData = lost === 1;
    this.top = top;
    this.#mark = mark;
  }

  /** A number that only rises: a Redis with a lower one has lost data. */
  get mark(): number {
    return this.#mark;
  }

  /**
   * Makes the caller the owner. No call of the batch is permitted until `open`.
   *
   * @param blocking a connection that may wait; closed by `disconnect`
   * @param highestOwnerOnDisk so that an owner's number is never used twice, even where Redis lost it
   * @param markOnDisk the highest that the disk knows; -1 for none
   * @param key of the rows; only a batch that an earlier version began does without
   * @throws NewerFormat where the batch is a newer Rollcall's
   */
  static async own(
    redis: Redis,
    blocking: Redis,
    scope: string,
    name: string,
    highestOwnerOnDisk: number,
    markOnDisk = -1,
    key?: Buffer,
  ): Promise<OwnedBatch> {
    const seal = JournalSeal.of(name, key);
    const args = { ownerOnDisk: highestOwnerOnDisk, newestForm: BATCH_FORM, markOnDisk };
    const reply = ownerReply.parse(await run(redis, OWN, { batch: batchKeys(scope, name).batch }, args));
    refuseNewer(({ faults }) => faults.batchInRedis({ name }), { version: -reply[0] }, BATCH_FORM);
    return new OwnedBatch(redis, blocking, scope, name, seal, reply);
  }

  /** Publishes what is on disk as done, then permits calls. */
  async open({ settings, maxCalls, callsOnDisk, slicesOnDisk }: OpenOptions): Promise<void> {
    const keys = { done: this.#keys.done, account: accountKey(this.#scope) };
    const set = { settings: JSON.stringify(settings), cap: String(maxCalls ?? '') };
    // The bitmap of a long list is written in parts. The last part permits calls, so it is written alone.
    let part: number[] = [];
    for (const slice of slicesOnDisk) {
      part.push(slice);
      if (part.length < SLICES_PER_COMMAND) continue;
      await this.#publish(part);
      part = [];
    }
    await makeScriptsKnown(this.#redis, this.#scope);
    await this.#owned(OPEN, keys, { ...set, callsOnDisk, form: formOf(this.name), slices: part });
    this.#set = set;
  }

  /** Changes the options; a cap that was reached before counts no more. */
  async tune({ settings, maxCalls }: TunedOptions): Promise<void> {
    const set = { settings: JSON.stringify(settings), cap: String(maxCalls ?? '') };
    this.#set = undefined;
    await this.#owned(TUNE, {}, set);
    this.#set = set;
  }

  /**
   * Calls a second that the account must not pass while this batch runs; undefined: the batch sets no rate cap.
   * Holds for `RATE_CAP_HOLDS_MS`: an owner that died binds nobody.
   */
  async sayRateCap(rate: number | undefined): Promise<void> {
    const args = { name: this.name, rate: rate ?? '', holdsMs: RATE_CAP_HOLDS_MS };
    await run(this.#redis, RATE_CAP, { account: accountKey(this.#scope) }, args);
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

  async acknowledge(announcements: readonly { id: string; slice: number }[]): Promise<void> {
    const slices = announcements.map(({ slice }) => sliceKey(this.#scope, this.name, slice));
    const entries = announcements.map(({ id }) => id);
    await this.#owned(ACKNOWLEDGE, { announced: this.#keys.announced, slices }, { entries });
  }

  /**
   * To be asked several times a second.
   *
   * @param callsOnDisk how many the disk knows that count against the cap
   * @throws OwnershipLost, DataLost
   */
  async signals(callsOnDisk = 0): Promise<BatchSignals> {
    const set = this.#set;
    const keys = { batch: this.#keys.batch, account: accountKey(this.#scope) };
    const args = { owner: this.owner, mark: this.#mark };
    const reply = lookReply.parse(await run(this.#redis, LOOK, keys, args));
    const [found, desired, capped, open, retuned, used = '', forged = '', cap = '', settings = ''] = reply;
    if (found !== 'here') throw found === 'gone' ? this.#gone() : this.#lost();
    this.#mark += 1;
    const there = { used: Number(used), forged, cap, settings };
    const { halted, waiting } = await accountState(this.#redis, this.#scope);
    return {
      desired: parseDesiredState(desired === '' ? undefined : desired),
      capped: capped === '1',
      spent: reply[9] === '1',
      halted,
      waiting,
      open: Number(open),
      retuned: Number(retuned),
      used: there.used,
      // While settings are being written, Redis may have the old or the new ones, so nothing is compared.
      tampering: set === undefined || set !== this.#set ? undefined : tamperingOf(there, set, callsOnDisk),
    };
  }

  /** Whether a person has said that the batch ends. */
  async isCancelled(): Promise<boolean> {
    return (await this.#redis.hget(this.#keys.batch, 'wish')) === 'cancelled';
  }

  /** Marks rows of a slice as possibly called without a line on record, and opens the slice again. */
  async markGap(slice: number, rows: readonly number[]): Promise<void> {
    const lines = linesOfGap(this.#seal, slice, rows);
    await this.#owned(GAP, this.#keysOf(slice), { slice, step: randomInt(1, EPOCH_STEP_MAX), lines });
  }

  /** Removes forged lines of a slice, and opens it again. */
  async distrust(slice: number, fields: readonly string[]): Promise<void> {
    await this.#owned(DISTRUST, this.#keysOf(slice), { slice, step: randomInt(1, EPOCH_STEP_MAX), fields });
  }

  #keysOf(slice: number): { done: string; slice: string } {
    return { done: this.#keys.done, slice: sliceKey(this.#scope, this.name, slice) };
  }

  /** Writes calls of a slice back that Redis has lost and the disk knows. */
  async restore(slice: number, calls: readonly Attempt[]): Promise<void> {
    const lines = linesOfCalls(this.#seal, slice, calls);
    await this.#owned(RESTORE, { slice: sliceKey(this.#scope, this.name, slice) }, { lines });
  }

  /** Ends the batch for every worker: the unfinished slices can't be taken up or called any more. */
  async seal(state: string, unfinished: readonly number[]): Promise<void> {
    const slices = unfinished.map((slice) => sliceKey(this.#scope, this.name, slice));
    await this.#owned(SEAL, { done: this.#keys.done, slices }, { state, unfinished });
  }

  /** Leaves the batch in a state in which nobody calls. */
  async leave(state: string): Promise<void> {
    await this.#owned(LEAVE, {}, { state });
    await this.sayRateCap(undefined);
  }

  /** Whether the caller still is the owner. @throws OwnershipLost */
  async confirm(): Promise<void> {
    const owner = await this.#redis.hget(this.#keys.batch, 'owner');
    if (owner !== String(this.owner)) throw this.#lostTo(owner);
  }

  /** Removes the ended batch from Redis; everything is on disk. */
  async remove(journals: readonly number[]): Promise<void> {
    const slices = journals.map((slice) => sliceKey(this.#scope, this.name, slice));
    const { done, announced } = this.#keys;
    const presentName = presentNameKey(this.#scope, this.name);
    await this.#owned(REMOVE, { done, announced, presentName, slices }, {});
    await this.sayRateCap(undefined);
  }

  disconnect(): void {
    this.#blocking.disconnect();
  }

  /** Runs a script that does nothing once another process owns the batch. */
  async #owned<Key extends string, Arg extends string>(
    script: Script<Key, Arg>,
    keys: Named<Exclude<Key, 'batch'>, string>,
    args: Named<Exclude<Arg, 'owner'>, Argument>,
  ): Promise<void> {
    const allKeys = { ...keys, batch: this.#keys.batch } as Named<Key, string>;
    const allArgs = { ...args, owner: this.owner } as Named<Arg, Argument>;
    const reply = await run(this.#redis, script, allKeys, allArgs);
    if (reply !== 1) throw this.#lostTo(await this.#redis.hget(this.#keys.batch, 'owner'));
  }

  /** A lower owner's number shows that Redis has lost data, as the numbers only rise. */
  #lostTo(owner: string | null): OwnershipLost | DataLost {
    return Number(owner ?? 0) < this.owner ? this.#gone() : this.#lost();
  }

  #gone(): DataLost {
    return new DataLost(`Redis has lost data of batch ${this.name}`);
  }

  #lost(): OwnershipLost {
    return new OwnershipLost(`batch ${this.name} is owned by another process now`);
  }
}
