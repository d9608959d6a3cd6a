// Signs requests to one service of Tencent Cloud. Each request is signed anew, as the signature covers its body; the
// key made from the secret is valid for a day. Secrets stay in here.

import type { Credentials } from './port.js';
import { authorizationOf, signatureDay, signingKey } from './tc3.js';

export interface Tc3Action {
  /** `faceid` or `billing`, which the signature's scope names. */
  readonly service: string;
  /** The host, with the port where the address names one. */
  readonly host: string;
  readonly action: string;
  readonly version: string;
}

export interface Tc3Request {
  readonly authorization: string;
  /** All other headers that the service reads, with names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

const DAY_SECONDS = 86_400;
const CONTENT_TYPE = 'application/json; charset=utf-8';

export class Tc3Signer {
  readonly #credentials: Pick<Credentials, 'secretId' | 'secretKey'>;
  readonly #action: Tc3Action;
  readonly #nowMs: () => number;
  #days = -1;
  #ofDay = { key: Buffer.alloc(0) as Buffer, day: '' };

  /** @param nowMs the clock, in Unix milliseconds */
  constructor(
    credentials: Pick<Credentials, 'secretId' | 'secretKey'>,
    action: Tc3Action,
    nowMs: () => number,
  ) {
    this.#credentials = credentials;
    this.#action = action;
    this.#nowMs = nowMs;
  }

  sign(body: string): Tc3Request {
    const { service, host, action, version } = this.#action;
    const timestamp = Math.floor(this.#nowMs() / 1000);
    const signed = [
      ['content-type', CONTENT_TYPE],
      ['host', host],
      ['x-tc-action', action],
    ] as const;
    const request = { service, timestamp, headers: signed, body };
    return {
      authorization: authorizationOf(this.#credentials.secretId, this.#keyOf(timestamp), request),
      headers: {
        'content-type': CONTENT_TYPE,
        host,
        'x-tc-action': action,
        'x-tc-version': version,
        'x-tc-timestamp': String(timestamp),
      },
    };
  }

  #keyOf(timestamp: number): { readonly key: Buffer; readonly day: string } {
    const days = Math.floor(timestamp / DAY_SECONDS);
    if (days !== this.#days) {
      const day = signatureDay(timestamp);
      this.#ofDay = { key: signingKey(this.#credentials.secretKey, day, this.#action.service), day };
      this.#days = days;
    }
    return this.#ofDay;
  }
}
