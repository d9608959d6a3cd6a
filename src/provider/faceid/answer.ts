// The answer of `IdCardVerification`, from a body to a value: a Result that is text, or an Error, under HTTP 200. Anything
// else is undefined, never a success.

import { keysOf, parseAnswer, wordsOf } from '../answer-json.js';
import { ANSWER_LIMIT_BYTES, answerText, type BodyHeaders } from '../answer-text.js';
import type { Answer } from '../port.js';
import { faceidCodes } from './codes.js';

const OK = 200;
/** A gateway that puts two answers into one would have either believed. */
const DECIDING = ['Response', 'Result', 'Error', 'Code'];

/** @param httpStatus with which the body came */
export function readAnswer(body: Buffer, headers: BodyHeaders, httpStatus: number): Answer | undefined {
  if (httpStatus !== OK) return undefined;
  const text = answerText(body, headers, ANSWER_LIMIT_BYTES);
  return text === undefined ? undefined : readAnswerText(text);
}

export function readAnswerText(text: string): Answer | undefined {
  const response = objectOf(parseAnswer(text)?.['Response']);
  if (response === undefined || contradicts(text)) return undefined;
  const { Result: result, Error: error, Description: description, RequestId: requestId } = response;
  const sessionId = wordsOf(requestId);
  if (error === undefined)
    return sessionId === '' ? undefined : answer(result, RESULT, description, sessionId);
  const { Code: code, Message: message } = objectOf(error) ?? {};
  return result === undefined ? answer(code, ERROR, message, sessionId) : undefined;
}

const RESULT = /^-?\d/;
const ERROR = /^[A-Za-z]/;

function answer(code: unknown, kind: RegExp, message: unknown, sessionId: string): Answer | undefined {
  if (typeof code !== 'string' || !kind.test(code) || !faceidCodes.pattern.test(code)) return undefined;
  return { code, message: wordsOf(message), sessionId };
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}

function contradicts(text: string): boolean {
  const keys = [...keysOf(text)];
  return DECIDING.some((name) => keys.filter((key) => key === name).length > 1);
}
