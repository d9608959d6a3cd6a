// The parts of a verify worker, made from the configuration.

import { setMaxListeners } from 'node:events';
import { credentialsOf, type Config } from '../src/config.js';
import type { Log } from '../src/log.js';
import type { Journal } from '../src/journal/journal.js';
import { scopeOf } from '../src/journal/keys.js';
import { ProviderClient } from '../src/provider/client.js';
import { providerOf } from '../src/provider/index.js';
import type { SliceResult, TakenSlice } from '../src/queue/slice-worker.js';
import { SliceCounts } from '../src/http/worker-counts.js';
import { CallMeter } from '../src/verify/call-meter.js';
import { RateCaps } from '../src/verify/rate-caps.js';
import { callContext } from '../src/verify/call-context.js';
import { clientLog } from './client-log.js';
import { verifyJournal, type KeyedRedis } from './verify-journal.js';
import { SliceVerification } from './verify-slice.js';

export interface VerifyParts {
  readonly scope: string;
  readonly journal: Journal;
  readonly meter: CallMeter;
  readonly verify: (slice: TakenSlice) => Promise<SliceResult>;
  readonly counts: SliceCounts;
  /** Has the listener told how many rows could be called at once but for the bounds of this process. */
  readonly watchReady: (listener: (rows: number) => void) => void;
  readonly close: () => Promise<void>;
}

/** @throws UserError where the credentials are not set */
export function verifyParts(config: Config, redis: KeyedRedis, stopping: AbortSignal, log: Log): VerifyParts {
  const credentials = credentialsOf(config);
  const { authUrl, timeoutMs, concurrency, proxy, throttleLimitMs } = config;
  const scope = scopeOf({ authUrl, ...credentials });
  const { codes, callsFor } = providerOf(config.provider);
  const meter = new CallMeter(codes.monitored);
  const client = new ProviderClient({
    authUrl,
    protocol: callsFor(credentials, Date.now, authUrl),
    timeoutMs,
    connections: concurrency,
    proxy,
    meter,
    ...clientLog(log),
  });
  const backoff = { baseMs: config.backoffBaseMs, maxMs: config.backoffMaxMs };
  setMaxListeners(0, stopping); // Every row in hand listens.
  const context = callContext(client, { concurrency, backoff, throttleLimitMs }, stopping);
  const rateCaps = new RateCaps(config.rate);
  const journal = verifyJournal(config, redis, scope, () => rateCaps.lowest, log);
  const counts = new SliceCounts();
  const slices = new SliceVerification({ context, codes, journal, meter, counts, rateCaps, log });
  return {
    scope,
    journal,
    meter,
    counts,
    verify: slices.verify,
    watchReady: (listener) => {
      context.journalSlots.watch(listener);
    },
    close: () => client.close(),
  };
}
