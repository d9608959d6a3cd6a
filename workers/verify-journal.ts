// The journal of a verify worker, with settings from the configuration, which tells an operator of troubles.

import type { Config } from '../src/config.js';
import { atMostEvery, type Log } from '../src/log.js';
import type { Redis } from '../src/redis/access.js';
import { Journal } from '../src/journal/journal.js';

/** A probe without a record this long after its time-out was made by a process that died. */
const PROBE_MARGIN_MS = 2_000;
const TROUBLE_SAID_MS = 10_000;

/** A connection, with the key of the rows that Redis holds. */
export interface KeyedRedis {
  readonly redis: Redis;
  readonly key: Buffer;
}

/** @param rateCap the most calls a second; undefined: no limit */
export function verifyJournal(
  { timeoutMs, outageLimitMs, backoffBaseMs, backoffMaxMs }: Config,
  { redis, key }: KeyedRedis,
  scope: string,
  rateCap: () => number | undefined,
  log: Log,
): Journal {
  return new Journal(redis, {
    scope,
    key,
    rateCap,
    outageLimitMs,
    probeWaitMs: backoffBaseMs,
    probeWaitMaxMs: backoffMaxMs,
    probeLimitMs: timeoutMs + PROBE_MARGIN_MS,
    onTrouble: atMostEvery(TROUBLE_SAID_MS, (error) => {
      log.error({ err: error }, 'calls and their ends do not get on record, and are sent again');
    }),
    onCircuit: (open) => {
      log.info(
        open ? 'circuit opened: the service is away, probes go out' : 'circuit closed: the service is back',
      );
    },
  });
}
