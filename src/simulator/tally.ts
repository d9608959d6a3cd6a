// Counts calls by 5-minute bucket and code. Its size grows with buckets, not with calls. It knows no calendar.

import { compareCodes, type ReturnCode } from '../domain/return-codes.js';

export const BUCKET_MS = 5 * 60_000;

/** The count of one code in one bucket. */
export interface TallyEntry {
  /** Unix milliseconds. */
  readonly bucketStart: number;
  readonly code: ReturnCode;
  readonly count: number;
}

export class Tally {
  readonly #buckets = new Map<number, Map<ReturnCode, number>>();
  #total = 0;

  get total(): number {
    return this.#total;
  }

  add(instantMs: number, code: ReturnCode, count = 1): void {
    const start = Math.floor(instantMs / BUCKET_MS) * BUCKET_MS;
    let codes = this.#buckets.get(start);
    if (codes === undefined) {
      codes = new Map();
      this.#buckets.set(start, codes);
    }
    codes.set(code, (codes.get(code) ?? 0) + count);
    this.#total += count;
  }

  /** All counts, sorted by bucket, then by code. */
  entries(): TallyEntry[] {
    const entries: TallyEntry[] = [];
    for (const [bucketStart, codes] of this.#buckets) {
      for (const [code, count] of codes) entries.push({ bucketStart, code, count });
    }
    return entries.toSorted((a, b) => a.bucketStart - b.bucketStart || compareCodes(b.code, a.code));
  }
}
