// What the scripts are called where their round trips are shown, by the role that runs them.

import type { Redis } from '../redis/connection.js';
import { ANNOUNCE, HEARTBEAT, RELEASE_LEASE, QUESTION, SUSPECTS, TAKE } from './call-scripts.js';
import { EXCHANGE } from './exchange-script.js';
import { ACKNOWLEDGE, LEAVE, LOOK, OPEN, OWN, REMOVE, SEAL } from './owner-scripts.js';
import { roundTripsOf, type RoundTrips } from '../redis/round-trips.js';

const VERIFY = {
  take: TAKE,
  beat: HEARTBEAT,
  exchange: EXCHANGE,
  suspects: SUSPECTS,
  question: QUESTION,
  announce: ANNOUNCE,
  let_go: RELEASE_LEASE,
};
const BATCH = {
  own: OWN,
  open: OPEN,
  look: LOOK,
  acknowledge: ACKNOWLEDGE,
  leave: LEAVE,
  seal: SEAL,
  remove: REMOVE,
};

export function roundTripsByName(redis: Redis, role: 'verify' | 'batch' | 'all'): Map<string, RoundTrips> {
  const scripts = { ...(role === 'batch' ? {} : VERIFY), ...(role === 'verify' ? {} : BATCH) };
  return new Map(
    Object.entries(scripts).map(([name, { countedAs }]) => [name, roundTripsOf(redis, countedAs)]),
  );
}
