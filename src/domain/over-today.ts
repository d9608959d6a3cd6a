// A provider's limit of the day: until when a person whom it was asked about too often is not asked about again, and what
// becomes of such rows. Pure: the clock comes in.

import { chinaDay, chinaDayStart } from './china-time.js';

/** `wait`: the rows are set aside until the next day. `end`: they end with the provider's answer. */
export const DAILY_LIMIT_POLICIES = ['wait', 'end'] as const;
export type DailyLimitPolicy = (typeof DAILY_LIMIT_POLICIES)[number];

const DAY_MS = 86_400_000;
/** So soon behind midnight by our clock the provider's may still be in the day before: a whole day would be lost. */
const EARLY_MS = 10 * 60_000;

/**
 * @param answeredAt Unix milliseconds of the answer that said so
 * @returns Unix milliseconds: the next midnight in China; shortly behind one, a little later the same night
 */
export function overUntil(answeredAt: number): number {
  const dayStart = chinaDayStart(chinaDay(answeredAt)) ?? answeredAt;
  return answeredAt - dayStart < EARLY_MS ? dayStart + EARLY_MS : dayStart + DAY_MS;
}
