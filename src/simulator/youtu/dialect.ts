// The dialect of `/auth/idcard` for the pretend service.

import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import type { ReturnCode } from '../../domain/return-codes.js';
import { CODE, youtuCodes } from '../../provider/youtu/codes.js';
import { idcardAnswer } from '../answers.js';
import type { Dialect, Judgement, ReadCall } from '../dialect.js';
import { answerAbout } from '../person-rule.js';
import { isJsonType, parseJson } from '../request-body.js';
import type { AuthorizationCheck } from './authorization.js';

const bodySchema = z.object({
  appid: z.string(),
  bucket: z.string(),
  idcard_number: z.string(),
  idcard_name: z.string(),
});

export function youtuDialect(authorization: AuthorizationCheck): Dialect {
  return {
    match: CODE.match,
    throttled: CODE.throttled,
    wrongKey: CODE.signatureWrong,
    read,
    refusal(request, readCall, nowMs): Judgement | undefined {
      const header = request.headers.authorization ?? '';
      if (header === '') return documented(CODE.signatureEmpty);
      if (!readCall.ok) return readCall;
      const code = authorization.refusal(header, readCall.target, nowMs);
      return code === undefined ? undefined : documented(code);
    },
    judge: ({ idNumber, name }) => answerAbout(idNumber, name),
    wordsOf,
    answer: ({ code, message }, sessionId, { trailingComma }) =>
      idcardAnswer(code, message, sessionId, trailingComma),
  };
}

/** Reads the fields and the headers that the document requires, or returns the code for what is wrong. */
function read(request: IncomingMessage, bytes: Buffer | undefined): ReadCall {
  if (bytes === undefined) return failed(CODE.requestTooLarge, wordsOf(CODE.requestTooLarge));
  const { 'content-type': type, 'content-length': contentLength } = request.headers;
  if (type === undefined || !isJsonType(type))
    return failed(CODE.badRequest, 'Content-Type must be application/json');
  if (contentLength === undefined) return failed(CODE.badRequest, 'Content-Length is missing');
  const json = parseJson(bytes);
  if (json === undefined) return failed(CODE.badRequest, 'the body is not JSON in UTF-8');
  const parsed = bodySchema.safeParse(json);
  if (!parsed.success) {
    const fields = parsed.error.issues.map(({ path }) => path.join('.')).join(', ');
    return failed(CODE.invalidParameter, `invalid parameter: ${fields === '' ? 'body' : fields}`);
  }
  const { appid, bucket, idcard_number: idNumber, idcard_name: name } = parsed.data;
  return { ok: true, bytes, asked: { idNumber, name }, target: { appid, bucket } };
}

function failed(code: ReturnCode, message: string): ReadCall {
  return { ok: false, bytes: Buffer.alloc(0), code, message };
}

function documented(code: ReturnCode): Judgement {
  return { code, message: wordsOf(code) };
}

function wordsOf(code: ReturnCode): string {
  return code === CODE.match ? 'OK' : (youtuCodes.meaningOf(code)?.zh ?? 'unknown error');
}
