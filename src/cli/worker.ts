// `rollcall worker`: workers that run until they are stopped.

import { Command, InvalidArgumentError, Option } from 'commander';
import { startBatchProcess } from '../../workers/batch.js';
import { whenToldToStop, type WatchedWorker } from '../../workers/lifetime.js';
import { watchWorkers } from '../../workers/monitoring.js';
import { startVerifyWorker } from '../../workers/verify-worker.js';
import type { Found } from '../batch/run/recovered-calls.js';
import { credentialsOf, loadConfig, type Config } from '../config.js';
import { createLog, type Log } from '../log.js';
import { openRedis, type RedisAccess } from '../redis/access.js';
import type { ScheduleJob } from '../queue/schedule-job.js';
import { runScheduleJob } from '../schedule/jobs.js';
import { Monitor } from '../http/monitor.js';
import { openBatchAccess } from './batch-access.js';
import { restoreWhenEmptied } from './emptied-redis.js';
import { schedulePorts } from './schedule-ports.js';
import { callsPerSecond, wholeNumber } from './list-options.js';
import { programVersion } from '../program-version.js';
import { limitStop } from '../stop-limit.js';

type Role = 'verify' | 'batch' | 'all';

interface WorkerFlags {
  readonly role: Role;
  readonly concurrency?: number;
  readonly rate?: number;
  readonly metricsPort?: number;
  readonly metricsHost?: string;
}

export function workerCommand(): Command {
  return new Command('worker')
    .summary('run workers until stopped')
    .description(
      'verify: calls the service, needs no files; any number on any machine. batch: reads lists and writes outcomes, ' +
        'owns the data directory. Stops in good order on SIGTERM or Ctrl-C; a second signal ends it at once.',
    )
    .addOption(new Option('--role <role>', 'what it does').choices(['verify', 'batch', 'all']).default('all'))
    .option('--concurrency <n>', 'calls in flight (default: 20)', wholeNumber)
    .option(
      '--rate <n>',
      'calls a second, all workers together (default: the limit is found by itself)',
      callsPerSecond,
    )
    .option(
      '--metrics-port <n>',
      'serve /metrics, /healthz and /readyz on this port; 0: a free one, which the log names',
      portNumber,
    )
    .option('--metrics-host <address>', 'the address to serve them on (default: 127.0.0.1)')
    .action(async (flags: WorkerFlags) => {
      const config = loadConfig();
      // Before Redis is opened: an open connection would keep the process alive.
      if (flags.role !== 'batch') credentialsOf(config);
      const { concurrency = config.concurrency, rate = config.rate } = flags;
      const { metricsPort = config.metricsPort, metricsHost = config.metricsHost } = flags;
      await work(flags.role, { ...config, concurrency, rate, metricsPort, metricsHost });
    });
}

function portNumber(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) {
    throw new InvalidArgumentError('It must be a port, from 0 to 65535.');
  }
  return Number(text);
}

/** What a role consists of, and how to end it. */
interface Running {
  readonly workers: readonly WatchedWorker[];
  readonly access: RedisAccess;
  readonly close: () => Promise<void>;
}

async function work(role: Role, config: Config): Promise<void> {
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

/** Needs no files: not even a data directory, where the key comes from the environment. */
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
  const batches = await openBatchAccess(config, log);
  const { redis: access, dataId } = batches;
  const hooks = {
    foreground: undefined,
    onProgress: () => undefined,
    onFound: (batch: string, found: Found) => {
      log.info({ batch, ...found }, 'batch goes on');
    },
    onEnd: () => undefined,
    scheduleJob: (scheduleJob: ScheduleJob, stopping: AbortSignal) =>
      runScheduleJob(scheduleJob, schedulePorts(config, batches, log, stopping)),
  };
  const starts = [() => startBatchProcess(config, access, dataId, log, hooks)];
  if (role === 'all') starts.push(() => startVerifyWorker(config, access, log));
  const ports = schedulePorts(config, batches, log, new AbortController().signal);
  const stopLooking = await restoreWhenEmptied(config.dataDir, batches.queue, ports, log);
  const close = async (): Promise<void> => {
    stopLooking();
    await batches.close();
  };
  return { workers: await startedOr(starts, close), access, close };
}

/** All of them, or none: one that can't start would leave a process that lives and works nothing. */
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
