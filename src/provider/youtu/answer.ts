// Reads the provider's answer to `/auth/idcard`. A body with a clear code is an answer, whatever stands beside the
// code; a 0 counts only where nothing contradicts it. Anything else is undefined, and never a success.

import type { ReturnCode } from '../../domain/return-codes.js';
import { parseAnswer, wholeNumber, wordsOf } from '../answer-json.js';
import { ANSWER_LIMIT_BYTES, answerText, type BodyHeaders } from '../answer-text.js';
import type { Answer } from '../port.js';
import { CODE, youtuCodes } from './codes.js';

/** @param httpStatus of the reply */
export function readAnswer(body: Buffer, headers: BodyHeaders, httpStatus: number): Answer | undefined {
  const text = answerText(body, headers, ANSWER_LIMIT_BYTES);
  const fields = text === undefined ? undefined : parseAnswer(text);
  const number = wholeNumber(fields?.['code']);
  if (fields === undefined || number === undefined) return undefined;
  const code = String(number);
  if (code === CODE.match ? !mayMatch(fields, httpStatus) : !mayCount(code, httpStatus)) return undefined;
  return { code, message: wordsOf(fields['message']), sessionId: sessionIdOf(fields['data']) };
}

function mayMatch(fields: Readonly<Record<string, unknown>>, httpStatus: number): boolean {
  return httpStatus >= 200 && httpStatus < 300 && Object.hasOwn(fields, 'data');
}

/** Gateways that fail or throttle send codes of their own, which say no more than their HTTP status. */
function mayCount(code: ReturnCode, httpStatus: number): boolean {
  return youtuCodes.meaningOf(code) !== undefined || (httpStatus < 500 && httpStatus !== 429);
}

function sessionIdOf(data: unknown): string {
  return typeof data === 'object' && data !== null
    ? wordsOf((data as { session_id?: unknown }).session_id)
    : '';
}
