// Makes the figures of `/verifyc/stat` from counted calls. Pure: it knows days and buckets of China Standard Time and
// the faults that figures may have; it knows no HTTP and no clock.

import { chinaBucket, chinaDay, chinaDayStart } from '../domain/china-time.js';
import type { ReturnCode } from '../domain/return-codes.js';
import { CODE } from '../provider/youtu/codes.js';
import { BUCKET_MS, type TallyEntry } from './tally.js';

const DAY_MS = 86_400_000;
const LONGEST_RANGE_DAYS = 366;

type Counts = Record<string, number>;

export interface Figures {
  readonly summary: Counts;
  readonly list: readonly ({ readonly date: string } & Readonly<Record<string, number | string>>)[];
}

/** Two instants; `end` is not included. */
export interface Period {
  readonly start: number;
  readonly end: number;
  readonly oneDay: boolean;
}

export interface FigureFaults {
  readonly allRows: boolean;
  readonly missing: number;
  readonly extra: readonly TallyEntry[];
  readonly summaryOff: number;
}

/**
 * From the first day to the last, both included; undefined where they are no days, in the wrong order or too far apart.
 */
export function periodOf(startDay: unknown, endDay: unknown): Period | undefined {
  if (typeof startDay !== 'string' || typeof endDay !== 'string') return undefined;
  const [start, lastDay] = [chinaDayStart(startDay), chinaDayStart(endDay)];
  if (start === undefined || lastDay === undefined || lastDay < start) return undefined;
  if (lastDay - start >= LONGEST_RANGE_DAYS * DAY_MS) return undefined;
  return { start, end: lastDay + DAY_MS, oneDay: start === lastDay };
}

/**
 * The figures of one day are by 5-minute bucket, those of several by day. Without faults the list adds up to the
 * summary.
 */
export function figuresOf(counted: readonly TallyEntry[], period: Period, faults: FigureFaults): Figures {
  const entries = [...withoutLatest(counted, faults.missing), ...faults.extra].filter(
    ({ bucketStart, count }) => count > 0 && bucketStart >= period.start && bucketStart < period.end,
  );
  const dateOf = period.oneDay ? chinaBucket : chinaDay;
  const codes = [...new Set(entries.map(({ code }) => code))];
  const rows = new Map<string, Counts>();
  if (faults.allRows) {
    const step = period.oneDay ? BUCKET_MS : DAY_MS;
    for (let at = period.start; at < period.end; at += step) rows.set(dateOf(at), zeros(codes));
  }
  const summary = zeros(codes);
  for (const { bucketStart, code, count } of entries.toSorted((a, b) => a.bucketStart - b.bucketStart)) {
    const date = dateOf(bucketStart);
    const row = rows.get(date) ?? zeros(codes);
    rows.set(date, row);
    row[code] = (row[code] ?? 0) + count;
    summary[code] = (summary[code] ?? 0) + count;
  }
  if (faults.summaryOff !== 0) summary[CODE.match] = (summary[CODE.match] ?? 0) + faults.summaryOff;
  return { summary, list: [...rows].map(([date, counts]) => ({ date, ...counts })) };
}

function zeros(codes: readonly ReturnCode[]): Counts {
  return Object.fromEntries(codes.map((code) => [code, 0]));
}

/** The entries without the latest `missing` calls, as in figures that have not settled. */
function withoutLatest(counted: readonly TallyEntry[], missing: number): TallyEntry[] {
  let left = missing;
  return counted
    .toReversed()
    .map((entry) => {
      const taken = Math.min(left, entry.count);
      left -= taken;
      return { ...entry, count: entry.count - taken };
    })
    .toReversed();
}
