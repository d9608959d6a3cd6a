// One signature serves many calls: made once, reused, renewed well before its end or when the provider says that
// it has expired. Secrets stay in here.

import { randomInt } from 'node:crypto';
import type { Credentials } from '../port.js';
import { sign } from './signature.js';

const LIFETIME_SECONDS = 24 * 3600;
/** Renewed when less than this is left, so that a clock that is some minutes off does no harm. */
const MARGIN_SECONDS = 6 * 3600;
const RANDOM_LIMIT = 2 ** 32;

export class Signer {
  readonly #credentials: Credentials;
  readonly #nowMs: () => number;
  #authorization = '';
  #expirySeconds = 0;
  /** The signature was made in place of a refused one, and no call with it was accepted yet. */
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

  /** The provider let a call with this signature pass. */
  accepted(authorization: string): void {
    if (authorization === this.#authorization) this.#onTrial = false;
  }

  /**
   * The provider called this signature expired; the next call is signed anew, at its own time.
   *
   * @returns `in vain`: it was itself made in place of a refused one and was never accepted, so the clocks disagree
   */
  refused(authorization: string): 'renewed' | 'in vain' {
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
