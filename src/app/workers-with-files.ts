// Starts workers that own the data directory, with what keeps it whole meanwhile: the lease, schedules, batches that wait, the index of
// people, webhooks' messages.

import { startBatchProcess } from '../../workers/batch.js';
import type { WatchedWorker } from '../../workers/lifetime.js';
import { startVerifyWorker } from '../../workers/verify-worker.js';
import { hasBatches } from '../batch/recorded-batches.js';
import type { Found } from '../batch/run/recovered-calls.js';
import type { Config } from '../config.js';
import type { UserError } from '../domain/user-error.js';
import { DirectoryLease } from '../journal/directory-lease.js';
import type { Log } from '../log.js';
import type { RedisAccess } from '../redis/access.js';
import { otherDirectories } from '../queue/other-directories.js';
import type { ScheduleJob } from '../queue/schedule-job.js';
import { runScheduleJob } from '../schedule/jobs.js';
import { within } from '../within.js';
import type { App } from './app.js';
import { openBatchAccess, type BatchAccess } from './batch-access.js';
import { restoreWhenEmptied } from './emptied-redis.js';
import { keepDelivering } from './keep-delivering.js';
import { keepIndexed } from './keep-indexed.js';
import { keepRetention } from './keep-retention.js';
import { keepWatch } from './keep-watch.js';
import { wakeWaiting } from './wake-waiting.js';
import { schedulePorts } from './schedule-ports.js';
import { inEnglish } from '../words/catalogue.js';
import { othersInWords } from './wrong-directory.js';

/** What a role consists of, and how to end it. */
export interface Running {
  readonly workers: readonly WatchedWorker[];
  readonly access: RedisAccess;
  readonly close: () => Promise<void>;
  /** Resolves when another directory of the same id is worked in; absent of workers that need no files. */
  readonly lost?: Promise<UserError>;
}

export interface RunningWithFiles extends Running {
  readonly batches: BatchAccess;
}

export async function startWithFiles(
  role: 'batch' | 'all',
  config: Config,
  log: Log,
): Promise<RunningWithFiles> {
  const batches = await openBatchAccess(config, log, (message) => {
    log.warn(message);
  });
  const { redis: access, dataId } = batches;
  await tellDirectory(config.dataDir, batches, log);
  const lease = await DirectoryLease.hold(access.redis, dataId, config.dataDir).catch(
    async (error: unknown) => {
      await batches.close();
      throw error;
    },
  );
  const app: App = {
    config,
    tell: (event) => {
      if (event.kind === 'warning') log.warn(event.message);
    },
  };
  const hooks = {
    foreground: undefined,
    onProgress: () => undefined,
    onFound: (batch: string, found: Found) => {
      log.info({ batch, ...found }, 'batch goes on');
    },
    onEnd: () => undefined,
    scheduleJob: (scheduleJob: ScheduleJob, stopping: AbortSignal) =>
      runScheduleJob(scheduleJob, schedulePorts(app, batches, log, stopping)),
  };
  const starts: (() => Promise<WatchedWorker>)[] = [
    () => startBatchProcess(config, access, dataId, log, hooks),
    async () => keepDelivering({ config, access, dataId, log }),
    async () => keepWatch(app, dataId, log),
  ];
  if (role === 'all') starts.push(() => startVerifyWorker(config, access, log));
  const ports = schedulePorts(app, batches, log, new AbortController().signal);
  const stopLooking = await restoreWhenEmptied(config.dataDir, batches.queue, ports, log);
  const stopWaking = wakeWaiting(config.dataDir, batches.queue, log);
  const stopIndexing = keepIndexed(config.dataDir, log);
  const stopErasing = keepRetention(app, log);
  const close = async (): Promise<void> => {
    stopLooking();
    stopWaking();
    lease.release();
    await stopIndexing();
    await stopErasing();
    await batches.close();
  };
  return { workers: await startedOr(starts, close), access, batches, close, lost: lease.lost };
}

const PATIENCE_MS = 1_000;

/** Tells an operator which data directory the worker has, and of others on the same Redis, as it may be the wrong one. */
async function tellDirectory(dataDir: string, { redis, dataId }: BatchAccess, log: Log): Promise<void> {
  const isEmpty = !(await hasBatches(dataDir));
  log.info(
    { data_dir: dataDir, data_id: dataId },
    isEmpty ? inEnglish(({ looking }) => looking.noBatches({ dataDir })) : 'data directory',
  );
  const others = (await within(PATIENCE_MS, otherDirectories(redis.redis, dataId))) ?? [];
  if (others.length > 0)
    log[isEmpty ? 'warn' : 'info']({ data_dir: dataDir }, inEnglish(othersInWords(others)));
}

/** Starts all workers or none: if one can't start, the others would live in a process that does half its work. */
export async function startedOr(
  starts: readonly (() => Promise<WatchedWorker>)[],
  close: () => Promise<void>,
): Promise<WatchedWorker[]> {
  const started: WatchedWorker[] = [];
  try {
    for (const start of starts) started.push(await start());
    return started;
  } catch (error) {
    await Promise.all(started.map((worker) => worker.stop()));
    await close();
    throw error;
  }
}
