// What a call's end says about the account and the service, beside what it says about its row. The circuit, the shared
// rate and halts follow from it.

import { effectOfHttp, type CallEnd, type Decision, type DecisionRules } from './decision.js';

/**
 * `good`: the service works. `failed`: it doesn't. `throttled`: too many calls. `anomalous`: a code that is no verdict
 * on a person, with the code as cause; many in a row are the account's fault. `rejected`: an HTTP status without an
 * answer, with the status as cause and, behind a blank, the target of a redirect; many in a row are the account's fault
 * too. `halt`: stop every call, with the cause. `over`: the service works, and was asked about this person too often
 * today. `none`: the service was not reached.
 */
export interface AccountEffect {
  readonly kind: 'good' | 'failed' | 'throttled' | 'anomalous' | 'rejected' | 'halt' | 'over' | 'none';
  /** How many milliseconds the provider asked us to make no call. */
  readonly pauseMs: number;
  readonly cause: string;
}

export function accountEffect(
  end: CallEnd,
  decision: Decision,
  { codes, retryCodes }: Pick<DecisionRules, 'codes' | 'retryCodes'>,
): AccountEffect {
  if (decision.kind === 'halt') return { kind: 'halt', pauseMs: 0, cause: JSON.stringify(decision.cause) };
  if (decision.kind === 'throttle') return { kind: 'throttled', pauseMs: decision.waitAtLeastMs, cause: '' };
  if (end.kind === 'withheld') return { kind: 'none', pauseMs: 0, cause: '' };
  if (end.kind === 'unreadable' && effectOfHttp(end.httpStatus) === 'rejected') {
    return { kind: 'rejected', pauseMs: 0, cause: `${end.httpStatus} ${end.target ?? ''}`.trimEnd() };
  }
  if (end.kind !== 'answered') return { kind: 'failed', pauseMs: 0, cause: '' };
  const effect = codes.effectOf(end.code, retryCodes);
  if (effect === 'daily') return { kind: 'over', pauseMs: 0, cause: '' };
  if (codes.verdicts.has(end.code) || effect === 'expired') return { kind: 'good', pauseMs: 0, cause: '' };
  return effect === 'failed'
    ? { kind: 'failed', pauseMs: 0, cause: '' }
    : { kind: 'anomalous', pauseMs: 0, cause: end.code };
}
