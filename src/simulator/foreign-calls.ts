// Calls of somebody else, as settings name them: in which bucket they were counted. Knows no interface.

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

  /** They belong into this bucket unless another is named. */
  wereSet(): void {
    this.#setAt = this.#now();
  }

  entries({ statExtra, statExtraAt }: Settings): TallyEntry[] {
    const at = statExtraAt === null ? this.#setAt : bucketInstant(statExtraAt);
    const bucketStart = Math.floor(at / BUCKET_MS) * BUCKET_MS;
    return Object.entries(statExtra).map(([code, count]) => ({ bucketStart, code, count }));
  }
}

/** `2026-11-24 09:30:00`, in China, as Unix milliseconds. */
function bucketInstant(bucket: string): number {
  const [hours, minutes] = [Number(bucket.slice(11, 13)), Number(bucket.slice(14, 16))];
  return (chinaDayStart(bucket.slice(0, 10)) ?? 0) + (hours * 60 + minutes) * 60_000;
}
