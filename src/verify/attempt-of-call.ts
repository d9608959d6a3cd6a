// Makes the record of a call that has ended, with the service's words as far as they are kept, and nothing personal.
// Pure.

import type { Attempt, CallResult } from '../domain/attempt.js';
import type { CallEnd } from '../domain/decision.js';
import type { ReturnCodes } from '../domain/return-codes.js';
import type { Person } from '../domain/row.js';
import { impersonal } from './impersonal.js';
import { keptMessage } from './provider-message.js';

/**
 * One literal has all properties, because attempts spread from two objects would have different shapes in the engine.
 */
export function attemptOf(
  end: CallEnd,
  codes: ReturnCodes,
  about: Pick<Attempt, 'row' | 'attempt' | 'startedAt' | 'finishedAt' | 'probe'> & {
    readonly person: Person;
  },
): Attempt {
  const answer = end.kind === 'answered' ? end : undefined;
  const sessionId = end.kind === 'answered' || end.kind === 'lost' ? end.sessionId : undefined;
  return {
    row: about.row,
    attempt: about.attempt,
    startedAt: about.startedAt,
    finishedAt: about.finishedAt,
    result: RESULT[end.kind],
    code: answer?.code,
    httpStatus: end.kind === 'unreadable' ? end.httpStatus : answer?.httpStatus,
    sessionId: impersonal(sessionId ?? '', about.person),
    message: answer === undefined ? '' : keptMessage(answer.code, answer.message, about.person, codes),
    probe: about.probe,
  };
}

const RESULT = {
  answered: 'answered',
  unreadable: 'in_doubt',
  lost: 'in_doubt',
  refused: 'refused',
  withheld: 'refused',
} as const satisfies Record<CallEnd['kind'], CallResult>;
