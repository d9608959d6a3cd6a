// The journal as verify workers see it: take up a slice, ask for permission to call, record how calls ended,
// announce a finished slice. Speaks to Redis through the scripts; knows nothing of HTTP or files.

import type { Redis } from 'ioredis';
import { z } from 'zod';
import type { AccountEffect } from '../domain/account-effect.js';
import type { Attempt } from '../domain/attempt.js';
import { PERMISSIONS, type PermissionReply } from '../domain/permission.js';
import { ANNOUNCE, PERMIT, RECORD, SUSPECTS, TAKE } from './call-scripts.js';
import { Gatherer } from './gatherer.js';
import { decodeJournal, encodeEnd, fieldOf } from './journal-line.js';
import { accountKey, accountSets, batchKeys, sliceKey } from './keys.js';
import { untilRoom, whileRoom } from './room.js';
import { run } from './script.js';
import { parseSettings, type BatchSettings } from './settings.js';

/** A slice that this worker has taken up. Its epoch makes every earlier holder's writes void. */
export interface HeldSlice {
  readonly name: string;
  readonly slice: number;
  readonly epoch: number;
  /** The account's generation at the time: a halt from an earlier one doesn't count. */
  readonly generation: string;
}

export type Taken =
  | { readonly kind: 'done' | 'parked' | 'waiting' }
  | {
      readonly kind: 'taken';
      readonly held: HeldSlice;
      readonly settings: BatchSettings;
      readonly attempts: readonly Attempt[];
      /** Rows whose odd answers so far are void: they halted the account and were mended. */
      readonly voidedRows: ReadonlySet<number>;
    };

export interface JournalOptions {
  readonly scope: string;
  /** Calls a second that must not be passed, all workers together; undefined: no ceiling. */
  readonly ceiling: () => number | undefined;
  /** An outage that lasts longer halts the account. */
  readonly outageLimitMs: number;
  /** Waits between probes during an outage: the first, and the longest. */
  readonly probeWaitMs: number;
  readonly probeWaitMaxMs: number;
  /** After this a probe whose end nobody recorded is given up. */
  readonly probeLimitMs: number;
  /** Told that Redis or its disk is full; no call leaves until there is room. */
  readonly onNoRoom: (error: Error) => void;
}

interface CallLine {
  readonly held: HeldSlice;
  readonly field: string;
}
type SentLine = CallLine & { readonly startedAt: number };
type EndLine = CallLine & { readonly attempt: Attempt; readonly effect: AccountEffect };

const permissionReplies = z.array(z.union([z.enum(PERMISSIONS), z.number()]));
const takenReply = z.tuple([z.string()]).rest(z.unknown());
const takenFields = z.tuple([z.number(), z.string(), z.string(), z.array(z.string()), z.array(z.string())]);

const NO_ROOM: PermissionReply = { permission: 'wait', waitMs: 500 };
const ROUND_TRIPS = 2;
/** Bounds how long one script holds up everybody else's. */
const LINES_PER_ROUND_TRIP = 250;

export class Journal {
  readonly #redis: Redis;
  readonly #options: JournalOptions;
  readonly #scope: string;
  readonly #account: {
    readonly key: string;
    readonly failing: string;
    readonly same: string;
    readonly voided: string;
  };
  #halt = { generation: '', seen: false };
  readonly #permits: Gatherer<SentLine, PermissionReply>;
  readonly #ends: Gatherer<EndLine, true>;

  constructor(redis: Redis, options: JournalOptions) {
    this.#redis = redis;
    this.#options = options;
    this.#scope = options.scope;
    this.#account = { key: accountKey(options.scope), ...accountSets(options.scope) };
    const limits = { roundTrips: ROUND_TRIPS, items: LINES_PER_ROUND_TRIP };
    this.#permits = new Gatherer((lines) => this.#permitAll(lines), limits);
    this.#ends = new Gatherer((lines) => this.#recordAll(lines), limits);
  }

  async take(name: string, slice: number): Promise<Taken> {
    const { batch, done } = batchKeys(this.#scope, name);
    const keys = [this.#account.key, batch, done, sliceKey(this.#scope, name, slice), this.#account.voided];
    const [kind, ...rest] = takenReply.parse(await run(this.#redis, TAKE, keys, [slice, name]));
    if (kind === 'done' || kind === 'parked' || kind === 'waiting') return { kind };
    const [epoch, generation, settings, flat, voided] = takenFields.parse(rest);
    return {
      kind: 'taken',
      held: { name, slice, epoch, generation },
      settings: parseSettings(settings),
      attempts: decodeJournal(pairs(flat)),
      voidedRows: new Set(voided.map(Number)),
    };
  }

  /** Writes the call's line as sent, if it may leave. `startedAt` in Unix milliseconds. */
  permit(held: HeldSlice, row: number, attempt: number, startedAt: number): Promise<PermissionReply> {
    return this.#permits.add({ held, field: fieldOf(row, attempt), startedAt });
  }

  /** Overwrites the call's line with how it ended; void where the slice has gone to somebody else and was closed. */
  async record(held: HeldSlice, attempt: Attempt, effect: AccountEffect): Promise<void> {
    await this.#ends.add({ held, field: fieldOf(attempt.row, attempt.attempt), attempt, effect });
  }

  /** Shared by the slices taken up since the last resume: whether an answer to one of them has stopped the account. */
  haltOf({ generation }: HeldSlice): { seen: boolean } {
    if (this.#halt.generation !== generation) this.#halt = { generation, seen: false };
    return this.#halt;
  }

  /**
   * Whether these rows' odd answers are their own: `pending` while they belong to a run of equal ones that may still
   * go on, `account` once that run has halted the account.
   */
  async suspects(
    { name, generation }: HeldSlice,
    rows: readonly number[],
  ): Promise<'own' | 'pending' | 'account'> {
    const keys = [this.#account.key, this.#account.same, batchKeys(this.#scope, name).batch];
    const reply = await run(this.#redis, SUSPECTS, keys, [name, generation, ...rows]);
    if (reply === 0) return 'own';
    return reply === 1 ? 'pending' : 'account';
  }

  /** Tells the collector that every row of the slice is finished. False where the slice is somebody else's. */
  async announce({ name, slice, epoch }: HeldSlice): Promise<boolean> {
    const { done, announced } = batchKeys(this.#scope, name);
    const keys = [done, sliceKey(this.#scope, name, slice), announced];
    return (await run(this.#redis, ANNOUNCE, keys, [slice, epoch])) === 1;
  }

  async #permitAll(lines: readonly SentLine[]): Promise<readonly PermissionReply[]> {
    const { ceiling, outageLimitMs, probeLimitMs } = this.#options;
    const groups = bySlice(lines);
    const keys = [this.#account.key];
    const args: (string | number)[] = [ceiling() ?? '', outageLimitMs, probeLimitMs, groups.length];
    for (const { held, members } of groups) {
      const { batch, done } = batchKeys(this.#scope, held.name);
      keys.push(batch, done, sliceKey(this.#scope, held.name, held.slice));
      args.push(held.slice, held.epoch, held.generation, members.length);
      for (const { line } of members) args.push(line.field, line.startedAt);
    }
    const answer = await whileRoom(() => run(this.#redis, PERMIT, keys, args), this.#options.onNoRoom);
    if (answer === undefined) return lines.map(() => NO_ROOM);
    const replies = permissionReplies.parse(answer);
    const ordered: PermissionReply[] = [];
    for (const [index, { position }] of groups.flatMap(({ members }) => members).entries()) {
      const [permission, waitMs] = replies.slice(2 * index, 2 * index + 2);
      if (typeof permission !== 'string' || typeof waitMs !== 'number')
        throw new Error('PERMIT answered too little');
      ordered[position] = { permission, waitMs };
    }
    return ordered;
  }

  async #recordAll(lines: readonly EndLine[]): Promise<readonly true[]> {
    const { failing, same, voided, key } = this.#account;
    const groups = bySlice(lines);
    const keys = [key, failing, same, voided];
    const args: (string | number)[] = [
      this.#options.probeWaitMs,
      this.#options.probeWaitMaxMs,
      groups.length,
    ];
    for (const { held, members } of groups) {
      keys.push(batchKeys(this.#scope, held.name).batch, sliceKey(this.#scope, held.name, held.slice));
      args.push(held.epoch, held.generation, held.name, members.length);
      for (const { line } of members) args.push(...endArguments(line));
    }
    await untilRoom(() => run(this.#redis, RECORD, keys, args), this.#options.onNoRoom);
    return lines.map(() => true as const);
  }
}

function endArguments({ field, attempt, effect }: EndLine): (string | number)[] {
  const { letter, rest } = encodeEnd(attempt);
  const durationMs = (attempt.finishedAt ?? attempt.startedAt) - attempt.startedAt;
  return [field, letter, rest, attempt.row, effect.kind, durationMs, effect.pauseMs, effect.cause];
}

interface SliceGroup<Line> {
  readonly held: HeldSlice;
  readonly members: { readonly line: Line; readonly position: number }[];
}

function bySlice<Line extends CallLine>(lines: readonly Line[]): SliceGroup<Line>[] {
  const groups = new Map<HeldSlice, SliceGroup<Line>>();
  for (const [position, line] of lines.entries()) {
    const group = groups.get(line.held) ?? { held: line.held, members: [] };
    group.members.push({ line, position });
    groups.set(line.held, group);
  }
  return [...groups.values()];
}

function pairs(flat: readonly string[]): Record<string, string> {
  const record: Record<string, string> = {};
  for (let index = 0; index < flat.length; index += 2) record[flat[index] ?? ''] = flat[index + 1] ?? '';
  return record;
}
