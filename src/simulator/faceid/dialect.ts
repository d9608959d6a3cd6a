// The dialect of FaceID's `IdCardVerification` for the pretend service.

import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import type { ReturnCode } from '../../domain/return-codes.js';
import { ERROR, faceidCodes, RESULT } from '../../provider/faceid/codes.js';
import { jsonAnswer, type Answer } from '../answers.js';
import type { Dialect, Judgement, ReadCall } from '../dialect.js';
import { parseJson } from '../request-body.js';
import { DayLimits } from './day-limits.js';
import { faceidAnswerAbout } from './person-rule.js';
import type { Action, Tc3Check } from './signature-check.js';

const CALL: Action = { service: 'faceid', action: 'IdCardVerification', version: '2018-03-01' };
const TOO_LARGE: ReturnCode = 'RequestSizeLimitExceeded';
const bodySchema = z.strictObject({ IdCard: z.string(), Name: z.string() });

export function faceidDialect(signatures: Tc3Check): Dialect {
  const limits = new DayLimits();
  return {
    match: RESULT.match,
    throttled: ERROR.throttled,
    wrongKey: 'AuthFailure.SignatureFailure',
    read,
    refusal(request, readCall, nowMs) {
      // Whether a body that is too long was signed rightly can't be known, as it was not read.
      if (!readCall.ok && readCall.code === TOO_LARGE) return readCall;
      const refused = signatures.refusal(request, readCall.bytes, CALL, nowMs);
      return refused ?? (readCall.ok ? undefined : readCall);
    },
    judge: (asked, settings, nowMs) =>
      limits.isOver(asked, settings, nowMs)
        ? { code: RESULT.overToday, message: wordsOf(RESULT.overToday) }
        : faceidAnswerAbout(asked.idNumber, asked.name),
    wordsOf,
    answer: (judgement, requestId) => tencentAnswer(judgement, requestId),
  };
}

function read(_request: IncomingMessage, bytes: Buffer | undefined): ReadCall {
  if (bytes === undefined) return failed(TOO_LARGE, 'the body is too large', Buffer.alloc(0));
  const json = parseJson(bytes);
  if (json === undefined) return failed('InvalidParameter', 'the body is not JSON in UTF-8', bytes);
  const parsed = bodySchema.safeParse(json);
  if (!parsed.success) return wrongFields(parsed.error, bytes);
  return { ok: true, bytes, asked: { idNumber: parsed.data.IdCard, name: parsed.data.Name } };
}

function wrongFields({ issues: [issue] }: z.ZodError, bytes: Buffer): ReadCall {
  if (issue?.code === 'unrecognized_keys')
    return failed('UnknownParameter', `unknown: ${issue.keys.join(', ')}`, bytes);
  const field = issue?.path.join('.') ?? '';
  return failed('MissingParameter', `missing: ${field === '' ? 'the object' : field}`, bytes);
}

function failed(code: ReturnCode, message: string, bytes: Buffer): ReadCall {
  return { ok: false, bytes, code, message };
}

function wordsOf(code: ReturnCode): string {
  return faceidCodes.meaningOf(code)?.zh ?? 'unknown error';
}

/** Codes that are numbers are written as a Result, all others as an Error. */
export function tencentAnswer({ code, message }: Judgement, requestId: string): Answer {
  const said = /^-?\d/.test(code)
    ? { Result: code, Description: message }
    : { Error: { Code: code, Message: message } };
  return jsonAnswer(200, { Response: { ...said, RequestId: requestId } });
}
