// Which of several batches goes first, and by how much. Pure.

export const PRIORITIES = ['high', 'normal', 'low'] as const;
export type Priority = (typeof PRIORITIES)[number];

/**
 * The share of the account's calls, beside other batches: a high one gets four times what a normal one does, that one
 * four times what a low one does. None gets nothing.
 */
const WEIGHT: Readonly<Record<Priority, number>> = { high: 4, normal: 1, low: 0.25 };

export function weightOf(priority: Priority | undefined): number {
  return WEIGHT[priority ?? 'normal'];
}

/** So many batches of normal priority that are queued later may go before one of this priority. */
const PLACES_BACK: Readonly<Record<Priority, number>> = { high: 0, normal: 100, low: 400 };

export function placesBack(priority: Priority | undefined): number {
  return PLACES_BACK[priority ?? 'normal'];
}
