// Runs workers until their process is told to stop, and serves their metrics.

import { startBatchProcess } from '../../workers/batch.js';
import { whenToldToStop, type WatchedWorker } from '../../workers/lifetime.js';
import { watchWorkers } from '../../workers/monitoring.js';
import { startVerifyWorker } from '../../workers/verify-worker.js';
import type { Found } from '../batch/run/recovered-calls.js';
import { credentialsOf, type Config } from '../config.js';
import { EXIT } from '../domain/user-error.js';
import { createLog, type Log } from '../log.js';
import { openRedis, type RedisAccess } from '../redis/access.js';
import type { ScheduleJob } from '../queue/schedule-job.js';
import { runScheduleJob } from '../schedule/jobs.js';
import { Monitor } from '../http/monitor.js';
import { programVersion } from '../program-version.js';
import { limitStop } from '../stop-limit.js';
import type { App } from './app.js';
import { openBatchAccess } from './batch-access.js';
import { restoreWhenEmptied } from './emptied-redis.js';
import type { Role } from './roles.js';
import { wakeWaiting } from './wake-waiting.js';
import { schedulePorts } from './schedule-ports.js';

/** What a role consists of, and how to end it. */
interface Running {
  readonly workers: readonly WatchedWorker[];
  readonly access: RedisAccess;
  readonly close: () => Promise<void>;
}

/**
 * Resolves when the workers have stopped. What happens meanwhile is logged.
 *
 * @throws UserError where credentials are missing, or Redis can't be used
 */
export async function runWorkers(config: Config, role: Role): Promise<void> {
  // Credentials are checked before Redis is opened, because an open connection would keep the process alive.
  if (role !== 'batch') credentialsOf(config);
  const log = createLog(config.logLevel ?? 'info');
  const monitor = await startMonitor(config, log);
  try {
    const { workers, access, close } =
      role === 'verify' ? await startVerify(config, log) : await startWithFiles(role, config, log);
    const watched = { workers, access, role, version: programVersion() };
    const unwatch = monitor === undefined ? undefined : watchWorkers(monitor, watched, log);
    monitor?.started();
    log.info({ role }, 'worker started');
    const stop = async (): Promise<void> => {
      log.info({ role }, 'worker stopping: calls under way are waited for');
      monitor?.stopping();
      limitStop(config.timeoutMs, () => {
        log.error(
          { role },
          'stopping takes too long, as it does while Redis is away or refuses: ended like a crash',
        );
        process.exit(EXIT.stopped);
      });
      await Promise.all(workers.map((worker) => worker.stop()));
      await unwatch?.();
      await close();
    };
    await whenToldToStop({ stop });
    log.info({ role }, 'worker stopped');
  } finally {
    await monitor?.close();
  }
}

async function startMonitor({ metricsPort, metricsHost }: Config, log: Log): Promise<Monitor | undefined> {
  if (metricsPort === undefined) return undefined;
  const monitor = await Monitor.listen({ host: metricsHost, port: metricsPort });
  log.info({ url: `${monitor.url}/metrics` }, 'metrics are served');
  return monitor;
}

/** A verify worker needs no files, not even a data directory where the key comes from the environment. */
async function startVerify(config: Config, log: Log): Promise<Running> {
  const access = await openRedis({
    redisUrl: config.redisUrl,
    dataDir: config.dataDir,
    tracing: config.tracing,
    onWarning: (message) => {
      log.warn(message);
    },
    onError: (error) => {
      log.debug({ err: error }, 'connection');
    },
  });
  const workers = await startedOr([() => startVerifyWorker(config, access, log)], () => access.close());
  return { workers, access, close: () => access.close() };
}

async function startWithFiles(role: Role, config: Config, log: Log): Promise<Running> {
  const batches = await openBatchAccess(config, log, (message) => {
    log.warn(message);
  });
  const { redis: access, dataId } = batches;
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
  const starts = [() => startBatchProcess(config, access, dataId, log, hooks)];
  if (role === 'all') starts.push(() => startVerifyWorker(config, access, log));
  const ports = schedulePorts(app, batches, log, new AbortController().signal);
  const stopLooking = await restoreWhenEmptied(config.dataDir, batches.queue, ports, log);
  const stopWaking = wakeWaiting(config.dataDir, batches.queue, log);
  const close = async (): Promise<void> => {
    stopLooking();
    stopWaking();
    await batches.close();
  };
  return { workers: await startedOr(starts, close), access, close };
}

/** Starts all workers or none: if one can't start, the others would live in a process that does half its work. */
async function startedOr(
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
