// What use cases that work with batches share: the connection to Redis, the queue of batches, a batch's control.

import { createLog, type Log } from '../log.js';
import { makeDirectory } from '../files/durable.js';
import { UserError } from '../domain/user-error.js';
import type { Config } from '../config.js';
import { refuseBesideOriginal } from '../batch/backup.js';
import { openRedis, type RedisAccess } from '../redis/access.js';
import { BatchControl } from '../journal/batch-control.js';
import { otherDirectories } from '../queue/other-directories.js';
import { BatchQueue } from '../queue/batch-queue.js';
import { refuseOtherDirectory } from '../journal/directory-lease.js';
import { sayPlace } from '../journal/data-places.js';
import { loadDataId } from '../journal/data-identity.js';
import { batchName, scopeOf } from '../journal/keys.js';
import type { App } from './app.js';
import type { BatchAccess } from './open-access.js';

export type { BatchAccess } from './open-access.js';

/** @throws UserError where Redis can't be used */
export async function accessFor({ config, tell, shared }: App): Promise<BatchAccess> {
  // It stays open for others.
  if (shared !== undefined) return { ...shared, close: () => Promise.resolve() };
  return openBatchAccess(config, createLog(config.logLevel ?? 'warn'), (message) => {
    tell({ kind: 'warning', message });
  });
}

/**
 * A shared Redis is reached before the data directory is made: where it is away, nothing is left behind.
 *
 * @throws UserError where Redis can't be used
 */
export async function openBatchAccess(
  config: Config,
  log: Log,
  onWarning: (message: string) => void,
): Promise<BatchAccess> {
  if (config.redisUrl === undefined) {
    await refuseBesideOriginal(config.dataDir);
    await makeDataDirectory(config.dataDir);
  }
  const redis = await openRedis({ ...redisOptions(config, log), onWarning });
  try {
    await makeDataDirectory(config.dataDir);
    return await placedAccess(redis, config, log);
  } catch (error) {
    await redis.close();
    throw error;
  }
}

export function redisOptions({ redisUrl, dataDir, tracing, waitForRedisMs }: Config, log: Log) {
  const onError = (error: Error): void => {
    log.debug({ err: error }, 'connection');
  };
  return { redisUrl, dataDir, tracing, waitMs: waitForRedisMs, onError };
}

/** Says where the data directory is, too. Nothing waits for that: it only helps who is in a wrong one. */
async function placedAccess(redis: RedisAccess, { dataDir }: Config, log: Log): Promise<BatchAccess> {
  const dataId = await loadDataId(dataDir);
  await refuseOtherDirectory(redis.redis, dataId, dataDir);
  void sayPlace(redis.redis, dataId, dataDir).catch(() => undefined);
  return accessOn(redis, dataId, log);
}

/** @param looksOnly whether nothing is to be written */
export function accessOn(redis: RedisAccess, dataId: string, log: Log, looksOnly = false): BatchAccess {
  const onError = (error: Error): void => {
    log.debug({ err: error }, 'connection');
  };
  const queue = new BatchQueue(redis.redis, dataId, onError, looksOnly);
  return {
    redis,
    dataId,
    queue,
    log,
    controlOf: ({ account, batch, incarnation }) =>
      new BatchControl(redis.redis, scopeOf(account), batchName(dataId, batch, incarnation)),
    close: async () => {
      await queue.close();
      await redis.close();
    },
  };
}

/** Tells where no live worker has the data directory in hand, and which other ones have one. */
export async function tellNoWorker(
  { redis, queue, dataId }: BatchAccess,
  app: App,
): Promise<'alive' | 'told'> {
  if (await queue.hasWorkers()) return 'alive';
  const others = await otherDirectories(redis.redis, dataId);
  app.tell({ kind: 'no-worker', dataDir: app.config.dataDir, others });
  return 'told';
}

/** @throws UserError where `ROLLCALL_DATA` can't be a directory */
export async function makeDataDirectory(path: string): Promise<void> {
  try {
    await makeDirectory(path);
  } catch (error) {
    throw new UserError(
      'unusable-data-directory',
      ({ faults }) => faults.dataDirectory({ path, why: (error as Error).message }),
      {
        cause: error,
      },
    );
  }
}
