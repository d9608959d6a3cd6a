// What the commands share that speak of batches: the way to Redis, the queue of batches, a batch's control.

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
import { say } from './say.js';

export interface BatchAccess {
  readonly redis: RedisAccess;
  readonly dataId: string;
  readonly queue: BatchQueue;
  readonly log: Log;
  controlOf(record: BatchRecord): BatchControl;
  /** Has what ails Redis said beside the progress that is shown. */
  warnThrough(say: (text: string) => void): void;
  close(): Promise<void>;
}

/**
 * @param workerLog where no person reads along: warnings go there
 * @throws UserError where Redis can't be used
 */
export async function openBatchAccess(config: Config, workerLog?: Log): Promise<BatchAccess> {
  const log = workerLog ?? createLog(config.logLevel ?? 'warn');
  const onError = (error: Error): void => {
    log.debug({ err: error }, 'connection');
  };
  let tell = say;
  await makeDataDirectory(config.dataDir);
  const redis = await openRedis({
    redisUrl: config.redisUrl,
    dataDir: config.dataDir,
    tracing: config.tracing,
    onWarning: (message) => {
      if (workerLog === undefined) tell(`Warning: ${message}`);
      else workerLog.warn(message);
    },
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
    warnThrough: (through) => {
      tell = through;
    },
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
      `ROLLCALL_DATA names ${path}, which can't be made a directory: ${(error as Error).message}.`,
      {
        cause: error,
      },
    );
  }
}
