// The provider's answer to `/auth/idcard`, from a body to a value. An answer is what has a clear code, whatever stands
// beside it; a 0 counts only where nothing speaks against it. Anything else is undefined, never a success.

import { parseAnswer, wholeNumber, wordsOf } from '../domain/answer-json.js';
import { answerText, type BodyHeaders } from '../domain/answer-text.js';
import { meaningOf } from '../domain/codes.js';

export interface Answer {
  readonly code: number;
  readonly message: string;
  /** As the provider wrote it. */
  readonly sessionId: string;
}

/** Of an answer, and of one that is packed when it is unpacked. */
export const ANSWER_LIMIT_BYTES = 64 * 1024;
const MATCH = 0;

/** @param httpStatus with which the body came */
export function readAnswer(body: Buffer, headers: BodyHeaders, httpStatus: number): Answer | undefined {
  const text = answerText(body, headers, ANSWER_LIMIT_BYTES);
  const fields = text === undefined ? undefined : parseAnswer(text);
  const code = wholeNumber(fields?.['code']);
  if (fields === undefined || code === undefined) return undefined;
  if (code === MATCH ? !mayMatch(fields, httpStatus) : !mayCount(code, httpStatus)) return undefined;
  return { code, message: wordsOf(fields['message']), sessionId: sessionIdOf(fields['data']) };
}

function mayMatch(fields: Readonly<Record<string, unknown>>, httpStatus: number): boolean {
  return httpStatus >= 200 && httpStatus < 300 && Object.hasOwn(fields, 'data');
}

/** Gateways that fail or throttle give codes of their own, which say no more than their HTTP status does. */
function mayCount(code: number, httpStatus: number): boolean {
  return meaningOf(code) !== undefined || (httpStatus < 500 && httpStatus !== 429);
}

function sessionIdOf(data: unknown): string {
  return typeof data === 'object' && data !== null
    ? wordsOf((data as { session_id?: unknown }).session_id)
    : '';
}
