// The lowest rate that can be meant. Pure.

/** Calls a second. Lower ones are meant otherwise: a batch of a hundred rows would take days. */
export const LOWEST_RATE = 0.001;
