// Calls of another program, as the settings name them, with the buckets in which they were counted. It knows no
// interface.

import { chinaDayStart } from '../domain/china-time.js';
import type { Settings } from './settings.js';
import { BUCKET_MS, type TallyEntry } from './tally.js';

export class ForeignCalls {
  readonly #now: () => number;
  #setAt: number;

  constructor(now: () => number) {
    this.#now = now;
    this.#setAt = now();
  }

  /** The calls are counted in the bucket of this moment, unless the settings name another. */
  wereSet(): void {
    this.#setAt = this.#now();
  }

  entries({ statExtra, statExtraAt }: Settings): TallyEntry[] {
    const at = statExtraAt === null ? this.#setAt : bucketInstant(statExtraAt);
    const bucketStart = Math.floor(at / BUCKET_MS) * BUCKET_MS;
    return Object.entries(statExtra).map(([code, count]) => ({ bucketStart, code, count }));
  }
}

/** The Unix milliseconds of a bucket such as `2026-11-24 09:30:00`, in China's time. */
function bucketInstant(bucket: string): number {
  const [hours, minutes] = [Number(bucket.slice(11, 13)), Number(bucket.slice(14, 16))];
  return (chinaDayStart(bucket.slice(0, 10)) ?? 0) + (hours * 60 + minutes) * 60_000;
}
