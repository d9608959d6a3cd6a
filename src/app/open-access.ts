// What use cases that work with batches hold while they do: the connection to Redis, the queue of batches, a batch's control.

import type { Log } from '../log.js';
import type { BatchRecord } from '../batch/record.js';
import type { BatchControl } from '../journal/batch-control.js';
import type { BatchQueue } from '../queue/batch-queue.js';
import type { RedisAccess } from '../redis/access.js';

export interface BatchAccess {
  readonly redis: RedisAccess;
  readonly dataId: string;
  readonly queue: BatchQueue;
  readonly log: Log;
  controlOf(record: BatchRecord): BatchControl;
  close(): Promise<void>;
}
