// The provider's multi-use signature ("多次有效签名"). Pure: the clock and the random number are parameters.

import { createHmac } from 'node:crypto';
import type { Credentials } from '../port.js';

export interface SignatureTerm {
  /** Unix seconds at which the signature is made. */
  readonly nowSeconds: number;
  /** Unix seconds at which the signature expires: later than `nowSeconds`, at most three months ahead. */
  readonly expirySeconds: number;
  /** An unsigned number of at most 10 decimal digits. */
  readonly random: number;
}

/** The value of the `Authorization` header: base64 of the HMAC-SHA1's 20 bytes followed by the signed text. */
export function sign(credentials: Credentials, term: SignatureTerm): string {
  const { appid, bucket, secretId, secretKey } = credentials;
  const original =
    `a=${appid}&b=${bucket}&k=${secretId}&e=${term.expirySeconds}` +
    `&t=${term.nowSeconds}&r=${term.random}&u=0&f=`;
  const digest = createHmac('sha1', secretKey).update(original).digest();
  return Buffer.concat([digest, Buffer.from(original)]).toString('base64');
}
