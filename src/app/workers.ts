// Runs workers until their process is told to stop, and serves their metrics.

import { whenToldToStop, type WatchedWorker } from '../../workers/lifetime.js';
import { watchWorkers } from '../../workers/monitoring.js';
import { startVerifyWorker } from '../../workers/verify-worker.js';
import { credentialsOf, type Config } from '../config.js';
import { whenAskedToEnd } from '../ending.js';
import { EXIT } from '../domain/user-error.js';
import { createLog, type Log } from '../log.js';
import { openRedis, type RedisAccess } from '../redis/access.js';
import { providerOf } from '../provider/index.js';
import { Monitor } from '../http/monitor.js';
import { programVersion } from '../program-version.js';
import { limitStop } from '../stop-limit.js';
import { logAccounts } from './account-log.js';
import { redisOptions } from './batch-access.js';
import type { Role } from './roles.js';
import { startedOr, startWithFiles, type Running } from './workers-with-files.js';

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
    // Until it listens for itself, a signal ends the process, also where it is the first one of a container.
    const unheeded = whenAskedToEnd(() => process.exit(EXIT.stopped));
    const starting = role === 'verify' ? startVerify(config, log) : startWithFiles(role, config, log);
    const { workers, access, close, lost } = await starting.catch((error: unknown) => {
      unheeded();
      throw error;
    });
    const watched = { workers, access, role, version: programVersion() };
    const unwatch = monitor === undefined ? undefined : watchWorkers(monitor, watched, log);
    const accounts = (): string[] => workers.flatMap((worker) => worker.accounts());
    const failure = (): string | undefined => workers.map(({ calls }) => calls?.failure()).find(Boolean);
    const { codes } = providerOf(config.provider);
    const stopTelling = logAccounts(access.redis, { accounts, codes, failure, log });
    const stop = async (): Promise<void> => {
      log.info({ role }, 'worker stopping: calls under way are waited for');
      stopTelling();
      monitor?.stopping();
      const stopWaiting = sayWaiting(workers, access, log);
      limitStop(config.timeoutMs, () => {
        log.error(
          { role },
          'stopping takes too long, as it does while Redis is away or refuses: ended like a crash',
        );
        process.exit(EXIT.stopped);
      });
      await Promise.all(workers.map((worker) => worker.stop()));
      stopWaiting();
      await unwatch?.();
      await close();
    };
    const stopped = whenToldToStop({ stop });
    unheeded();
    monitor?.started();
    log.info({ role, rate_cap: config.rate }, 'worker started');
    const error = await Promise.race([stopped, ...(lost === undefined ? [] : [lost])]);
    if (error !== undefined) {
      log.error({ err: error }, 'the data directory is in other hands');
      await stop();
    }
    log.info({ role }, 'worker stopped');
    if (error !== undefined) throw error;
  } finally {
    await monitor?.close();
  }
}

const WAITING_SAID_MS = 5_000;

/** @returns a function for the stop's end */
function sayWaiting(workers: readonly WatchedWorker[], { state }: RedisAccess, log: Log): () => void {
  const since = performance.now();
  const timer = setInterval(() => {
    const underWay = workers.reduce((sum, { calls }) => sum + (calls?.underWay() ?? 0), 0);
    const seconds = Math.round((performance.now() - since) / 1000);
    const about = { waited_seconds: seconds, calls_under_way: underWay, redis: state.trouble?.words };
    log.warn(about, 'the stop waits for the end of calls under way, and for their record in Redis');
  }, WAITING_SAID_MS).unref();
  return () => {
    clearInterval(timer);
  };
}

export async function startMonitor(
  { metricsPort, metricsHost }: Config,
  log: Log,
): Promise<Monitor | undefined> {
  if (metricsPort === undefined) return undefined;
  const monitor = await Monitor.listen({ host: metricsHost, port: metricsPort });
  log.info({ url: `${monitor.url}/metrics` }, 'metrics are served');
  return monitor;
}

/** A verify worker needs no files, not even a data directory where the key comes from the environment. */
async function startVerify(config: Config, log: Log): Promise<Running> {
  const onWarning = (message: string): void => {
    log.warn(message);
  };
  const access = await openRedis({ ...redisOptions(config, log), onWarning });
  const workers = await startedOr([() => startVerifyWorker(config, access, log)], () => access.close());
  return { workers, access, close: () => access.close() };
}
