// Which of several batches goes first, and how much faster. Pure.

export const PRIORITIES = ['high', 'normal', 'low'] as const;
export type Priority = (typeof PRIORITIES)[number];

/**
 * How large a batch's share of the account's calls is beside other batches: a high one gets four times as much as a
 * normal one, and that four times as much as a low one. Each gets some.
 */
const WEIGHT: Readonly<Record<Priority, number>> = { high: 4, normal: 1, low: 0.25 };

export function weightOf(priority: Priority | undefined): number {
  return WEIGHT[priority ?? 'normal'];
}

/** How many batches of normal priority that are queued later may go before one of this priority. */
const PLACES_BACK: Readonly<Record<Priority, number>> = { high: 0, normal: 100, low: 400 };

export function placesBack(priority: Priority | undefined): number {
  return PLACES_BACK[priority ?? 'normal'];
}
