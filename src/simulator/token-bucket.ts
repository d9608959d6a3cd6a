// The provider's limit on calls a second. The clock is a parameter.

export class TokenBucket {
  #tokens = 0;
  #filledAt: number | undefined;

  /**
   * @param perSecond how fast the bucket fills
   * @param burst how many calls it holds; it begins full
   * @returns whether this call is within the limit; a refused call takes nothing
   */
  take(nowMs: number, perSecond: number, burst: number): boolean {
    const elapsedMs = this.#filledAt === undefined ? Infinity : Math.max(0, nowMs - this.#filledAt);
    this.#tokens = Math.min(burst, this.#tokens + (elapsedMs * perSecond) / 1000);
    this.#filledAt = nowMs;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}
