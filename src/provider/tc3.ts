// Tencent Cloud's signature TC3-HMAC-SHA256, described in docs/design/provider-faceid.md. Pure: time and key are
// parameters. It knows no service by name.

import { createHmac, hash } from 'node:crypto';

const ALGORITHM = 'TC3-HMAC-SHA256';
const TERMINATOR = 'tc3_request';

/** The parts of a request that are signed. The request is a POST to the path `/` without a query. */
export interface SignedRequest {
  readonly service: string;
  /** Unix seconds; the header X-TC-Timestamp has the same. */
  readonly timestamp: number;
  /** Names in lower case, in alphabetical order. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

/** The day of the signature, in UTC. */
export function signatureDay(timestamp: number): string {
  return new Date(timestamp * 1000).toISOString().slice(0, 10);
}

/** The key is the same for all requests of a day to one service. */
export function signingKey(secretKey: string, day: string, service: string): Buffer {
  return hmac(hmac(hmac(`TC3${secretKey}`, day), service), TERMINATOR);
}

/**
 * The value of the header `Authorization`.
 *
 * @param ofDay the key for the request's day and service, and that day
 */
export function authorizationOf(
  secretId: string,
  { key, day }: { readonly key: Buffer; readonly day: string },
  request: SignedRequest,
): string {
  const { service, timestamp, headers } = request;
  const scope = `${day}/${service}/${TERMINATOR}`;
  const names = headers.map(([name]) => name).join(';');
  const toSign = `${ALGORITHM}\n${timestamp}\n${scope}\n${canonicalHash(request)}`;
  const signature = createHmac('sha256', key).update(toSign).digest('hex');
  return `${ALGORITHM} Credential=${secretId}/${scope}, SignedHeaders=${names}, Signature=${signature}`;
}

/** The hash of the request in its canonical form, which the service computes in the same way. */
export function canonicalHash({ headers, body }: SignedRequest): string {
  const lines = headers.map(([name, value]) => `${name}:${value.trim().toLowerCase()}\n`).join('');
  const names = headers.map(([name]) => name).join(';');
  return sha256(`POST\n/\n\n${lines}\n${names}\n${sha256(body)}`);
}

function sha256(text: string): string {
  return hash('sha256', text, 'hex');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
