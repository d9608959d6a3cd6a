// Makes a row's outcome from its fate and its attempts alone, so that the same attempts always give the same outcome.

import { effectOfHttp, type InDoubtPolicy } from './decision.js';
import type { Attempt } from './attempt.js';
import type { EarlierOutcome } from './earlier.js';
import type { ReturnCode, ReturnCodes } from './return-codes.js';
import type { Fate } from './row.js';
import type { Status } from './status.js';
import { wordsIn } from '../words/catalogue.js';
import type { Language } from '../words/language.js';

type OutcomeSource = 'api' | 'local' | 'duplicate' | 'carried' | '';

/** The columns that `outcomes.csv` adds to the list's own. */
export interface Outcome {
  readonly status: Status;
  readonly code: ReturnCode | undefined;
  readonly message: string;
  readonly source: OutcomeSource;
  readonly duplicateOf: number | undefined;
  readonly attempts: number;
  readonly sessionId: string;
  /** Unix milliseconds of the answer that decided. */
  readonly checkedAt: number | undefined;
  /** The batch in which the call was made, where that was an earlier one. */
  readonly carriedFrom: string | undefined;
}

export interface OutcomeRules {
  /** The return codes of the account's provider. */
  readonly codes: ReturnCodes;
  readonly retryCodes: ReadonlySet<ReturnCode>;
  readonly inDoubt: InDoubtPolicy;
  /** In which messages are written; absent: English. */
  readonly language?: Language | undefined;
}

/** What a message is made from. */
export type MessageRules = Pick<OutcomeRules, 'codes' | 'language'>;

/**
 * The outcome of a row that needed a call.
 *
 * @param attempts of this row alone, in the order of their numbers
 * @param closed whether the row's slice was finished, so that a last attempt that failed is final too
 * @param inGap whether the row may have been called without a recorded line
 */
export function outcomeOfCalls(
  attempts: readonly Attempt[],
  closed: boolean,
  rules: OutcomeRules,
  note: string,
  inGap = false,
): Outcome {
  const deciding = decidingAttempt(attempts, closed, rules);
  const status = statusOf(attempts, deciding, closed, rules, inGap);
  return {
    status,
    code: deciding?.code,
    message: withNote(messageOf(status, deciding, attempts, rules, inGap), note, rules),
    source: deciding === undefined ? '' : 'api',
    duplicateOf: undefined,
    attempts: attempts.length,
    sessionId: deciding?.sessionId ?? '',
    checkedAt: deciding?.finishedAt,
    carriedFrom: undefined,
  };
}

function decidingAttempt(
  attempts: readonly Attempt[],
  closed: boolean,
  rules: OutcomeRules,
): Attempt | undefined {
  const last = attempts.findLast(
    ({ code, result }) =>
      result === 'answered' && code !== undefined && rules.codes.effectOf(code, rules.retryCodes) === 'final',
  );
  if (last !== undefined) return last;
  const end = attempts.at(-1);
  return closed && end?.result === 'answered' ? end : undefined;
}

function statusOf(
  attempts: readonly Attempt[],
  deciding: Attempt | undefined,
  closed: boolean,
  rules: OutcomeRules,
  inGap: boolean,
): Status {
  if (deciding?.code !== undefined) return rules.codes.statusOf(deciding.code);
  // Such a row was held back as in doubt before the policy was changed, and was not called again.
  if (closed && inGap && attempts.length === 0) return 'in_doubt';
  if (closed) return rules.inDoubt === 'hold' && (inGap || attempts.some(isDoubtful)) ? 'in_doubt' : 'error';
  return inGap || attempts.some(({ result }) => result === 'in_doubt') ? 'in_doubt' : 'not_sent';
}

function messageOf(
  status: Status,
  deciding: Attempt | undefined,
  attempts: readonly Attempt[],
  rules: MessageRules,
  inGap: boolean,
): string {
  if (deciding?.code !== undefined) return codeInWords(deciding.code, deciding.message, rules);
  const { outcomes } = wordsOf(rules);
  if (status === 'in_doubt') return inGap ? outcomes.calledInGap : outcomes.answerLost;
  if (status === 'not_sent') return outcomes.notCalled;
  const httpStatus = attempts.at(-1)?.httpStatus;
  const calls = attempts.length;
  return httpStatus === undefined
    ? outcomes.attemptsUsedUp({ calls })
    : outcomes.attemptsUsedUpAtLast({ calls, httpStatus });
}

function wordsOf({ language = 'en' }: Pick<MessageRules, 'language'>) {
  return wordsIn(language);
}

/**
 * The outcome of a row that was not called, or not again, because the provider was asked about its person too often
 * that day.
 */
export function overOutcome(attempts: readonly Attempt[], rules: MessageRules, note: string): Outcome {
  const { codes } = rules;
  const [code] = codes.overToday;
  return {
    ...NO_CALL,
    status: code === undefined ? 'error' : codes.statusOf(code),
    code,
    message: withNote(code === undefined ? '' : codeInWords(code, '', rules), note, rules),
    source: 'local',
    attempts: attempts.length,
  };
}

/** Whether one of these answers decides the row. */
export function hasVerdict(attempts: readonly Attempt[], { codes, retryCodes }: OutcomeRules): boolean {
  return attempts.some(({ code }) => {
    const effect = code === undefined ? undefined : codes.effectOf(code, retryCodes);
    return effect === 'final' || effect === 'daily';
  });
}

/**
 * Whether the call may have been counted although no answer came. It was not counted where the service turned it away.
 */
function isDoubtful({ result, httpStatus }: Attempt): boolean {
  return result === 'in_doubt' && (httpStatus === undefined || effectOfHttp(httpStatus) === 'failed');
}

/** A code in words: our meaning, then the provider's own words where they add something. */
export function codeInWords(code: ReturnCode, providerMessage: string, rules: MessageRules): string {
  const { language, outcomes } = wordsOf(rules);
  const meaning = rules.codes.meaningOf(code)?.[language];
  if (meaning === undefined) return providerMessage === '' ? outcomes.unknownCode({ code }) : providerMessage;
  return providerMessage === '' ? meaning : outcomes.meaningAndWords({ meaning, words: providerMessage });
}

function withNote(message: string, note: string, rules: MessageRules): string {
  return note === '' ? message : wordsOf(rules).outcomes.withNote({ message, note });
}

const NO_CALL = {
  code: undefined,
  duplicateOf: undefined,
  attempts: 0,
  sessionId: '',
  checkedAt: undefined,
  carriedFrom: undefined,
} as const;

/** The outcome of an earlier batch. It has no attempts in this batch, because the earlier one made the call. */
export function carriedOutcome(earlier: EarlierOutcome, note: string, rules: MessageRules): Outcome {
  const { status, code, message, sessionId, checkedAt, calledIn } = earlier;
  return {
    ...NO_CALL,
    status,
    code,
    message:
      message === '' && code !== undefined ? withNote(codeInWords(code, '', rules), note, rules) : message,
    source: 'carried',
    sessionId,
    checkedAt,
    carriedFrom: calledIn,
  };
}

/** The outcome of a row that is not called by itself; `original` is the outcome of the row it repeats. */
export function outcomeWithoutCall(
  fate: Exclude<Fate, { kind: 'call' }>,
  rules: MessageRules,
  original?: Outcome,
): Outcome {
  switch (fate.kind) {
    case 'carried':
      return carriedOutcome(fate.earlier, fate.note, rules);
    case 'local':
      return { ...NO_CALL, status: fate.status, message: fate.message, source: 'local' };
    case 'unreadable':
      return { ...NO_CALL, status: 'unreadable', message: fate.message, source: '' };
    case 'duplicate':
      return {
        ...NO_CALL,
        status: original?.status ?? 'not_sent',
        code: original?.code,
        message: withNote(original?.message ?? '', fate.note, rules),
        source: 'duplicate',
        duplicateOf: fate.of,
      };
  }
}
