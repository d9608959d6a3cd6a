// One row's life: call, decide, wait, call again, until it is finished or has to stop. Knows how calls are limited
// and journalled through what it is given; knows no queue and no file.

import { accountEffect, type AccountEffect } from '../domain/account-effect.js';
import type { Attempt } from '../domain/attempt.js';
import { backoffMs } from '../domain/backoff.js';
import { deadlineIn, type Deadline } from '../provider/deadline.js';
import { decide, type Decision, type DecisionRules } from '../domain/decision.js';
import { standingOf, type Standing } from '../domain/history.js';
import type { Permission, PermissionReply } from '../domain/permission.js';
import type { Person } from '../domain/row.js';
import type { Called } from '../provider/client.js';
import type { CallProtocol } from '../provider/port.js';
import type { CallContext } from './call-context.js';
import { QuestionedAnswer } from './questioned-answer.js';
import { attemptOf } from './attempt-of-call.js';
import { impersonal } from './impersonal.js';

/** The journal of the slice in hand. */
export interface CallJournal {
  permit(row: number, attempt: number, startedAt: number): Promise<PermissionReply>;
  /** Resolves when the end is on record. The end is recorded before any call is permitted that is asked for later. */
  record(attempt: Attempt, effect: AccountEffect): Promise<unknown>;
  /** Whether anomalous answers of these rows are their own, or may still turn out to be the account's fault. */
  suspects(rows: readonly number[]): Promise<'own' | 'pending' | 'account'>;
  /** Puts an answer on record in doubt, as it may be another person's, unless its slice is finished. Never rejects. */
  question(attempt: Attempt): Promise<void>;
  /**
   * Whether an answer has halted the account. All slices of a process share this that were taken up since the last
   * resume.
   */
  readonly halt?: { seen: boolean };
}

export type RowEnd =
  | { readonly kind: 'finished'; readonly last: Attempt | undefined }
  /** The row is not called today: the provider was asked about this person too often. */
  | { readonly kind: 'over'; readonly row: number }
  /**
   * The row goes on at this time, in Unix milliseconds. `after`: the call after whose end it waits, if there is one.
   */
  | { readonly kind: 'later'; readonly at: number; readonly after?: Attempt }
  | { readonly kind: 'stopped'; readonly why: StopReason };

export type StopReason = 'stale' | 'stopped' | 'capped' | 'spent' | 'stopping';

export interface RowInHand {
  readonly row: number;
  readonly person: Person;
  /** The row's attempts so far, in order. */
  readonly past: readonly Attempt[];
  /** The last attempt whose answer is excused if it may be the account's fault; 0: no answer is excused. */
  readonly excusedUpTo: number;
  /** Whether the row may have been called without a recorded line, and must not be called again. */
  readonly held?: boolean;
  /** Attempts of an earlier day, which are on record elsewhere. */
  readonly before?: number | undefined;
}

/** Begins with one of the `journalSlots`, which the row releases. */
export async function verifyRow(
  { row, person, past, excusedUpTo, held, before: earlier = 0 }: RowInHand,
  rules: DecisionRules,
  journal: CallJournal,
  context: CallContext,
): Promise<RowEnd> {
  const attempts = [...past];
  let before = standingOf(attempts, rules, excusedUpTo);
  if (held === true || hasEnded(before, context)) {
    context.journalSlots.release();
    return { kind: 'finished', last: attempts.at(-1) };
  }
  for (;;) {
    const next = Math.max(before.nextAttempt, earlier + 1);
    const made = await makeCall(row, person, { ...before, nextAttempt: next }, rules, journal, context);
    if (made.kind === 'denied') return { kind: 'stopped', why: made.why };
    if (made.kind === 'later' || made.kind === 'over') return made;
    // The end is on its way, so other rows may call already; this row goes on only when its end is on record.
    await made.recorded;
    attempts.push(made.attempt);
    before = standingOf(attempts, rules, excusedUpTo);
    const waitMs = waitAfter(made, before, context);
    if (waitMs !== undefined && waitMs > context.longWaitMs)
      return { kind: 'later', at: context.nowMs() + waitMs, after: made.attempt };
    if (waitMs !== undefined) await context.wait(waitMs);
    if (hasEnded(before, context)) return { kind: 'finished', last: made.attempt };
    await context.journalSlots.acquire();
  }
}

function hasEnded({ finished, throttledMs }: Standing, { throttleLimitMs }: CallContext): boolean {
  return finished || throttledMs >= throttleLimitMs;
}

/** @returns milliseconds to wait before the row goes on; undefined where it goes on at once */
function waitAfter(
  { decision }: Extract<Made, { kind: 'called' }>,
  after: Standing,
  { backoff, random, longWaitMs }: CallContext,
): number | undefined {
  switch (decision.kind) {
    case 'done':
    case 'halt':
      return undefined;
    case 'retry': {
      if (decision.atOnce) return undefined;
      // A wait that the provider asks for with this failure concerns this row alone, so it is bounded like any other
      // backoff.
      const waitAtLeastMs = Math.min(decision.waitAtLeastMs, backoff.maxMs);
      return backoffMs(Math.max(1, after.attemptsUsed), backoff, random(), waitAtLeastMs);
    }
    case 'throttle': {
      // The shared rate was lowered by this answer, so the row itself need not wait long.
      const brief = { ...backoff, maxMs: Math.min(backoff.maxMs, longWaitMs) };
      return backoffMs(Math.max(1, after.throttledInARow), brief, random(), decision.waitAtLeastMs);
    }
  }
}

/**
 * How long after it was asked for a permission may be used. A worker that is stopped longer than this can have lost
 * its slice by the time it wakes up; another one takes it up after half the lock's time at the earliest.
 */
const PERMISSION_LASTS_MS = 2_000;

type Made =
  | {
      readonly kind: 'called';
      readonly attempt: Attempt;
      readonly decision: Decision;
      readonly recorded: Promise<unknown>;
    }
  | Denied;
type Denied =
  | { readonly kind: 'denied'; readonly why: StopReason }
  | Extract<RowEnd, { readonly kind: 'later' | 'over' }>;

/**
 * Makes one call: its line is in the journal before it leaves, and its end on the way there on return. Releases the
 * row's journal slot.
 */
async function makeCall(
  row: number,
  person: Person,
  before: Standing,
  rules: DecisionRules,
  journal: CallJournal,
  context: CallContext,
): Promise<Made> {
  try {
    const permitted = await untilPermitted(row, before.nextAttempt, journal, context);
    if (permitted.kind !== 'permitted') return permitted;
    const answer = new QuestionedAnswer(journal);
    const { called, decision, probe } = await context.withRequest(() =>
      callUnlessHalted(
        person,
        before,
        { ...permitted, onQuestioned: answer.question },
        rules,
        journal,
        context,
      ),
    );
    const attempt = attemptOf(called.end, rules.codes, {
      row,
      person,
      attempt: before.nextAttempt,
      startedAt: permitted.startedAt,
      finishedAt: context.nowMs(),
      probe,
    });
    const effect = accountEffect(called.end, decision, rules);
    const recorded = journal.record(
      attempt,
      effect.kind === 'rejected' ? withoutPerson(effect, person) : effect,
    );
    answer.onRecord(attempt, recorded);
    return { kind: 'called', attempt, decision, recorded };
  } finally {
    context.journalSlots.release();
  }
}

/** The target of a redirect may repeat what was asked. */
function withoutPerson({ kind, pauseMs, cause }: AccountEffect, person: Person): AccountEffect {
  const [status = '', target = ''] = cause.split(' ');
  return { kind, pauseMs, cause: `${status} ${impersonal(target, person)}`.trimEnd() };
}

/**
 * Makes the call and decides on its end. A permitted call that has not left is withheld when the account halts or the
 * process stops.
 */
async function callUnlessHalted(
  person: Person,
  before: Standing,
  permitted: Permitted & { readonly onQuestioned: () => void },
  rules: DecisionRules,
  { halt }: CallJournal,
  { call, signer, stopping }: CallContext,
): Promise<{ called: Called; decision: Decision; probe: boolean }> {
  const withheld = halt?.seen === true || stopping.aborted;
  const called = withheld ? WITHHELD : await call(person, permitted.notAfter, permitted.onQuestioned);
  // A call that never left uses no attempt of its row.
  const probe = permitted.probe || called.end.kind === 'withheld';
  const attemptsUsed = before.attemptsUsed + (probe ? 0 : 1);
  // All calls of the process carry the same signature. Where renewing it did not help another row, this row need not
  // try again.
  const inVain = tellSigner(called, rules, signer) === 'in vain';
  const signatureRenewed = before.signatureRenewed || inVain;
  const decision = decide(called.end, { attemptsUsed, signatureRenewed }, rules);
  if (halt !== undefined && decision.kind === 'halt') halt.seen = true;
  return { called, decision, probe };
}

/**
 * Tells the signer how the signature fared, before another call can carry it. A code that the service may give without
 * checking the signature says nothing.
 */
function tellSigner(
  { end, authorization }: Called,
  { codes, retryCodes }: DecisionRules,
  signer: CallContext['signer'],
): ReturnType<CallProtocol['expired']> | undefined {
  if (end.kind !== 'answered') return undefined;
  const effect = codes.effectOf(end.code, retryCodes);
  if (effect === 'expired') return signer.expired(authorization);
  if (effect === 'final' || effect === 'daily') signer.accepted(authorization);
  return undefined;
}

const WITHHELD: Called = { end: { kind: 'withheld' }, authorization: '' };

interface Permitted {
  readonly kind: 'permitted';
  readonly startedAt: number;
  readonly notAfter: Deadline;
  readonly probe: boolean;
}

/** A longer wait is cut to this, so that a stopped batch, or a wait that has ended early, is noticed in time. */
const LOOK_AGAIN_MS = 2_000;

async function untilPermitted(
  row: number,
  attempt: number,
  journal: CallJournal,
  { nowMs, wait, stopping }: CallContext,
): Promise<Permitted | Denied> {
  while (!stopping.aborted) {
    const startedAt = nowMs();
    const notAfter = deadlineIn(PERMISSION_LASTS_MS);
    const { permission, waitMs } = await journal.permit(row, attempt, startedAt);
    if (permission === 'full') return { kind: 'later', at: nowMs() + waitMs };
    if (permission === 'over') return { kind: 'over', row };
    if (permission === 'wait') await wait(Math.min(waitMs, LOOK_AGAIN_MS));
    else if (isPermitted(permission))
      return { kind: 'permitted', startedAt, notAfter, probe: permission === 'probe' };
    else return { kind: 'denied', why: permission };
  }
  return { kind: 'denied', why: 'stopping' };
}

function isPermitted(permission: Permission): permission is 'permitted' | 'probe' {
  return permission === 'permitted' || permission === 'probe';
}
