// Days and buckets of China Standard Time, as providers name them and as the ledger counts them. No clock.

import { chinaBucket, chinaDay, chinaDayStart } from './china-time.js';
import { BUCKET_MS, bucketOf } from './ledger.js';

export const DAY_MS = 86_400_000;
export const BUCKETS_A_DAY = DAY_MS / BUCKET_MS;

/** Both days included, as YYYY-MM-DD. */
export interface DayRange {
  readonly from: string;
  readonly to: string;
}

/** @throws RangeError where `day` is no calendar day: whoever asks has checked it */
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

/** Both buckets included. */
export interface BucketRange {
  readonly first: number;
  readonly last: number;
}

export function bucketsOf({ from, to }: DayRange): BucketRange {
  return { first: firstBucketOf(from), last: firstBucketOf(to) + BUCKETS_A_DAY - 1 };
}

/** `2026-11-24 09:30:00` */
export function bucketName(bucket: number): string {
  return chinaBucket(bucket * BUCKET_MS);
}

const BUCKET_PATTERN = /^(\d{4}-\d{2}-\d{2}) ([01]\d|2[0-3]):([0-5]\d):([0-5]\d)$/;

/** Where a `date` of the provider's list lies: a day, or an instant of one; undefined where it is neither. */
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
