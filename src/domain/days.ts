// Days and buckets of China Standard Time, as providers name them and as the ledger counts them. It reads no clock.

import { chinaBucket, chinaDay, chinaDayStart } from './china-time.js';
import { BUCKET_MS, bucketOf } from './ledger.js';

export const DAY_MS = 86_400_000;
export const BUCKETS_A_DAY = DAY_MS / BUCKET_MS;

/** The range includes both days, written as YYYY-MM-DD. */
export interface DayRange {
  readonly from: string;
  readonly to: string;
}

/** @throws RangeError where `day` is not in the calendar, which the caller has to check before */
export function dayStart(day: string): number {
  const start = chinaDayStart(day);
  if (start === undefined) throw new RangeError(`${day} is no day`);
  return start;
}

export function dayEnd(day: string): number {
  return dayStart(day) + DAY_MS;
}

export function daysOf({ from, to }: DayRange): string[] {
  const days: string[] = [];
  for (let at = dayStart(from); at <= dayStart(to); at += DAY_MS) days.push(chinaDay(at));
  return days;
}

export function firstBucketOf(day: string): number {
  return bucketOf(dayStart(day));
}

/** The range includes both buckets. */
export interface BucketRange {
  readonly first: number;
  readonly last: number;
}

export function bucketsOf({ from, to }: DayRange): BucketRange {
  return { first: firstBucketOf(from), last: firstBucketOf(to) + BUCKETS_A_DAY - 1 };
}

/** The form is `2026-11-24 09:30:00`. */
export function bucketName(bucket: number): string {
  return chinaBucket(bucket * BUCKET_MS);
}

const BUCKET_PATTERN = /^(\d{4}-\d{2}-\d{2}) ([01]\d|2[0-3]):([0-5]\d):([0-5]\d)$/;

/**
 * The range of a `date` in the provider's list: a whole day, or the bucket of an instant. Undefined where it is
 * neither.
 */
export function parseDate(
  date: string,
): { readonly day: string; readonly bucket: number | undefined } | undefined {
  const match = BUCKET_PATTERN.exec(date);
  const day = match?.[1] ?? date;
  const start = chinaDayStart(day);
  if (start === undefined) return undefined;
  if (match === null) return { day, bucket: undefined };
  const seconds = Number(match[2]) * 3600 + Number(match[3]) * 60 + Number(match[4]);
  return { day, bucket: bucketOf(start + seconds * 1000) };
}
