// Reads a row's state from its attempts: whether it is finished, and otherwise how it goes on. So a slice that is taken
// up again goes on where it was left.

import type { Attempt } from './attempt.js';
import { effectOfHttp, type DecisionRules, type HttpEffect } from './decision.js';
import type { CodeEffect, ReturnCodes } from './return-codes.js';

export interface Standing {
  readonly finished: boolean;
  /** The number of the row's next call. */
  readonly nextAttempt: number;
  readonly attemptsUsed: number;
  readonly signatureRenewed: boolean;
  /** How many calls were throttled one after another, up to the last one. */
  readonly throttledInARow: number;
  /**
   * Milliseconds from the first to the last throttled call in a row. Longer gaps, as in a pause or halt, are cut to
   * `LONGEST_GAP_MS`.
   */
  readonly throttledMs: number;
}

/** A longer gap between two throttled calls means that the batch was suspended, so nobody was throttled meanwhile. */
const LONGEST_GAP_MS = 600_000;

/**
 * @param attempts of one row, in the order of their numbers
 * @param excusedUpTo the last attempt whose doubtful answer doesn't count, because the account was at fault until
 * somebody mended it
 */
export function standingOf(attempts: readonly Attempt[], rules: DecisionRules, excusedUpTo = 0): Standing {
  let attemptsUsed = 0;
  let throttledInARow = 0;
  let throttledMs = 0;
  let throttledAt: number | undefined;
  let signatureRenewed = false;
  let finished = false;
  for (const attempt of attempts) {
    const effect = effectOf(attempt, rules);
    if (effect === 'throttled') {
      throttledInARow += 1;
      throttledMs += Math.min(attempt.startedAt - (throttledAt ?? attempt.startedAt), LONGEST_GAP_MS);
      throttledAt = attempt.startedAt;
      continue;
    }
    throttledInARow = 0;
    throttledMs = 0;
    throttledAt = undefined;
    signatureRenewed = effect === 'expired';
    const excused =
      attempt.attempt <= excusedUpTo && effect !== 'failed' && mayBeTheAccounts(attempt, rules.codes);
    const free = excused || (effect === 'rejected' && attempt.startedAt < (rules.rejectedCountFrom ?? 0));
    if (USES_ATTEMPT.has(effect) && !attempt.probe && !free) attemptsUsed += 1;
    if ((effect === 'final' || effect === 'daily') && !excused) finished = true;
  }
  return {
    finished: finished || attemptsUsed >= rules.maxAttempts,
    nextAttempt: (attempts.at(-1)?.attempt ?? 0) + 1,
    attemptsUsed,
    signatureRenewed,
    throttledInARow,
    throttledMs,
  };
}

const USES_ATTEMPT: ReadonlySet<CodeEffect | HttpEffect> = new Set(['failed', 'rejected', 'unprocessed']);

/** Whether the answer had a code that is no verdict on a person, or an HTTP status that many rows may share. */
export function mayBeTheAccounts({ code, httpStatus }: Attempt, codes: ReturnCodes): boolean {
  if (code !== undefined) return !codes.verdicts.has(code) && !codes.overToday.has(code);
  return httpStatus !== undefined && effectOfHttp(httpStatus) === 'rejected';
}

function effectOf(attempt: Attempt, rules: DecisionRules): CodeEffect | HttpEffect {
  if (attempt.code !== undefined) return rules.codes.effectOf(attempt.code, rules.retryCodes);
  const byHttp = attempt.httpStatus === undefined ? 'failed' : effectOfHttp(attempt.httpStatus);
  if (byHttp !== 'failed') return byHttp;
  return attempt.result === 'in_doubt' && rules.inDoubt === 'hold' ? 'final' : 'failed';
}
