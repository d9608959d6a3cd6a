// Where a row stands, read from its attempts: whether it is finished, and if not, how it goes on. This is what
// makes a slice that is taken up again go on where it was left.

import type { Attempt } from './attempt.js';
import { VERDICT_STATUS } from './codes.js';
import { effectOfCode, effectOfHttp, type CodeEffect, type DecisionRules } from './decision.js';

export interface Standing {
  readonly finished: boolean;
  /** Number of the next call. */
  readonly nextAttempt: number;
  readonly attemptsUsed: number;
  readonly signatureRenewed: boolean;
  /** Calls throttled one after another up to now. */
  readonly throttledInARow: number;
  /** Milliseconds from the first of the throttled calls in a row to the last, long gaps (a pause, a halt) cut short. */
  readonly throttledMs: number;
}

/** While a batch rests nobody is throttled. */
const LONGEST_GAP_MS = 600_000;

/**
 * @param attempts of one row, in the order of their numbers
 * @param voidedUpTo the last attempt whose odd answer doesn't count: the account was at fault, and was mended
 */
export function standingOf(attempts: readonly Attempt[], rules: DecisionRules, voidedUpTo = 0): Standing {
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
    if (effect === 'failed' && !attempt.probe) attemptsUsed += 1;
    if (effect === 'final' && !(attempt.attempt <= voidedUpTo && isOdd(attempt))) finished = true;
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

/** Answered with a code that ends the row and is no verdict on a person. */
export function isOdd({ code }: Attempt): boolean {
  return code !== undefined && !VERDICT_STATUS.has(code);
}

function effectOf(attempt: Attempt, rules: DecisionRules): CodeEffect {
  if (attempt.code !== undefined) return effectOfCode(attempt.code, rules.retryCodes);
  if (attempt.httpStatus !== undefined && effectOfHttp(attempt.httpStatus) !== 'failed') {
    return effectOfHttp(attempt.httpStatus);
  }
  return attempt.result === 'in_doubt' && rules.inDoubt === 'hold' ? 'final' : 'failed';
}
