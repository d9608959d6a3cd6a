// The lowest rate that a user can mean. Pure.

/** Calls a second. A lower value is a mistake: a batch of a hundred rows would take days. */
export const LOWEST_RATE = 0.001;
