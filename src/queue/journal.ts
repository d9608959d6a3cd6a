// The journal as verify workers see it: take up a slice, ask for permission to call, record how calls ended,
// announce a finished slice. Speaks to Redis through the scripts; knows nothing of HTTP or files.

import type { Redis } from 'ioredis';
import { z } from 'zod';
import type { Attempt } from '../domain/attempt.js';
import type { HaltCause } from '../domain/decision.js';
import { PERMISSIONS, type Permission } from '../domain/permission.js';
import { ANNOUNCE, HALT, PERMIT, RECORD, TAKE } from './call-scripts.js';
import { Gatherer } from './gatherer.js';
import { decodeJournal, encodeEnd, fieldOf } from './journal-line.js';
import { accountKey, batchKeys, sliceKey } from './keys.js';
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
  | { readonly kind: 'done' | 'parked' }
  | {
      readonly kind: 'taken';
      readonly held: HeldSlice;
      readonly settings: BatchSettings;
      readonly attempts: readonly Attempt[];
    };

interface CallLine {
  readonly held: HeldSlice;
  readonly field: string;
}
type SentLine = CallLine & { readonly startedAt: number };
type EndLine = CallLine & { readonly letter: string; readonly rest: string };

const words = z.array(z.enum(PERMISSIONS));
const takenReply = z.tuple([z.string()]).rest(z.unknown());
const takenFields = z.tuple([z.number(), z.string(), z.string(), z.array(z.string())]);

const ROUND_TRIPS = 2;
/** Bounds how long one script holds up everybody else's. */
const LINES_PER_ROUND_TRIP = 250;

export class Journal {
  readonly #redis: Redis;
  readonly #scope: string;
  readonly #permits: Gatherer<SentLine, Permission>;
  readonly #ends: Gatherer<EndLine, true>;

  constructor(redis: Redis, scope: string) {
    this.#redis = redis;
    this.#scope = scope;
    const limits = { roundTrips: ROUND_TRIPS, items: LINES_PER_ROUND_TRIP };
    this.#permits = new Gatherer((lines) => this.#permitAll(lines), limits);
    this.#ends = new Gatherer((lines) => this.#recordAll(lines), limits);
  }

  async take(name: string, slice: number): Promise<Taken> {
    const { batch, done } = batchKeys(this.#scope, name);
    const keys = [accountKey(this.#scope), batch, done, sliceKey(this.#scope, name, slice)];
    const [kind, ...rest] = takenReply.parse(await run(this.#redis, TAKE, keys, [slice]));
    if (kind === 'done' || kind === 'parked') return { kind };
    const [epoch, generation, settings, flat] = takenFields.parse(rest);
    return {
      kind: 'taken',
      held: { name, slice, epoch, generation },
      settings: parseSettings(settings),
      attempts: decodeJournal(pairs(flat)),
    };
  }

  /** Writes the call's line as sent, if it may leave. `startedAt` in Unix milliseconds. */
  permit(held: HeldSlice, row: number, attempt: number, startedAt: number): Promise<Permission> {
    return this.#permits.add({ held, field: fieldOf(row, attempt), startedAt });
  }

  /** Overwrites the call's line with how it ended; void where the slice has gone to somebody else and was closed. */
  async record(held: HeldSlice, attempt: Attempt): Promise<void> {
    await this.#ends.add({ held, field: fieldOf(attempt.row, attempt.attempt), ...encodeEnd(attempt) });
  }

  /** Tells the collector that every row of the slice is finished. False where the slice is somebody else's. */
  async announce({ name, slice, epoch }: HeldSlice): Promise<boolean> {
    const { done, announced } = batchKeys(this.#scope, name);
    const keys = [done, sliceKey(this.#scope, name, slice), announced];
    return (await run(this.#redis, ANNOUNCE, keys, [slice, epoch])) === 1;
  }

  /** Stops every call of the account. False where the account was resumed since the call was permitted. */
  async halt({ generation }: HeldSlice, cause: HaltCause): Promise<boolean> {
    const keys = [accountKey(this.#scope)];
    return (await run(this.#redis, HALT, keys, [generation, JSON.stringify(cause)])) === 1;
  }

  async #permitAll(lines: readonly SentLine[]): Promise<readonly Permission[]> {
    const groups = bySlice(lines);
    const keys = [accountKey(this.#scope)];
    const args: (string | number)[] = [groups.length];
    for (const { held, members } of groups) {
      const { batch, done } = batchKeys(this.#scope, held.name);
      keys.push(batch, done, sliceKey(this.#scope, held.name, held.slice));
      args.push(held.slice, held.epoch, held.generation, members.length);
      for (const { line } of members) args.push(line.field, line.startedAt);
    }
    const answers = words.parse(await run(this.#redis, PERMIT, keys, args));
    const ordered: Permission[] = Array.from(lines, () => 'stale' as const);
    for (const [index, { position }] of groups.flatMap(({ members }) => members).entries()) {
      ordered[position] = answers[index] ?? 'stale';
    }
    return ordered;
  }

  async #recordAll(lines: readonly EndLine[]): Promise<readonly true[]> {
    const groups = bySlice(lines);
    const keys: string[] = [];
    const args: (string | number)[] = [groups.length];
    for (const { held, members } of groups) {
      keys.push(batchKeys(this.#scope, held.name).batch, sliceKey(this.#scope, held.name, held.slice));
      args.push(held.epoch, members.length);
      for (const { line } of members) args.push(line.field, line.letter, line.rest);
    }
    await run(this.#redis, RECORD, keys, args);
    return lines.map(() => true as const);
  }
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
