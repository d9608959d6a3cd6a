// When a batch's calls were made, counted by 5-minute bucket, result and code: what a curve over time is drawn from, small however
// many calls there are. Pure. It knows no file.

import type { Attempt, CallResult } from './attempt.js';
import { BUCKET_MS, bucketOf, type LedgerLine } from './ledger.js';
import type { ReturnCode } from './return-codes.js';

/** The steps in which a curve is drawn: a bucket, an hour, a day in China. */
export const STEPS_MS = [BUCKET_MS, 12 * BUCKET_MS, 288 * BUCKET_MS] as const;
/** Days begin at midnight in China. */
const CHINA_MS = 8 * 3_600_000;

/** The calls of one step. */
export interface TimePoint {
  /** When the step begins, Unix milliseconds. */
  readonly at: number;
  readonly answered: number;
  readonly inDoubt: number;
  readonly refused: number;
  /** Of answered calls. */
  readonly byCode: ReadonlyMap<ReturnCode, number>;
}

type Count = readonly [bucket: number, result: CallResult, code: ReturnCode | null, count: number];

export interface CallTimesJson {
  readonly counts: readonly Count[];
}

interface Counted {
  readonly bucket: number;
  readonly result: CallResult;
  readonly code: ReturnCode | undefined;
  count: number;
}

export class CallTimes {
  readonly #counts = new Map<string, Counted>();

  /** A call belongs to the time of its answer, or of its start where no answer came. */
  add({ startedAt, finishedAt, result, code }: Attempt): void {
    const at = result === 'answered' ? Math.max(finishedAt ?? startedAt, startedAt) : startedAt;
    this.#count(bucketOf(at), result, code, 1);
  }

  addLine({ home, result, code, count }: Pick<LedgerLine, 'home' | 'result' | 'code' | 'count'>): void {
    this.#count(home, result, code, count);
  }

  addAll(other: CallTimes): void {
    for (const { bucket, result, code, count } of other.#counts.values())
      this.#count(bucket, result, code, count);
  }

  /** The smallest step by which there are no more than so many points. */
  stepFor(points: number): number {
    const buckets = [...this.#counts.values()].map(({ bucket }) => bucket);
    const span = buckets.reduce((last, each) => Math.max(last, each), -Infinity);
    const first = buckets.reduce((least, each) => Math.min(least, each), Infinity);
    const fits = STEPS_MS.find((step) => ((span - first) * BUCKET_MS) / step < points);
    return fits ?? STEPS_MS[2];
  }

  /** The earliest first; steps without a call are left out. */
  points(step: number): TimePoint[] {
    const points = new Map<number, ReturnType<typeof emptyAt>>();
    for (const { bucket, result, code, count } of this.#counts.values()) {
      const at = Math.floor((bucket * BUCKET_MS + CHINA_MS) / step) * step - CHINA_MS;
      let point = points.get(at);
      if (point === undefined) points.set(at, (point = emptyAt(at)));
      point[KEYS[result]] += count;
      if (result === 'answered' && code !== undefined)
        point.byCode.set(code, (point.byCode.get(code) ?? 0) + count);
    }
    return [...points.values()].toSorted((one, other) => one.at - other.at);
  }

  toJSON(): CallTimesJson {
    const counts = [...this.#counts.values()];
    return { counts: counts.map(({ bucket, result, code, count }) => [bucket, result, code ?? null, count]) };
  }

  static fromJSON({ counts }: CallTimesJson): CallTimes {
    const times = new CallTimes();
    for (const [bucket, result, code, count] of counts)
      times.#count(bucket, result, code ?? undefined, count);
    return times;
  }

  #count(bucket: number, result: CallResult, code: ReturnCode | undefined, count: number): void {
    const key = `${bucket} ${result} ${code ?? ''}`;
    const found = this.#counts.get(key);
    if (found === undefined) this.#counts.set(key, { bucket, result, code, count });
    else found.count += count;
  }
}

const KEYS = { answered: 'answered', in_doubt: 'inDoubt', refused: 'refused' } as const satisfies Record<
  CallResult,
  string
>;

function emptyAt(at: number) {
  return { at, answered: 0, inDoubt: 0, refused: 0, byCode: new Map<ReturnCode, number>() };
}
