// The parts of a verify worker, made from the configuration.

import { setMaxListeners } from 'node:events';
import { credentialsOf, type Config } from '../src/config.js';
import type { Log } from '../src/log.js';
import type { Journal } from '../src/journal/journal.js';
import { scopeOf } from '../src/journal/keys.js';
import { ProviderClient } from '../src/provider/client.js';
import { providerOf } from '../src/provider/index.js';
import type { SliceResult, TakenSlice } from '../src/queue/slice-worker.js';
import { CallMeter } from '../src/verify/call-meter.js';
import { RateCaps } from '../src/verify/rate-caps.js';
import { Verifier } from '../src/verify/verifier.js';
import { clientLog } from './client-log.js';
import { verifyJournal, type KeyedRedis } from './verify-journal.js';
import { SliceVerification } from './verify-slice.js';

export interface VerifyParts {
  readonly scope: string;
  readonly journal: Journal;
  readonly meter: CallMeter;
  readonly verify: (slice: TakenSlice) => Promise<SliceResult>;
  readonly watchReady: Verifier['watchReady'];
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
  const verifier = new Verifier({ client, codes, concurrency, backoff, throttleLimitMs, stopping });
  const rateCaps = new RateCaps(config.rate);
  const journal = verifyJournal(config, redis, scope, () => rateCaps.lowest, log);
  const slices = new SliceVerification(verifier, journal, meter, log);
  return {
    scope,
    journal,
    meter,
    verify: (slice) => rateCaps.during(slice.settings.rate, () => slices.verify(slice)),
    watchReady: (listener) => verifier.watchReady(listener),
    close: () => client.close(),
  };
}
