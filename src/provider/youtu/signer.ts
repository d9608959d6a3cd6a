// Keeps one signature for many calls. It makes a new one well before the old one expires, or when the provider calls it
// expired. Secrets stay in here.

import { randomInt } from 'node:crypto';
import type { Credentials } from '../port.js';
import { sign } from './signature.js';

const LIFETIME_SECONDS = 24 * 3600;
/** A signature with less time left is renewed, so that a clock some minutes off does no harm. */
const MARGIN_SECONDS = 6 * 3600;
const RANDOM_LIMIT = 2 ** 32;

export class Signer {
  readonly #credentials: Credentials;
  readonly #nowMs: () => number;
  #authorization = '';
  #expirySeconds = 0;
  /** Whether the signature replaces an expired one and was not accepted yet. */
  #onTrial = false;

  /** @param nowMs the clock, in Unix milliseconds */
  constructor(credentials: Credentials, nowMs: () => number) {
    this.#credentials = credentials;
    this.#nowMs = nowMs;
  }

  /** The value of the `Authorization` header. */
  authorization(): string {
    if (this.#expirySeconds - this.#nowSeconds() < MARGIN_SECONDS) this.#make();
    return this.#authorization;
  }

  /** Told that the provider has accepted a call with this signature. */
  accepted(authorization: string): void {
    if (authorization === this.#authorization) this.#onTrial = false;
  }

  /**
   * Told that the provider called this signature expired, so that the next call is signed anew.
   *
   * @returns `in vain` where the signature had replaced an expired one and was never accepted: then the clocks disagree
   */
  expired(authorization: string): 'renewed' | 'in vain' {
    if (authorization !== this.#authorization) return 'renewed';
    const inVain = this.#onTrial;
    this.#authorization = '';
    this.#expirySeconds = 0;
    this.#onTrial = !inVain;
    return inVain ? 'in vain' : 'renewed';
  }

  #make(): void {
    const nowSeconds = this.#nowSeconds();
    this.#expirySeconds = nowSeconds + LIFETIME_SECONDS;
    this.#authorization = sign(this.#credentials, {
      nowSeconds,
      expirySeconds: this.#expirySeconds,
      random: randomInt(RANDOM_LIMIT),
    });
  }

  #nowSeconds(): number {
    return Math.floor(this.#nowMs() / 1000);
  }
}
