// Counts the calls of one process: how each ended, how long it took, how many are open. It keeps plain numbers, because
// it is asked at every call. Knows nothing of who reads them.

import type { Attempt, CallResult } from '../domain/attempt.js';
import { Distribution } from '../domain/distribution.js';
import type { ReturnCode } from '../domain/return-codes.js';

/** A provider may have any number of codes, and a monitor is to keep only so many series. */
const CODES_KEPT = 100;
const OTHER_CODE = 'other';

export interface CallCount {
  readonly result: CallResult;
  /** The provider's code; empty where no valid answer came; `other` beyond the first hundred codes. */
  readonly code: string;
  readonly calls: number;
}

export class CallMeter {
  /** The last call that failed on its way or at the service. */
  lastFailure: Attempt | undefined;
  /** Requests whose end is not known yet. */
  inFlight = 0;
  /**
   * Answers that share a session id: the later of each pair, the earlier of each pair, and how many of the earlier ones
   * were on disk already.
   */
  readonly inQuestion = { second: 0, first: 0, first_finished: 0 };
  readonly durations = new Distribution([0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]);
  readonly #byCode: Map<ReturnCode, number>;
  #otherCodes = 0;
  #refused = 0;
  #inDoubt = 0;

  /** @param monitored codes that are counted from the start, also where none has come */
  constructor(monitored: readonly ReturnCode[]) {
    this.#byCode = new Map(monitored.map((code) => [code, 0]));
  }

  /** @returns the start, which `ended` has to be given */
  started(): number {
    this.inFlight += 1;
    return performance.now();
  }

  ended(startedAt: number): void {
    this.inFlight -= 1;
    this.durations.add((performance.now() - startedAt) / 1000);
  }

  /** The call's end was recorded as this. */
  recorded({ result, code }: Attempt): void {
    if (result === 'refused') this.#refused += 1;
    else if (result === 'in_doubt' || code === undefined) this.#inDoubt += 1;
    else {
      const known = this.#byCode.get(code);
      if (known !== undefined || this.#byCode.size < CODES_KEPT) this.#byCode.set(code, (known ?? 0) + 1);
      else this.#otherCodes += 1;
    }
  }

  counts(): CallCount[] {
    const answered = [...this.#byCode].map(([code, calls]) => ({
      result: 'answered' as const,
      code,
      calls,
    }));
    return [
      ...answered,
      ...(this.#otherCodes === 0
        ? []
        : [{ result: 'answered' as const, code: OTHER_CODE, calls: this.#otherCodes }]),
      { result: 'in_doubt', code: '', calls: this.#inDoubt },
      { result: 'refused', code: '', calls: this.#refused },
    ];
  }
}
