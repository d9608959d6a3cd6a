// Verifies a slice's rows side by side, each at its own pace, and tells what is to become of the slice when none of
// them can go on. Knows no queue.

import type { Attempt } from '../domain/attempt.js';
import type { DecisionRules } from '../domain/decision.js';
import { mayBeTheAccounts } from '../domain/history.js';
import type { ReturnCodes } from '../domain/return-codes.js';
import type { Person } from '../domain/row.js';
import type { Semaphore } from './semaphore.js';
import type { CallContext } from './call-context.js';
import { verifyRow, type CallJournal, type RowEnd, type StopReason } from './row.js';

export interface SliceInHand {
  readonly rows: readonly {
    readonly row: number;
    readonly person: Person;
    /** Attempts of an earlier day. */
    readonly before?: number | undefined;
  }[];
  /** The slice's attempts so far, by row, then by attempt. */
  readonly attempts: readonly Attempt[];
  /** By row, the last attempt whose answer doesn't count where it may be the account's fault. */
  readonly excusedUpTo: ReadonlyMap<number, number>;
  /** Rows that may have been called without a line on record. */
  readonly gapRows?: ReadonlySet<number>;
}

export type SliceEnd =
  /** `over`: rows that are not called today because of the provider's daily limit; absent: none. */
  | { readonly kind: 'finished'; readonly over?: readonly number[] }
  /** Some rows have to wait, the last of them until this time, in Unix milliseconds; the others are finished. */
  | { readonly kind: 'later'; readonly at: number; readonly after?: Attempt }
  | { readonly kind: 'stopped'; readonly why: StopReason };

export async function verifySlice(
  { rows, attempts, excusedUpTo, gapRows }: SliceInHand,
  rules: DecisionRules,
  journal: CallJournal,
  context: CallContext,
): Promise<SliceEnd> {
  const attemptsOf = groupByRow(attempts);
  const ends = await endOfAll(rows.length, context.journalSlots, rules.codes, (index) => {
    const { row, person, before } = rows[index] as (typeof rows)[number];
    const inHand = {
      row,
      person,
      past: attemptsOf.get(row) ?? NONE,
      excusedUpTo: excusedUpTo.get(row) ?? 0,
      held: rules.inDoubt === 'hold' && gapRows?.has(row) === true,
      before,
    };
    return verifyRow(inHand, rules, journal, context);
  });
  const end = sliceEnd(ends);
  return end.kind === 'finished' ? untilSettled(ends, end, rules.codes, journal, context) : end;
}

const NONE: readonly Attempt[] = [];

/**
 * Begins each row when a journal slot is free.
 *
 * @returns when no row can go on, the ends that decide what becomes of the slice; other ends are not kept
 */
function endOfAll(
  count: number,
  slots: Semaphore,
  codes: ReturnCodes,
  begin: (index: number) => Promise<RowEnd>,
): Promise<RowEnd[]> {
  return new Promise((resolve, reject) => {
    const ends: RowEnd[] = [];
    let left = count;
    if (left === 0) resolve(ends);
    const onEnd = (end: RowEnd): void => {
      if (end.kind !== 'finished' || suspectOf(end, codes) !== undefined) ends.push(end);
      left -= 1;
      if (left === 0) resolve(ends);
    };
    slots.give(count, (index) => {
      begin(index).then(onEnd, reject);
    });
  });
}

function groupByRow(past: readonly Attempt[]): Map<number, Attempt[]> {
  const groups = new Map<number, Attempt[]>();
  for (const attempt of past) {
    const group = groups.get(attempt.row);
    if (group === undefined) groups.set(attempt.row, [attempt]);
    else group.push(attempt);
  }
  return groups;
}

const STRENGTH: readonly StopReason[] = ['stale', 'stopped', 'capped', 'spent', 'stopping'];

/**
 * The strongest end of a row is the slice's: a lost slice before a stopped one, a stopped one before a wait. Of several
 * waits the longest counts, so that no row goes on early.
 */
function sliceEnd(ends: readonly RowEnd[]): SliceEnd {
  const stopped = ends.filter((end) => end.kind === 'stopped');
  const strongest = STRENGTH.find((why) => stopped.some((end) => end.why === why));
  if (strongest !== undefined) return { kind: 'stopped', why: strongest };
  const waiting = ends.filter((end) => end.kind === 'later');
  const [first, ...others] = waiting;
  if (first === undefined) return finishedWith(ends);
  return others.reduce((last, end) => (end.at > last.at ? end : last), first);
}

function finishedWith(ends: readonly RowEnd[]): Extract<SliceEnd, { kind: 'finished' }> {
  const over = ends.flatMap((end) => (end.kind === 'over' ? [end.row] : []));
  return over.length === 0 ? { kind: 'finished' } : { kind: 'finished', over };
}

/** The row's number where its last answer may be the account's fault; undefined for other rows. */
function suspectOf(end: RowEnd, codes: ReturnCodes): number | undefined {
  if (end.kind !== 'finished' || end.last === undefined) return undefined;
  return mayBeTheAccounts(end.last, codes) ? end.last.row : undefined;
}

const SETTLE_LOOK_MS = 200;
const SETTLE_LOOKS = 5;

/** Rows whose last answer may be the account's fault are finished only once it is clear that it is not. */
async function untilSettled(
  ends: readonly RowEnd[],
  finished: SliceEnd,
  codes: ReturnCodes,
  journal: CallJournal,
  { wait, stopping, nowMs }: CallContext,
): Promise<SliceEnd> {
  const suspects = ends.flatMap((end) => suspectOf(end, codes) ?? []);
  if (suspects.length === 0) return finished;
  for (let look = 0; look < SETTLE_LOOKS; look += 1) {
    const verdict = await journal.suspects(suspects);
    if (verdict === 'own') return finished;
    if (verdict === 'account') return { kind: 'stopped', why: 'stopped' };
    if (stopping.aborted) return { kind: 'stopped', why: 'stopping' };
    await wait(SETTLE_LOOK_MS);
  }
  return { kind: 'later', at: nowMs() + SETTLE_LOOK_MS };
}
