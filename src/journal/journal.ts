// The journal as verify workers see it: take up a slice, ask for permission to call, record how calls ended,
// announce a finished slice. Speaks to Redis through the scripts; knows nothing of HTTP or files.

import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Redis } from '../redis/connection.js';
import { z } from 'zod';
import type { AccountEffect } from '../domain/account-effect.js';
import type { Attempt } from '../domain/attempt.js';
import type { PermissionReply } from '../domain/permission.js';
import { isClosed } from '../redis/connection-error.js';
import { exchangeOf, readReplies, type ExchangeMessage, type HeldSlice, type Line } from './exchange.js';
import { Gatherer } from '../redis/gatherer.js';
import { HeldLines } from './held-lines.js';
import { encodeEnd, fieldOf, inDoubt } from './journal-line.js';
import { JournalSeal } from './journal-seal.js';
import { accountKey, accountSets, batchKeys, sliceKey, type AccountSets } from './keys.js';
import { noticeNewServer } from './new-server.js';
import { proveJournal, sealedRest } from './proven-journal.js';
import { readJournals } from './read-journals.js';
import { ofAccount, run, type Named } from '../redis/script.js';
import { ANNOUNCE, EXCHANGE, QUESTION, SAY_FORGED, SUSPECTS, TAKE } from './scripts.js';
import { BATCH_FORM, parseSettings, type BatchSettings } from './settings.js';

export type Taken =
  | { readonly kind: 'done' | 'parked' | 'waiting' | 'newer' }
  /** Somebody has written calls into it who has no key: nobody takes it, and the batch's owner is told. */
  | { readonly kind: 'forged' }
  /** By a live worker, as far as is known; to be asked again after this. */
  | { readonly kind: 'held'; readonly waitMs: number }
  | {
      readonly kind: 'taken';
      readonly held: HeldSlice;
      readonly settings: BatchSettings;
      readonly attempts: readonly Attempt[];
      /** By row, the last attempt whose answer is void where it may have halted the account, which was mended. */
      readonly excusedUpTo: ReadonlyMap<number, number>;
      /** Rows that may have been called while Redis lost data. */
      readonly gapRows: ReadonlySet<number>;
    };

export interface JournalOptions {
  readonly scope: string;
  /** Of the rows; lines are sealed with it. Only batches that an earlier version began do without. */
  readonly key?: Buffer;
  /** Calls a second that must not be passed, all workers together; undefined: no rate cap. */
  readonly rateCap: () => number | undefined;
  /** An outage that lasts longer halts the account. */
  readonly outageLimitMs: number;
  /** Waits between probes during an outage: the first, and the longest. */
  readonly probeWaitMs: number;
  readonly probeWaitMaxMs: number;
  /** After this a probe whose end nobody recorded is given up. */
  readonly probeLimitMs: number;
  /** Told what keeps calls and their ends from the record, whenever it does; they are sent again. */
  readonly onTrouble: (error: Error) => void;
  /** Told when the circuit is found open by probing, and when it is found closed again. */
  readonly onCircuit: (open: boolean) => void;
}

const takenReply = z.tuple([z.string()]).rest(z.unknown());
const takenFields = z.tuple([z.number(), z.string(), z.string(), z.array(z.string()), z.array(z.string())]);

export type { HeldSlice } from './exchange.js';

/** So many that two holders who know nothing of each other have not the same epoch; short in every call's line. */
const EPOCH_STEP_MAX = 1_000_000;

function pairsOf(flat: readonly string[]): [number, number][] {
  return Array.from({ length: flat.length / 2 }, (_, index) => [
    Number(flat[2 * index]),
    Number(flat[2 * index + 1]),
  ]);
}

/** Of an end, which is no question. */
const NO_REPLY: PermissionReply = { permission: 'wait', waitMs: 0 };
const AGAIN_MS = 500;
const ROUND_TRIPS = 4;
/** Of the announcement. */
const LINES_CHANGED = -1;
/** Bounds how long one script holds up everybody else's. */
const LINES_PER_ROUND_TRIP = 500;

export class Journal {
  readonly #redis: Redis;
  readonly #options: JournalOptions;
  readonly #scope: string;
  readonly #account: AccountSets & { readonly key: string };
  readonly #scripts: { readonly take: typeof TAKE; readonly exchange: typeof EXCHANGE };
  /** What must be in the journal of a slice. */
  readonly #held = new WeakMap<HeldSlice, HeldLines>();
  readonly #seals = new Map<string, JournalSeal | undefined>();
  #halt = { generation: '', seen: false };
  #circuitOpen = false;
  /** In the order of asking: an end is recorded before what is asked for after it is permitted. */
  readonly #lines: Gatherer<Line, PermissionReply>;

  constructor(redis: Redis, options: JournalOptions) {
    this.#redis = redis;
    this.#options = options;
    this.#scope = options.scope;
    this.#account = { key: accountKey(options.scope), ...accountSets(options.scope) };
    const { key } = this.#account;
    this.#scripts = { take: ofAccount(TAKE, key), exchange: ofAccount(EXCHANGE, key) };
    const limits = { roundTrips: ROUND_TRIPS, items: LINES_PER_ROUND_TRIP };
    this.#lines = new Gatherer((lines) => this.#exchange(lines), limits);
  }

  /** @param turn the slice's, see `FairOrder` */
  async take(name: string, slice: number, turn = 0): Promise<Taken> {
    const keys = this.#keysOfTaking(name, slice);
    const args = { slice, name, turn, newestForm: BATCH_FORM, step: randomInt(1, EPOCH_STEP_MAX) };
    const [kind, ...rest] = takenReply.parse(
      await run(this.#redis, this.#scripts.take, keys, args, () => noticeNewServer(this.#redis, this.#scope)),
    );
    if (kind === 'held') return { kind, waitMs: z.number().parse(rest[0]) };
    if (kind === 'done' || kind === 'parked' || kind === 'waiting' || kind === 'newer') return { kind };
    const [epoch, generation, settings, flat, excused] = takenFields.parse(rest);
    const { attempts, gapRows, lines, forged } = proveJournal(flat, slice, this.#sealOf(name));
    if (forged.length > 0) {
      await this.#sayForged(name, slice, forged);
      return { kind: 'forged' };
    }
    const held = { name, slice, epoch, generation };
    this.#held.set(held, new HeldLines(lines));
    const excusedUpTo = new Map(pairsOf(excused));
    return { kind: 'taken', held, settings: parseSettings(settings), attempts, excusedUpTo, gapRows };
  }

  #keysOfTaking(name: string, slice: number): Named<(typeof TAKE.keys)[number], string> {
    const { key: account, excused, held, excusedUpTo } = this.#account;
    const { batch, done } = batchKeys(this.#scope, name);
    return { account, batch, done, slice: sliceKey(this.#scope, name, slice), excused, held, excusedUpTo };
  }

  /** Writes the call's line as sent, if it may leave. `startedAt` in Unix milliseconds. */
  async permit(held: HeldSlice, row: number, attempt: number, startedAt: number): Promise<PermissionReply> {
    const reply = await this.#lines.add({ kind: 'ask', held, row, attempt, startedAt });
    if (reply.permission === 'permitted' || reply.permission === 'probe') {
      this.#linesOf(held).sent(fieldOf(row, attempt));
    }
    return reply;
  }

  /**
   * Overwrites the call's line with how it ended; void where the slice has gone to somebody else and was closed. Before
   * any call that is asked for from now on is permitted, that is done.
   */
  record(held: HeldSlice, attempt: Attempt, effect: AccountEffect): Promise<unknown> {
    const field = fieldOf(attempt.row, attempt.attempt);
    const { letter, rest } = this.#encode(held, field, attempt);
    this.#linesOf(held).ended(field, `${held.epoch} ${letter} ${rest}`);
    return this.#lines.add({ kind: 'end', held, attempt, letter, rest, effect });
  }

  #encode(
    { name, slice, epoch }: HeldSlice,
    field: string,
    attempt: Attempt,
  ): { letter: string; rest: string } {
    const { letter, rest } = encodeEnd(attempt);
    return { letter, rest: sealedRest(this.#sealOf(name), slice, field, epoch, { letter, rest }) };
  }

  /** Shared by the slices taken up since the last resume: whether an answer to one of them has stopped the account. */
  haltOf({ generation }: HeldSlice): { seen: boolean } {
    if (this.#halt.generation !== generation) this.#halt = { generation, seen: false };
    return this.#halt;
  }

  /**
   * Whether these rows' anomalous answers are their own: `pending` while they belong to a run of equal ones that may still
   * go on, `account` once that run has halted the account.
   */
  async suspects(
    { name, generation }: HeldSlice,
    rows: readonly number[],
  ): Promise<'own' | 'pending' | 'account'> {
    const { key: account, same } = this.#account;
    const keys = { account, same, batch: batchKeys(this.#scope, name).batch };
    const reply = await run(this.#redis, SUSPECTS, keys, { name, generation, rows });
    if (reply === 0) return 'own';
    return reply === 1 ? 'pending' : 'account';
  }

  /**
   * An answer that is on record may be another person's: it is in doubt from now on, and its slice is taken up again.
   *
   * @returns false where its slice is finished, or its line is not as it was
   */
  async question(held: HeldSlice, attempt: Attempt): Promise<boolean> {
    const { name, slice } = held;
    const keys = { done: batchKeys(this.#scope, name).done, slice: sliceKey(this.#scope, name, slice) };
    const field = fieldOf(attempt.row, attempt.attempt);
    const [before, after] = [this.#encode(held, field, attempt), this.#encode(held, field, inDoubt(attempt))];
    const step = randomInt(1, EPOCH_STEP_MAX);
    const args = { slice, field, answer: before.rest, doubt: after.rest, step };
    return (await run(this.#redis, QUESTION, keys, args)) === 1;
  }

  /** Tells the collector that every row of the slice is finished. False where the slice is somebody else's. */
  async announce(held: HeldSlice): Promise<boolean> {
    const { name, slice, epoch } = held;
    const { done, announced } = batchKeys(this.#scope, name);
    const keys = { done, slice: sliceKey(this.#scope, name, slice), announced };
    const seal = this.#sealOf(name);
    for (;;) {
      const lines = this.#linesOf(held);
      const sealed = seal?.ofSlice(slice, lines.all) ?? '';
      const args = { slice, epoch, count: lines.count, seal: sealed, lines: lines.withoutEnd.flat() };
      const reply = await run(this.#redis, ANNOUNCE, keys, args);
      if (reply !== LINES_CHANGED) return reply === 1;
      if (!(await this.#readAgain(held, lines))) return false;
    }
  }

  /** An earlier holder's call has ended since the slice was taken up. @returns false where anything else has changed */
  async #readAgain(held: HeldSlice, known: HeldLines): Promise<boolean> {
    const { name, slice } = held;
    const [journal] = await readJournals(this.#redis, this.#scope, name, [slice], this.#sealOf(name));
    if (journal === undefined || !known.becomes(journal.lines)) return false;
    if (journal.forged.length > 0) await this.#sayForged(name, slice, journal.forged);
    else this.#held.set(held, new HeldLines(journal.lines));
    return journal.forged.length === 0;
  }

  #sayForged(name: string, slice: number, forged: readonly string[]): Promise<unknown> {
    const { batch } = batchKeys(this.#scope, name);
    return run(this.#redis, SAY_FORGED, { batch }, { slice, field: forged[0] ?? '' });
  }

  #sealOf(name: string): JournalSeal | undefined {
    if (!this.#seals.has(name)) this.#seals.set(name, JournalSeal.of(name, this.#options.key));
    return this.#seals.get(name);
  }

  #linesOf(held: HeldSlice): HeldLines {
    const known = this.#held.get(held) ?? new HeldLines([]);
    this.#held.set(held, known);
    return known;
  }

  async #exchange(lines: readonly Line[]): Promise<readonly PermissionReply[]> {
    const { asks, ...message } = exchangeOf(this.#scope, lines);
    const replies = readReplies(await this.#untilSent(message), asks.length);
    const answers = lines.map(() => NO_REPLY);
    for (const [index, reply] of replies.entries()) answers[asks[index] ?? 0] = reply;
    this.#noticeCircuit(replies);
    return answers;
  }

  /** Among the lines are answers that were paid for: none is given up, whatever Redis says. */
  async #untilSent(message: Omit<ExchangeMessage, 'asks'>): Promise<unknown> {
    for (;;) {
      try {
        return await this.#send(message);
      } catch (error) {
        if (isClosed(error)) throw error;
        this.#options.onTrouble(error as Error);
        await sleep(AGAIN_MS);
      }
    }
  }

  /** While it is open there are probes, and nothing is permitted but those. */
  #noticeCircuit(replies: readonly PermissionReply[]): void {
    const seen = replies.find(({ permission }) => permission === 'probe' || permission === 'permitted');
    if (seen === undefined || (seen.permission === 'probe') === this.#circuitOpen) return;
    this.#circuitOpen = !this.#circuitOpen;
    this.#options.onCircuit(this.#circuitOpen);
  }

  #send({ ofSlices, ...message }: Omit<ExchangeMessage, 'asks'>): Promise<unknown> {
    const { rateCap, outageLimitMs, probeLimitMs, probeWaitMs, probeWaitMaxMs } = this.#options;
    const { key: account, failing, same, excused, held } = this.#account;
    const keys = { account, failing, same, excused, held, ofSlices };
    const waits = { probeWaitFirstMs: probeWaitMs, probeWaitMaxMs };
    const args = { rateCap: rateCap() ?? '', outageLimitMs, probeLimitMs, ...waits, ...message };
    return run(this.#redis, this.#scripts.exchange, keys, args, () =>
      noticeNewServer(this.#redis, this.#scope),
    );
  }
}
