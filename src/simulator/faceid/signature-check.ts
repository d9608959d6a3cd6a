// The server's side of TC3-HMAC-SHA256: reads the Authorization header field by field and answers each fault with its
// own code. It was written from the provider's document alone, so that it shares no mistake with src/provider/tc3.ts.

import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { ReturnCode } from '../../domain/return-codes.js';
import type { Credentials } from '../../provider/port.js';
import { ERROR } from '../../provider/faceid/codes.js';
import type { Judgement } from '../dialect.js';

/** An action that a host offers, and the service's name in the signature's scope. */
export interface Action {
  readonly service: string;
  readonly action: string;
  readonly version: string;
}

const CLOCKS_APART_SECONDS = 300;
const FORM =
  /^(\S+) Credential=([^/\s]+)\/([^/\s]+)\/([^/\s]+)\/([^/\s,]+), ?SignedHeaders=([^\s,]+), ?Signature=([0-9a-f]{64})$/;
const NEEDED = ['content-type', 'host'];

export class Tc3Check {
  readonly #accounts: ReadonlyMap<string, string>;

  constructor(accounts: readonly Pick<Credentials, 'secretId' | 'secretKey'>[]) {
    this.#accounts = new Map(accounts.map(({ secretId, secretKey }) => [secretId, secretKey]));
  }

  /** @returns undefined where the signature is right */
  refusal(request: IncomingMessage, body: Buffer, action: Action, nowMs: number): Judgement | undefined {
    const { headers } = request;
    return wrongRequest(request, action) ?? this.#wrongSignature(headers, body, action, nowMs);
  }

  #wrongSignature(
    headers: IncomingHttpHeaders,
    body: Buffer,
    { service }: Action,
    nowMs: number,
  ): Judgement | undefined {
    const authorization = headers.authorization ?? '';
    if (authorization === '') return invalid('the header Authorization is missing');
    const [, algorithm = '', secretId = '', day = '', scope = '', end = '', names = '', signature = ''] =
      FORM.exec(authorization) ?? [];
    if (algorithm === '') return invalid('the header Authorization is malformed');
    if (algorithm !== 'TC3-HMAC-SHA256') return invalid(`the algorithm ${algorithm} is not known`);
    if (end !== 'tc3_request') return invalid('the credential scope must end with tc3_request');
    if (scope !== service) return invalid(`the credential scope is of ${scope}, not of ${service}`);
    const signed = names.split(';');
    const missing = NEEDED.find((name) => !signed.includes(name));
    if (missing !== undefined) return invalid(`${missing} is not among the signed headers`);
    const seconds = Number(headers['x-tc-timestamp']);
    if (day !== new Date(seconds * 1000).toISOString().slice(0, 10))
      return invalid('the date of the credential scope is not that of X-TC-Timestamp');
    if (Math.abs(nowMs / 1000 - seconds) > CLOCKS_APART_SECONDS)
      return of(ERROR.expired, 'X-TC-Timestamp is more than 5 minutes off');
    if (!secretId.startsWith('AKID')) return of('AuthFailure.InvalidSecretId', 'the SecretId is none');
    const secretKey = this.#accounts.get(secretId);
    if (secretKey === undefined) return of('AuthFailure.SecretIdNotFound', 'the SecretId is not found');
    if (headers['x-tc-token'] !== undefined) return of('AuthFailure.TokenFailure', 'no token belongs to it');
    const expected = expectedSignature({ headers, body, signed, seconds, secretKey, day, service });
    return timingSafeEqual(Buffer.from(expected), Buffer.from(signature))
      ? undefined
      : of('AuthFailure.SignatureFailure', 'the signature is another one');
  }
}

function wrongRequest(
  { headers, method }: IncomingMessage,
  { action, version }: Action,
): Judgement | undefined {
  const header = (name: string): string => headers[name]?.toString() ?? '';
  if (method !== 'POST') return of('UnsupportedProtocol', 'only POST is known');
  for (const name of ['x-tc-action', 'x-tc-version', 'x-tc-timestamp']) {
    if (header(name) === '') return of('MissingParameter', `the header ${name} is missing`);
  }
  if (header('x-tc-action') !== action) return of('InvalidAction', `there is no ${header('x-tc-action')}`);
  if (header('x-tc-version') !== version)
    return of('NoSuchVersion', `there is no version ${header('x-tc-version')}`);
  if (!/^\d{1,11}$/.test(header('x-tc-timestamp')))
    return of('InvalidParameter', 'X-TC-Timestamp must be Unix seconds');
  if (!header('content-type').startsWith('application/json'))
    return of('InvalidParameter', 'Content-Type must be application/json');
  return undefined;
}

interface Signed {
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly signed: readonly string[];
  readonly seconds: number;
  readonly secretKey: string;
  readonly day: string;
  readonly service: string;
}

function expectedSignature({ headers, body, signed, seconds, secretKey, day, service }: Signed): string {
  const lines = signed.map((name) => `${name}:${(headers[name]?.toString() ?? '').trim().toLowerCase()}`);
  const canonical = ['POST', '/', '', ...lines, '', signed.join(';'), digest(body)].join('\n');
  const text = ['TC3-HMAC-SHA256', seconds, `${day}/${service}/tc3_request`, digest(canonical)].join('\n');
  const steps = [day, service, 'tc3_request'];
  const key = steps.reduce<Buffer>((last, step) => mac(last, step), Buffer.from(`TC3${secretKey}`));
  return mac(key, text).toString('hex');
}

function digest(what: string | Buffer): string {
  return createHash('sha256').update(what).digest('hex');
}

function mac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function invalid(message: string): Judgement {
  return of('AuthFailure.InvalidAuthorization', message);
}

function of(code: ReturnCode, message: string): Judgement {
  return { code, message };
}
