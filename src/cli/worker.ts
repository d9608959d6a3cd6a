// `rollcall worker`: workers that run until they are stopped.

import { Command, Option } from 'commander';
import { startBatchProcess } from '../../workers/batch.js';
import { whenToldToStop, type StoppableWorker } from '../../workers/lifetime.js';
import { startVerifyWorker } from '../../workers/verify.js';
import type { Found } from '../batch/earlier-calls.js';
import { credentialsOf, loadConfig, type Config } from '../config.js';
import { createLog, type Log } from '../log.js';
import { openRedis } from '../queue/access.js';
import type { Errand } from '../queue/errand.js';
import { restoreSchedules, runErrand } from '../schedule/errands.js';
import { openBatchAccess } from './batch-access.js';
import { schedulePorts } from './schedule-ports.js';
import { positive, wholeNumber } from './list-options.js';

type Role = 'verify' | 'batch' | 'all';

interface WorkerFlags {
  readonly role: Role;
  readonly concurrency?: number;
  readonly rate?: number;
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
      positive,
    )
    .action(async (flags: WorkerFlags) => {
      const config = loadConfig();
      // Before Redis is opened: an open connection would keep the process alive.
      if (flags.role !== 'batch') credentialsOf(config);
      const { concurrency = config.concurrency, rate = config.rate } = flags;
      await work(flags.role, { ...config, concurrency, rate });
    });
}

async function work(role: Role, config: Config): Promise<void> {
  const log = createLog(config.logLevel ?? 'info');
  const running =
    role === 'verify' ? await startVerify(config, log) : await startWithFiles(role, config, log);
  log.info({ role }, 'worker started');
  await whenToldToStop(running);
  log.info({ role }, 'worker stopped');
}

/** Needs no files: not even a data directory, where the key comes from the environment. */
async function startVerify(config: Config, log: Log): Promise<StoppableWorker> {
  const redis = await openRedis({
    redisUrl: config.redisUrl,
    dataDir: config.dataDir,
    onWarning: (message) => {
      log.warn(message);
    },
    onError: (error) => {
      log.debug({ err: error }, 'connection');
    },
  });
  const worker = await startVerifyWorker(config, redis, log);
  return {
    stop: async () => {
      await worker.stop();
      await redis.close();
    },
  };
}

async function startWithFiles(role: Role, config: Config, log: Log): Promise<StoppableWorker> {
  const access = await openBatchAccess(config);
  const hooks = {
    foreground: undefined,
    onProgress: () => undefined,
    onFound: (batch: string, found: Found) => {
      log.info({ batch, ...found }, 'batch goes on');
    },
    onEnd: () => undefined,
    errand: (errand: Errand, stopping: AbortSignal) =>
      runErrand(errand, schedulePorts(config, access, log, stopping)),
  };
  await restoreSchedules(schedulePorts(config, access, log, new AbortController().signal));
  const workers = [await startBatchProcess(config, access.redis, access.dataId, log, hooks)];
  if (role === 'all') workers.push(await startVerifyWorker(config, access.redis, log));
  return {
    stop: async () => {
      await Promise.all(workers.map((worker) => worker.stop()));
      await access.close();
    },
  };
}
