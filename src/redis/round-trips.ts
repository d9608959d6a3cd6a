// Counts the round trips of our scripts to Redis: how many, how long, how many failed. One tally a connection, by
// the script's name. Plain numbers; knows nothing of who reads them.

import type { Redis } from './connection.js';
import { Distribution } from '../domain/distribution.js';

const BOUNDS_SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5];

export interface RoundTrips {
  readonly durations: Distribution;
  errors: number;
}

const tallies = new WeakMap<Redis, Map<string, RoundTrips>>();

/** What a script has taken so far on a connection. */
export function roundTripsOf(redis: Redis, name: string): RoundTrips {
  let tally = tallies.get(redis);
  if (tally === undefined) tallies.set(redis, (tally = new Map()));
  let trips = tally.get(name);
  if (trips === undefined) {
    tally.set(name, (trips = { durations: new Distribution(BOUNDS_SECONDS), errors: 0 }));
  }
  return trips;
}
