// One row's life: call, decide, wait, call again, until it is finished or has to stop. Knows how calls are limited
// and journalled through what it is given; knows no queue and no file.

import type { Attempt } from '../domain/attempt.js';
import { backoffMs, type BackoffRules } from '../domain/backoff.js';
import { decide, type CallEnd, type Decision, type DecisionRules, type HaltCause } from '../domain/decision.js';
import { standingOf } from '../domain/history.js';
import type { Permission } from '../domain/permission.js';
import type { Person } from '../domain/row.js';
import type { Called } from './client.js';
import { keptMessage } from './provider-message.js';

/** The journal of the slice in hand. */
export interface CallJournal {
  permit(row: number, attempt: number, startedAt: number): Promise<Permission>;
  record(attempt: Attempt): Promise<void>;
  halt(cause: HaltCause): Promise<void>;
}

/** What all rows of a process share. */
export interface CallContext {
  readonly call: (person: Person) => Promise<Called>;
  readonly renewSignature: (refused: string) => void;
  /** Bounds the calls that have a line in the journal and no recorded end. */
  readonly withLine: <T>(task: () => Promise<T>) => Promise<T>;
  /** Bounds open requests. */
  readonly withRequest: <T>(task: () => Promise<T>) => Promise<T>;
  readonly backoff: BackoffRules;
  /** A wait longer than this is spent outside the worker. */
  readonly longWaitMs: number;
  readonly nowMs: () => number;
  readonly random: () => number;
  /** Resolves after the wait, or earlier when the process is stopping. */
  readonly wait: (ms: number) => Promise<void>;
  readonly stopping: AbortSignal;
}

export type RowEnd =
  | { readonly kind: 'finished' }
  /** Goes on at this time, in Unix milliseconds. */
  | { readonly kind: 'later'; readonly at: number }
  | { readonly kind: 'stopped'; readonly why: StopReason };

export type StopReason = 'stale' | 'stopped' | 'capped' | 'stopping';

/** @param past the row's attempts so far, in order */
export async function verifyRow(
  row: number,
  person: Person,
  past: readonly Attempt[],
  rules: DecisionRules,
  journal: CallJournal,
  context: CallContext,
): Promise<RowEnd> {
  const attempts = [...past];
  for (;;) {
    const standing = standingOf(attempts, rules);
    if (standing.finished) return { kind: 'finished' };
    const made = await context.withLine(() => makeCall(row, standing.nextAttempt, person, journal, context));
    if (made.kind === 'denied') {
      if (made.permission !== 'full') return { kind: 'stopped', why: made.permission };
      await context.wait(FULL_WAIT_MS);
      continue;
    }
    attempts.push(made.attempt);
    const after = standingOf(attempts, rules);
    const decision = decide(made.called.end, { ...after, signatureRenewed: standing.signatureRenewed }, rules);
    const waitMs = await actOn(decision, made.called, after.throttledInARow + after.attemptsUsed, journal, context);
    if (waitMs === undefined) continue;
    if (waitMs > context.longWaitMs) return { kind: 'later', at: context.nowMs() + waitMs };
    await context.wait(waitMs);
  }
}

/** Until a call under way may have given its place under the cap back. */
const FULL_WAIT_MS = 50;

/** @returns milliseconds to wait before the row goes on; undefined where it goes on at once */
async function actOn(
  decision: Decision,
  called: Called,
  failures: number,
  journal: CallJournal,
  { backoff, random, renewSignature }: CallContext,
): Promise<number | undefined> {
  switch (decision.kind) {
    case 'done':
      return undefined;
    case 'halt':
      await journal.halt(decision.cause);
      return undefined;
    case 'retry':
      if (decision.renewSignature) {
        renewSignature(called.authorization);
        return undefined;
      }
      return backoffMs(failures, backoff, random(), decision.waitAtLeastMs);
    case 'throttle':
      return backoffMs(failures, backoff, random(), decision.waitAtLeastMs);
  }
}

type Made =
  | { readonly kind: 'called'; readonly attempt: Attempt; readonly called: Called }
  | { readonly kind: 'denied'; readonly permission: Exclude<Permission, 'permitted'> | 'stopping' };

/** One call with its line in the journal before it and its end in the journal after it. */
async function makeCall(
  row: number,
  attempt: number,
  person: Person,
  journal: CallJournal,
  { call, withRequest, nowMs, stopping }: CallContext,
): Promise<Made> {
  if (stopping.aborted) return { kind: 'denied', permission: 'stopping' };
  const startedAt = nowMs();
  const permission = await journal.permit(row, attempt, startedAt);
  if (permission !== 'permitted') return { kind: 'denied', permission };
  const called = await withRequest(() => call(person));
  const ended = { row, attempt, startedAt, finishedAt: nowMs(), ...recordOf(called.end, person) };
  await journal.record(ended);
  return { kind: 'called', attempt: ended, called };
}

function recordOf(
  end: CallEnd,
  person: Person,
): Pick<Attempt, 'result' | 'code' | 'httpStatus' | 'sessionId' | 'message'> {
  const none = { code: undefined, httpStatus: undefined, sessionId: '', message: '' };
  switch (end.kind) {
    case 'answered': {
      const { code, httpStatus, sessionId } = end;
      return { result: 'answered', code, httpStatus, sessionId, message: keptMessage(code, end.message, person) };
    }
    case 'unreadable':
      return { ...none, result: 'in_doubt', httpStatus: end.httpStatus };
    case 'lost':
      return { ...none, result: 'in_doubt' };
    case 'refused':
      return { ...none, result: 'refused' };
  }
}
