// What use cases that work with batches share: the connection to Redis, the queue of batches, a batch's control.

import { createLog, type Log } from '../log.js';
import type { BatchRecord } from '../batch/record.js';
import { makeDirectory } from '../files/durable.js';
import { UserError } from '../domain/user-error.js';
import type { Config } from '../config.js';
import { openRedis, type RedisAccess } from '../redis/access.js';
import { BatchControl } from '../journal/batch-control.js';
import { BatchQueue } from '../queue/batch-queue.js';
import { loadDataId } from '../journal/data-identity.js';
import { batchName, scopeOf } from '../journal/keys.js';
import type { App } from './app.js';

export interface BatchAccess {
  readonly redis: RedisAccess;
  readonly dataId: string;
  readonly queue: BatchQueue;
  readonly log: Log;
  controlOf(record: BatchRecord): BatchControl;
  close(): Promise<void>;
}

/** @throws UserError where Redis can't be used */
export async function accessFor({ config, tell }: App): Promise<BatchAccess> {
  return openBatchAccess(config, createLog(config.logLevel ?? 'warn'), (message) => {
    tell({ kind: 'warning', message });
  });
}

/** @throws UserError where Redis can't be used */
export async function openBatchAccess(
  config: Config,
  log: Log,
  onWarning: (message: string) => void,
): Promise<BatchAccess> {
  const onError = (error: Error): void => {
    log.debug({ err: error }, 'connection');
  };
  await makeDataDirectory(config.dataDir);
  const redis = await openRedis({
    redisUrl: config.redisUrl,
    dataDir: config.dataDir,
    tracing: config.tracing,
    onWarning,
    onError,
  });
  const dataId = await loadDataId(config.dataDir);
  const queue = new BatchQueue(redis.redis, dataId, onError);
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
