// A verify worker, wired: it takes slices of an account off the queue and calls the service. It needs no files.

import type { Config } from '../src/config.js';
import { atMostEvery, type Log } from '../src/log.js';
import type { RedisAccess } from '../src/redis/access.js';
import { closeWorker } from '../src/queue/close-worker.js';
import { loadRowKey } from '../src/journal/data-identity.js';
import { startSliceWorker } from '../src/queue/slice-worker.js';
import { verifyMetrics } from '../src/http/worker-metrics.js';
import { journalSlotsOf } from '../src/verify/call-context.js';
import type { WatchedWorker } from './lifetime.js';
import { callsOf } from './put-back.js';
import { verifyParts } from './verify-parts.js';

/** The most slices that are open at a time. There are many, so that a slow row in one doesn't hold up the others. */
const OPEN_SLICES = 64;
const STALLED_SAID_MS = 5_000;

export async function startVerifyWorker(
  config: Config,
  access: RedisAccess,
  log: Log,
): Promise<WatchedWorker> {
  const stopping = new AbortController();
  const key = await loadRowKey(config.key, config.dataDir, config.redisUrl === undefined ? 'make' : 'refuse');
  const parts = verifyParts(config, { redis: access.redis, key }, stopping.signal, log);
  const { scope, journal, meter, counts, verify, watchReady, close } = parts;
  const sayStalled = atMostEvery(STALLED_SAID_MS, (about: object) => {
    log.warn(about, 'slices of a dead worker are back in the queue, this one among them');
  });
  const worker = startSliceWorker({
    redis: access.redis,
    scope,
    key,
    journal,
    openSlices: OPEN_SLICES,
    calls: journalSlotsOf(config.concurrency),
    watchReady,
    verify,
    onError: (error, about) => {
      log.warn({ err: error, ...about }, 'verify worker');
    },
    onStalled: (about) => {
      counts.stalled += 1;
      sayStalled(about);
    },
  });
  return {
    sources: [verifyMetrics({ ...config, account: scope, calls: meter, slices: counts })],
    checks: [() => (worker.isRunning() ? undefined : 'no slices are taken')],
    accounts: () => [scope],
    calls: callsOf(meter),
    stop: async () => {
      stopping.abort();
      await closeWorker(worker);
      await close();
    },
  };
}
