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
import { asideLines, proveJournal, sealedRest } from './proven-journal.js';
import { readJournals } from './read-journals.js';
import { ofAccount, run, type Named } from '../redis/script.js';
import { ANNOUNCE, EXCHANGE, QUESTION, SAY_FORGED, SET_ASIDE, SUSPECTS, TAKE } from './scripts.js';
import { BATCH_FORM, parseSettings } from './settings.js';
import type { Taken } from './taken.js';

export interface JournalOptions {
  readonly scope: string;
  /** Encrypts the rows and seals the lines. Only batches that an earlier version began go without. */
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
  /** Told, each time, what keeps calls and their ends from being recorded; they are sent again. */
  readonly onTrouble: (error: Error) => void;
  /** Told when a permission shows that the circuit has opened, and when one shows that it has closed. */
  readonly onCircuit: (open: boolean) => void;
}

const takenReply = z.tuple([z.string()]).rest(z.unknown());
const takenFields = z.tuple([z.number(), z.string(), z.string(), z.array(z.string()), z.array(z.string())]);

export type { HeldSlice } from './exchange.js';

/**
 * So large that two holders who don't know of each other hardly ever have the same epoch, and short enough for every
 * call's line.
 */
const EPOCH_STEP_MAX = 1_000_000;

function pairsOf(flat: readonly string[]): [number, number][] {
  return Array.from({ length: flat.length / 2 }, (_, index) => [
    Number(flat[2 * index]),
    Number(flat[2 * index + 1]),
  ]);
}

/** Stands for the reply to an end, which asks for nothing. */
const NO_REPLY: PermissionReply = { permission: 'wait', waitMs: 0 };
const AGAIN_MS = 500;
const ROUND_TRIPS = 4;
/** The reply to an announcement whose lines are not those in Redis. */
const LINES_CHANGED = -1;
/** Bounds how long one script holds up everybody else's. */
const LINES_PER_ROUND_TRIP = 500;

export class Journal {
  readonly #redis: Redis;
  readonly #options: JournalOptions;
  readonly #scope: string;
  readonly #account: AccountSets & { readonly key: string };
  readonly #scripts: { readonly take: typeof TAKE; readonly exchange: typeof EXCHANGE };
  /** The lines that the journal of each slice in hand must have. */
  readonly #held = new WeakMap<HeldSlice, HeldLines>();
  readonly #seals = new Map<string, JournalSeal | undefined>();
  #halt = { generation: '', seen: false };
  #circuitOpen = false;
  /** Lines are sent in the order of asking: an end is recorded before a call is permitted that is asked for later. */
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

  /** @param turn of the slice, see `FairOrder` */
  async take(name: string, slice: number, turn = 0): Promise<Taken> {
    const keys = this.#keysOfTaking(name, slice);
    const args = { slice, name, turn, newestForm: BATCH_FORM, step: randomInt(1, EPOCH_STEP_MAX) };
    const [kind, ...rest] = takenReply.parse(
      await run(this.#redis, this.#scripts.take, keys, args, () => noticeNewServer(this.#redis, this.#scope)),
    );
    if (kind === 'held') return { kind, waitMs: z.number().parse(rest[0]) };
    if (kind === 'done' || kind === 'suspended' || kind === 'waiting' || kind === 'newer') return { kind };
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
    const { key: account, excused, held, excusedUpTo, budgets } = this.#account;
    const { batch, done } = batchKeys(this.#scope, name);
    const own = { batch, done, slice: sliceKey(this.#scope, name, slice) };
    return { account, ...own, excused, held, excusedUpTo, budgets };
  }

  /** Writes the call's line as sent, if it may leave. `startedAt` in Unix milliseconds. */
  async permit(
    held: HeldSlice,
    row: number,
    attempt: number,
    startedAt: number,
    mark?: string,
  ): Promise<PermissionReply> {
    const reply = await this.#lines.add({ kind: 'ask', held, row, attempt, startedAt, mark });
    if (reply.permission === 'permitted' || reply.permission === 'probe') {
      this.#linesOf(held).sent(fieldOf(row, attempt));
    }
    return reply;
  }

  /**
   * Overwrites the call's line with its end, unless another worker has the slice and finished it. The end is recorded
   * before any call is permitted that is asked for from now on.
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

  /** Whether an answer has halted the account; one object for all slices that were taken up since the last resume. */
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
   * Puts an answer on record in doubt, as it may be another person's. Its slice is taken up again.
   *
   * @returns false where the slice is finished, or the line has changed
   */
  async question(held: HeldSlice, attempt: Attempt): Promise<boolean> {
    const { name, slice } = held;
    const { key: account, budgets } = this.#account;
    const { done } = batchKeys(this.#scope, name);
    const keys = { done, slice: sliceKey(this.#scope, name, slice), account, budgets };
    const field = fieldOf(attempt.row, attempt.attempt);
    const [before, after] = [this.#encode(held, field, attempt), this.#encode(held, field, inDoubt(attempt))];
    const step = randomInt(1, EPOCH_STEP_MAX);
    const args = { slice, field, answer: before.rest, doubt: after.rest, step, name };
    return (await run(this.#redis, QUESTION, keys, args)) === 1;
  }

  /**
   * Says of these rows that they are not called on the day of `atMs`.
   *
   * @returns false where the slice is somebody else's
   */
  async setAside(held: HeldSlice, rows: readonly number[], atMs: number): Promise<boolean> {
    const { name, slice, epoch } = held;
    const lines = asideLines(this.#sealOf(name), slice, epoch, rows, atMs);
    const keys = { slice: sliceKey(this.#scope, name, slice) };
    if ((await run(this.#redis, SET_ASIDE, keys, { epoch, lines: lines.flat() })) !== 1) return false;
    for (const [field, line] of lines) this.#linesOf(held).ended(field, line);
    return true;
  }

  /** Tells the collector that every row of the slice is finished. False where another worker has the slice. */
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

  /**
   * Reads the lines again, as an earlier holder's call may have ended since the slice was taken up.
   *
   * @returns false where anything else has changed
   */
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

  /** The lines hold answers that were paid for, so they are sent until Redis takes them. */
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

  /** Tells by the kind of each permission whether the circuit is open, because then only probes are permitted. */
  #noticeCircuit(replies: readonly PermissionReply[]): void {
    const seen = replies.find(({ permission }) => permission === 'probe' || permission === 'permitted');
    if (seen === undefined || (seen.permission === 'probe') === this.#circuitOpen) return;
    this.#circuitOpen = !this.#circuitOpen;
    this.#options.onCircuit(this.#circuitOpen);
  }

  #send({ ofSlices, ...message }: Omit<ExchangeMessage, 'asks'>): Promise<unknown> {
    const { rateCap, outageLimitMs, probeLimitMs, probeWaitMs, probeWaitMaxMs } = this.#options;
    const { key: account, failing, same, excused, held, over, budgets } = this.#account;
    const keys = { account, failing, same, excused, held, over, budgets, ofSlices };
    const waits = { probeWaitFirstMs: probeWaitMs, probeWaitMaxMs };
    const args = { rateCap: rateCap() ?? '', outageLimitMs, probeLimitMs, ...waits, ...message };
    return run(this.#redis, this.#scripts.exchange, keys, args, () =>
      noticeNewServer(this.#redis, this.#scope),
    );
  }
}
