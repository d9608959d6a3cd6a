// What runs beside the HTTP interface in the same process: a batch worker with verify processes, or only the connection where workers
// run elsewhere. It knows no request.

import { watchWorkers } from '../../workers/monitoring.js';
import type { App } from '../app/app.js';
import { logAccounts } from '../app/account-log.js';
import { openBatchAccess } from '../app/batch-access.js';
import { keepDelivering } from '../app/keep-delivering.js';
import type { BatchAccess } from '../app/open-access.js';
import { VerifyProcesses } from '../app/verify-processes.js';
import { startWithFiles } from '../app/workers-with-files.js';
import type { Config } from '../config.js';
import { UserError } from '../domain/user-error.js';
import type { Monitor } from '../http/monitor.js';
import { DirectoryLease } from '../journal/directory-lease.js';
import type { Log } from '../log.js';
import { programVersion } from '../program-version.js';
import { providerOf } from '../provider/index.js';

export interface Inside {
  /** With the connection that stays open. */
  readonly app: App;
  readonly batches: BatchAccess;
  /** Resolves where this process can't go on: another directory has the same id, or no verify process can be started. */
  readonly lost: Promise<UserError>;
  readonly stopWorkers: () => Promise<void>;
  /** Closes what is left. */
  readonly stop: () => Promise<void>;
}

export interface InsideOptions {
  readonly workers: number | undefined;
  readonly variables?: Readonly<Record<string, string>>;
}

/** @throws UserError where Redis can't be used */
export async function startInside(
  config: Config,
  { workers, variables = {} }: InsideOptions,
  log: Log,
  monitor: Monitor | undefined,
): Promise<Inside> {
  return workers === undefined
    ? withoutWorkers(config, log, monitor)
    : withWorkers({ config, log, monitor, count: workers, variables });
}

function appOf(config: Config, log: Log, shared: BatchAccess, variables = {}): App {
  return {
    config,
    variables,
    shared,
    tell: (event) => {
      if (event.kind === 'warning') log.warn(event.message);
    },
  };
}

async function withoutWorkers(config: Config, log: Log, monitor: Monitor | undefined): Promise<Inside> {
  const batches = await openBatchAccess(config, log, (message) => {
    log.warn(message);
  });
  const lease = await DirectoryLease.hold(batches.redis.redis, batches.dataId, config.dataDir).catch(
    async (error: unknown) => {
      await batches.close();
      throw error;
    },
  );
  const delivering = keepDelivering({ config, access: batches.redis, dataId: batches.dataId, log });
  const workers = [delivering];
  const watched = { workers, access: batches.redis, role: 'serve', version: programVersion() } as const;
  const unwatch = monitor === undefined ? undefined : watchWorkers(monitor, watched, log);
  return {
    app: appOf(config, log, batches),
    batches,
    lost: lease.lost,
    stopWorkers: () => delivering.stop(),
    stop: async () => {
      lease.release();
      await unwatch?.();
      await batches.close();
    },
  };
}

interface WithWorkers {
  readonly config: Config;
  readonly log: Log;
  readonly monitor: Monitor | undefined;
  readonly count: number;
  readonly variables: Readonly<Record<string, string>>;
}

async function withWorkers({ config, log, monitor, count, variables }: WithWorkers): Promise<Inside> {
  // They load while the rest starts.
  const verifiers = VerifyProcesses.for({ config, variables, tell: () => undefined }, undefined).prepare(
    count,
  );
  const running = await startWithFiles('batch', config, log).catch((error: unknown) => {
    verifiers.kill();
    throw error;
  });
  const { workers, access, batches, close, lost } = running;
  await verifiers.start();
  const watched = { workers, access, role: 'serve', version: programVersion() } as const;
  const unwatch = monitor === undefined ? undefined : watchWorkers(monitor, watched, log);
  const accounts = (): string[] => workers.flatMap((worker) => worker.accounts());
  const { codes } = providerOf(config.provider);
  const stopTelling = logAccounts(access.redis, { accounts, codes, failure: () => undefined, log });
  const givenUp = verifiers.givenUp.then((reason) => new UserError('invalid-settings', () => reason));
  return {
    app: appOf(config, log, batches, variables),
    batches,
    lost: Promise.race([givenUp, ...(lost === undefined ? [] : [lost])]),
    stopWorkers: async () => {
      stopTelling();
      verifiers.expectEnd();
      await Promise.all([...workers.map((worker) => worker.stop()), verifiers.stop()]);
    },
    stop: async () => {
      verifiers.kill();
      await unwatch?.();
      await close();
    },
  };
}
