// A provider's daily limit: until when a person is not asked about again after the limit was met, and what becomes of
// the rows. Pure: the clock is a parameter.

import { chinaDay, chinaDayStart } from './china-time.js';

/** `wait`: the rows are set aside until the next day. `end`: they end with the provider's answer. */
export const DAILY_LIMIT_POLICIES = ['wait', 'end'] as const;
export type DailyLimitPolicy = (typeof DAILY_LIMIT_POLICIES)[number];

const DAY_MS = 86_400_000;
/**
 * So soon after midnight by our clock, the provider's may still show the day before. Waiting for the next midnight
 * would lose a day.
 */
const EARLY_MS = 10 * 60_000;

/**
 * @param answeredAt Unix milliseconds of the answer that told of the limit
 * @returns Unix milliseconds of the next midnight in China, or of a little later the same night where midnight has just
 * passed
 */
export function overUntil(answeredAt: number): number {
  const dayStart = chinaDayStart(chinaDay(answeredAt)) ?? answeredAt;
  return answeredAt - dayStart < EARLY_MS ? dayStart + EARLY_MS : dayStart + DAY_MS;
}
