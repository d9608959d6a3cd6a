// How often each may ask: so many requests a minute, which may come all at once. It knows no request, and forgets who has
// been quiet.

const MINUTE_MS = 60_000;
/** So many are remembered; beyond it whoever has been quiet longest is forgotten. */
const REMEMBERED = 10_000;

interface Bucket {
  tokens: number;
  atMs: number;
}

export class RequestRates {
  readonly #perMinute: number;
  readonly #nowMs: () => number;
  /** In the order of their last request. */
  readonly #buckets = new Map<string, Bucket>();

  constructor(perMinute: number, nowMs: () => number = () => performance.now()) {
    this.#perMinute = perMinute;
    this.#nowMs = nowMs;
  }

  /** @returns undefined where the request may pass; else after how many seconds the next one may */
  take(who: string): number | undefined {
    const nowMs = this.#nowMs();
    const bucket = this.#buckets.get(who) ?? { tokens: this.#perMinute, atMs: nowMs };
    const earned = ((nowMs - bucket.atMs) / MINUTE_MS) * this.#perMinute;
    const tokens = Math.min(this.#perMinute, bucket.tokens + earned);
    const mayPass = tokens >= 1;
    this.#remember(who, { tokens: mayPass ? tokens - 1 : tokens, atMs: nowMs });
    return mayPass ? undefined : Math.ceil(((1 - tokens) * MINUTE_MS) / this.#perMinute / 1000);
  }

  #remember(who: string, bucket: Bucket): void {
    this.#buckets.delete(who);
    this.#buckets.set(who, bucket);
    if (this.#buckets.size <= REMEMBERED) return;
    const [quietest] = this.#buckets.keys();
    if (quietest !== undefined) this.#buckets.delete(quietest);
  }
}
