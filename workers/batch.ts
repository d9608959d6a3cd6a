// A batch worker: it reads lists, adds slices, collects calls and writes files. It owns the data directory. This file
// wires the parts.

import { BatchWorker, type BatchWorkerHooks } from '../src/batch/run/batch-worker.js';
import { BatchStates } from '../src/batch/run/batch-states.js';
import type { Config } from '../src/config.js';
import type { Log } from '../src/log.js';
import type { RedisAccess } from '../src/redis/access.js';
import { BatchQueue, isBatchHeld, startBatchWorker } from '../src/queue/batch-queue.js';
import { closeWorker } from '../src/queue/close-worker.js';
import { loadRowKey } from '../src/journal/data-identity.js';
import { SliceQueues } from '../src/queue/slice-queue.js';
import { BatchCounts } from '../src/http/worker-counts.js';
import { batchMetrics, dataMetrics } from '../src/http/worker-metrics.js';
import type { WatchedWorker } from './lifetime.js';

export async function startBatchProcess(
  config: Config,
  access: RedisAccess,
  dataId: string,
  log: Log,
  hooks: BatchWorkerHooks,
): Promise<WatchedWorker> {
  const { redis } = access;
  const stopping = new AbortController();
  const onError = (error: Error, batch?: string): void => {
    log.warn({ err: error, batch }, 'batch worker');
  };
  const key = await loadRowKey(config.key, config.dataDir, 'make');
  const queues = new SliceQueues(redis, key, onError);
  const counts = new BatchCounts();
  const stop = stopping.signal;
  const owner = new BatchWorker({ config, access, dataId, key, log, hooks, queues, counts, stopping: stop });
  const { scheduleJob } = hooks;
  const batches = new BatchQueue(redis, dataId, onError);
  const worker = await startBatchWorker({
    redis,
    dataId,
    foreground: hooks.foreground,
    run: (batch, report) => owner.take(batch, report),
    scheduleJob: scheduleJob === undefined ? undefined : (job) => scheduleJob(job, stop),
    addAgain: hooks.foreground === undefined ? (batch) => batches.add(batch) : undefined,
    onError,
  });
  const states = new BatchStates(config.dataDir, (batch) => isBatchHeld(redis, dataId, batch));
  return {
    sources: [batchMetrics(counts), dataMetrics(dataId, () => states.count())],
    checks: [() => (worker.isRunning() ? undefined : 'no batches are taken')],
    accounts: () => queues.scopes,
    stop: async () => {
      stopping.abort();
      await closeWorker(worker);
      await queues.close();
      await batches.close();
    },
  };
}
