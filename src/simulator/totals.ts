// Counts calls for `GET /_control`, and for tests that wait for the n-th call instead of a time.

import type { ReturnCode } from '../domain/return-codes.js';

export interface TotalsReport {
  readonly received: number;
  /** Calls that the figures of /verifyc/stat include. */
  readonly counted: number;
  /** Calls to which no answer was sent. */
  readonly dropped: number;
  /** Calls by the code that was decided, even if no answer was sent. */
  readonly byCode: Readonly<Record<string, number>>;
  readonly inFlight: number;
  readonly maxInFlight: number;
}

interface Waiter {
  readonly due: () => boolean;
  readonly resolve: () => void;
}

export class Totals {
  counted = 0;
  dropped = 0;
  #received = 0;
  #inFlight = 0;
  #maxInFlight = 0;
  readonly #byCode = new Map<ReturnCode, number>();
  readonly #waiters = new Set<Waiter>();

  arrived(): void {
    this.#received += 1;
    this.#inFlight += 1;
    if (this.#inFlight > this.#maxInFlight) this.#maxInFlight = this.#inFlight;
    if (this.#waiters.size > 0) this.#wake();
  }

  decided(code: ReturnCode): void {
    this.#byCode.set(code, (this.#byCode.get(code) ?? 0) + 1);
  }

  ended(): void {
    this.#inFlight -= 1;
    if (this.#waiters.size > 0) this.#wake();
  }

  /** Resolves once this many calls have arrived since the start. */
  whenReceived(calls: number): Promise<void> {
    return this.#when(() => this.#received >= calls);
  }

  /** Resolves once this many calls are in flight at the same time. */
  whenInFlight(calls: number): Promise<void> {
    return this.#when(() => this.#inFlight >= calls);
  }

  whenIdle(): Promise<void> {
    return this.#when(() => this.#inFlight === 0);
  }

  report(): TotalsReport {
    return {
      received: this.#received,
      counted: this.counted,
      dropped: this.dropped,
      byCode: Object.fromEntries(this.#byCode),
      inFlight: this.#inFlight,
      maxInFlight: this.#maxInFlight,
    };
  }

  #when(due: () => boolean): Promise<void> {
    if (due()) return Promise.resolve();
    return new Promise((resolve) => {
      this.#waiters.add({ due, resolve });
    });
  }

  #wake(): void {
    for (const waiter of this.#waiters) {
      if (!waiter.due()) continue;
      this.#waiters.delete(waiter);
      waiter.resolve();
    }
  }
}
