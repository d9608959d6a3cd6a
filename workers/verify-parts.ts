// Makes the parts of a verify worker from the configuration.

import { credentialsOf, type Config } from '../src/config.js';
import type { Log } from '../src/log.js';
import type { Journal } from '../src/journal/journal.js';
import { scopeOf } from '../src/journal/keys.js';
import { ProviderClient } from '../src/provider/client.js';
import { providerOf } from '../src/provider/index.js';
import { SliceCounts } from '../src/http/worker-counts.js';
import { CallMeter } from '../src/verify/call-meter.js';
import { RateCaps } from '../src/verify/rate-caps.js';
import { callContext, type CallContext } from '../src/verify/call-context.js';
import { DayMarks } from '../src/journal/day-mark.js';
import { clientLog } from './client-log.js';
import { SliceJournals } from './slice-journal.js';
import { verifyJournal, type KeyedRedis } from './verify-journal.js';
import { SliceVerification } from './verify-slice.js';

export interface VerifyParts {
  readonly scope: string;
  readonly journal: Journal;
  readonly meter: CallMeter;
  readonly verify: SliceVerification['verify'];
  readonly counts: SliceCounts;
  readonly watchReady: CallContext['journalSlots']['watch'];
  readonly close: () => Promise<void>;
}

/** @throws UserError where the credentials are not set */
export function verifyParts(config: Config, redis: KeyedRedis, stopping: AbortSignal, log: Log): VerifyParts {
  const credentials = credentialsOf(config);
  const { authUrl, timeoutMs, concurrency, proxy, throttleLimitMs } = config;
  const scope = scopeOf({ authUrl, ...credentials });
  const { codes, callsFor } = providerOf(config.provider);
  const [counts, meter] = [new SliceCounts(), new CallMeter(codes.monitored)];
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
  const context = callContext(client, { concurrency, backoff, throttleLimitMs }, stopping);
  const rateCaps = new RateCaps(config.rate, config.usualRate);
  const journal = verifyJournal(config, redis, scope, () => rateCaps.lowest, log);
  const journals = new SliceJournals(journal, meter, log, DayMarks.where(codes, redis.key));
  const { verify } = new SliceVerification({ context, codes, journals, counts, rateCaps, log });
  const close = (): Promise<void> => client.close();
  return { scope, journal, meter, counts, verify, watchReady: context.journalSlots.watch, close };
}
