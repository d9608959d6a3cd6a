// What a call's end leads to: one pure function. It is given the provider's table of codes and a row's history of attempts;
// it does not know queues, clocks or waits.

import type { ReturnCode, ReturnCodes } from './return-codes.js';
import type { Status } from './status.js';

/** How a call ended, as the client saw it. */
export type CallEnd =
  /** An answer in the documented form whose code is valid. */
  | {
      readonly kind: 'answered';
      readonly code: ReturnCode;
      readonly message: string;
      readonly sessionId: string;
      readonly httpStatus: number;
      readonly retryAfterMs?: number | undefined;
      /** How far the service's clock is ahead of ours, where the answer told its time. */
      readonly clockAheadMs?: number | undefined;
    }
  /** An answer that is not in the documented form; its HTTP status may still tell something. */
  | {
      readonly kind: 'unreadable';
      readonly httpStatus: number;
      readonly reason: string;
      readonly retryAfterMs?: number | undefined;
      /** The target of a redirect, without query or password. */
      readonly target?: string | undefined;
    }
  /**
   * The call was sent, or may have been, and no answer is surely its own: a time-out, a cut connection, an answer that
   * may belong to another call.
   */
  | {
      readonly kind: 'lost';
      readonly reason: string;
      /** The session id of an answer that may belong to another call. */
      readonly sessionId?: string | undefined;
    }
  /** The call never left: its permission was too old when a connection was free, so another worker may have the row. */
  | { readonly kind: 'withheld' }
  /** The call never left: connection refused, failed look-up, TLS failure. */
  | { readonly kind: 'refused'; readonly reason: string };

export type Decision =
  | { readonly kind: 'done'; readonly status: Status }
  /** `atOnce`: the cause was removed, so that waiting adds nothing. */
  | { readonly kind: 'retry'; readonly atOnce: boolean; readonly waitAtLeastMs: number }
  | { readonly kind: 'throttle'; readonly waitAtLeastMs: number }
  | { readonly kind: 'halt'; readonly cause: HaltCause };

interface HaltCause {
  readonly kind: 'code';
  readonly code: ReturnCode;
  readonly clockAheadMs?: number | undefined;
}

export type InDoubtPolicy = 'retry' | 'hold';

export interface DecisionRules {
  /** The return codes of the account's provider. */
  readonly codes: ReturnCodes;
  /**
   * Codes that are tried again, from `ROLLCALL_RETRY_CODES`. Among them the code for too many calls still counts as
   * throttling.
   */
  readonly retryCodes: ReadonlySet<ReturnCode>;
  readonly maxAttempts: number;
  readonly inDoubt: InDoubtPolicy;
  /**
   * Unix milliseconds. Rejected attempts that began before then used no attempt, because they halted the account.
   * Absent: each rejected attempt uses one.
   */
  readonly rejectedCountFrom?: number | undefined;
}

export interface RowProgress {
  /** How many attempts were used up, with the one that is decided on; throttled calls use none. */
  readonly attemptsUsed: number;
  /** Whether renewing an expired signature no longer helps: this row's was renewed before, or others' were in vain. */
  readonly signatureRenewed: boolean;
}

const REQUEST_TIMEOUT = 408;
const TOO_EARLY = 425;
const TOO_MANY_REQUESTS = 429;

export function decide(end: CallEnd, progress: RowProgress, rules: DecisionRules): Decision {
  switch (end.kind) {
    case 'answered':
      return decideCode(end, progress, rules);
    case 'unreadable':
      return decideHttp(end, progress, rules);
    case 'lost':
      return rules.inDoubt === 'hold'
        ? { kind: 'done', status: 'in_doubt' }
        : retry(progress, rules, 'error');
    case 'refused':
    case 'withheld':
      return retry(progress, rules, 'error');
  }
}

function decideCode(
  end: Extract<CallEnd, { kind: 'answered' }>,
  progress: RowProgress,
  rules: DecisionRules,
): Decision {
  const { code, retryAfterMs, clockAheadMs } = end;
  const halt: Decision = { kind: 'halt', cause: { kind: 'code', code, clockAheadMs } };
  const status = rules.codes.statusOf(code);
  const effect = rules.codes.effectOf(code, rules.retryCodes);
  switch (effect) {
    case 'throttled':
      return { kind: 'throttle', waitAtLeastMs: retryAfterMs ?? 0 };
    case 'failed':
      return retry(progress, rules, status, retryAfterMs);
    case 'final':
    case 'daily':
      return { kind: 'done', status };
    case 'expired':
      return progress.signatureRenewed ? halt : { kind: 'retry', atOnce: true, waitAtLeastMs: 0 };
    case 'account':
      return halt;
  }
}

function decideHttp(
  end: Extract<CallEnd, { kind: 'unreadable' }>,
  progress: RowProgress,
  rules: DecisionRules,
): Decision {
  const effect = effectOfHttp(end.httpStatus);
  if (effect === 'throttled') return { kind: 'throttle', waitAtLeastMs: end.retryAfterMs ?? 0 };
  if (effect === 'failed' && rules.inDoubt === 'hold') return { kind: 'done', status: 'in_doubt' };
  const next = retry(progress, rules, 'error', end.retryAfterMs);
  // The service may close a connection that was idle for too long; then a new connection helps at once.
  const idle = end.httpStatus === REQUEST_TIMEOUT && progress.attemptsUsed <= 1;
  return idle && next.kind === 'retry' ? { ...next, atOnce: true } : next;
}

function retry(progress: RowProgress, rules: DecisionRules, last: Status, waitAtLeastMs = 0): Decision {
  if (progress.attemptsUsed >= rules.maxAttempts) return { kind: 'done', status: last };
  return { kind: 'retry', atOnce: false, waitAtLeastMs };
}

/**
 * What an HTTP status without a documented answer means. `unprocessed`: the service never got the whole request.
 * `rejected`: a firewall may refuse this row's data, or the account's address is wrong, which many rows show. Only
 * `failed` leaves open whether the call was counted.
 */
export type HttpEffect = 'throttled' | 'unprocessed' | 'rejected' | 'failed';

export function effectOfHttp(httpStatus: number): HttpEffect {
  if (httpStatus === TOO_MANY_REQUESTS) return 'throttled';
  if (httpStatus === REQUEST_TIMEOUT || httpStatus === TOO_EARLY) return 'unprocessed';
  return httpStatus >= 300 && httpStatus < 500 ? 'rejected' : 'failed';
}
