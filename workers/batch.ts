// A batch worker: reads lists, adds slices, collects calls, writes files. Owns the data directory. Wires the parts.

import type { BatchEnd } from '../src/batch/ports.js';
import type { Found } from '../src/batch/earlier-calls.js';
import { tellFinished } from '../src/batch/finished.js';
import { runBatch } from '../src/batch/run-batch.js';
import type { Progress } from '../src/batch/progress.js';
import type { Config } from '../src/config.js';
import type { Log } from '../src/log.js';
import type { RedisAccess } from '../src/queue/access.js';
import { startBatchWorker } from '../src/queue/batch-queue.js';
import type { Errand } from '../src/queue/errand.js';
import { loadRowKey } from '../src/queue/data-identity.js';
import { scopeOf } from '../src/queue/keys.js';
import { keyPrint } from '../src/queue/slice-payload.js';
import { SliceQueues } from '../src/queue/slice-queue.js';
import type { StoppableWorker } from './lifetime.js';

export interface BatchWorkerHooks {
  /** This process's name where a person waits for its batches; undefined: every batch is taken. */
  readonly foreground: string | undefined;
  readonly onProgress: (progress: Progress) => void;
  readonly onFound: (batch: string, found: Found) => void;
  readonly onEnd: (batch: string, end: BatchEnd) => void;
  /** Does what schedules want; undefined: left to other processes. */
  readonly errand?: (errand: Errand, stopping: AbortSignal) => Promise<number | undefined>;
}

export async function startBatchProcess(
  config: Config,
  access: RedisAccess,
  dataId: string,
  log: Log,
  hooks: BatchWorkerHooks,
): Promise<StoppableWorker> {
  const stopping = new AbortController();
  const onError = (error: Error): void => {
    log.warn({ err: error }, 'batch worker');
  };
  const key = await loadRowKey(config.key, config.dataDir, 'make');
  /** How many times this process has taken up each batch that it has in hand. */
  const turns = new Map<string, number>();
  const queues = new SliceQueues(access.redis, key, onError);
  const { errand } = hooks;
  const worker = await startBatchWorker({
    redis: access.redis,
    dataId,
    foreground: hooks.foreground,
    run: async (batch, report) => {
      const turn = (turns.get(batch) ?? 0) + 1;
      turns.set(batch, turn);
      const end = await runBatch(batch, {
        dataDirectory: config.dataDir,
        dataId,
        redis: access.redis,
        connect: () => access.connect(),
        addSlices: (account, name, slices) => queues.of(scopeOf(account)).add(name, slices),
        stopping: stopping.signal,
        onFound: (found) => {
          hooks.onFound(batch, found);
        },
        onProgress: (progress) => {
          hooks.onProgress(progress);
          report(progress);
        },
        timeoutMs: config.timeoutMs,
        keyPrint: keyPrint(key),
      });
      // Lost to this very process, as when Redis was away for longer than a lock lasts: the later turn tells the end.
      if (turns.get(batch) !== turn) return 'left';
      turns.delete(batch);
      if (end.fault !== undefined) log.error({ err: end.fault, batch }, 'batch halted by a fault');
      log.info({ batch, state: end.state, reason: end.reason }, 'batch left');
      const told = await tellFinished(batch, end, {
        dataDirectory: config.dataDir,
        environment: config.commandEnvironment,
        stopping: stopping.signal,
        onProblem: (problem) => {
          log.warn({ batch, problem }, '--on-finish');
        },
      });
      hooks.onEnd(batch, end);
      if (!told && hooks.foreground === undefined) return 'unfinished';
      // Where a person waits, it goes on when that person says so.
      return end.state === 'queued' && hooks.foreground === undefined ? 'unfinished' : 'left';
    },
    errand: errand === undefined ? undefined : (job) => errand(job, stopping.signal),
    onError,
  });
  return {
    stop: async () => {
      stopping.abort();
      await worker.close();
      await queues.close();
    },
  };
}
