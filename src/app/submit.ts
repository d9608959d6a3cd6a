// Queues a list as a batch for the workers of a shared Redis.

import { keepOptions } from '../batch/keep-options.js';
import type { ListRequest } from '../batch/list-request.js';
import type { BatchRecord } from '../batch/record.js';
import { credentialsOf } from '../config.js';
import { UserError } from '../domain/user-error.js';
import type { App } from './app.js';
import { accessFor, makeDataDirectory, type BatchAccess } from './batch-access.js';
import { batchRequestOf, type ListFile } from './batch-request.js';
import { resultOf, type BatchResult } from './batch-result.js';
import { beforeCalls } from './before-calls.js';
import { follow } from './follow.js';
import { makeBatches } from './make-batches.js';
import { sweepTemporaryDirectories } from './temporary-directory.js';

export interface SubmitRequest {
  readonly list: ListFile;
  readonly request: ListRequest;
  /** Whether to try the credentials first. */
  readonly ping: boolean;
  /** Called when the waiting for the batch's end begins; the signal ends the waiting early. Undefined: nobody waits. */
  readonly wait?: (() => AbortSignal) | undefined;
}

export interface Submitted {
  readonly record: BatchRecord;
  /** Undefined where nobody waited for the batch's end, or the waiting ended early. */
  readonly result: BatchResult | undefined;
}

/** @throws UserError where nothing was queued */
export async function submit(app: App, submission: SubmitRequest): Promise<Submitted> {
  const { config } = app;
  const { list, request, ping, wait } = submission;
  if (config.redisUrl === undefined) {
    throw new UserError('missing-redis', ({ useErrors }) => useErrors.submitNeedsRedis);
  }
  await makeDataDirectory(config.dataDir);
  await sweepTemporaryDirectories();
  credentialsOf(config);
  await beforeCalls(app, ping);
  const [made] = await makeBatches(app, [list], request);
  if (made === undefined) throw new Error('a list makes a batch');
  const { record, existed } = made;
  const access = await accessFor(app);
  try {
    if (existed) {
      await keepOptions([record.batch], batchRequestOf(list, request, config).given, config.dataDir);
      await access.controlOf(record).retune();
    }
    await queue(record, access, app);
    if (wait === undefined) return { record, result: undefined };
    const end = await follow(record, access, app, wait());
    return { record, result: end && (await resultOf(record, end, request.exitOnChange)) };
  } finally {
    await access.close();
  }
}

async function queue(
  { batch, options }: BatchRecord,
  access: BatchAccess,
  { config: { dataDir }, tell }: App,
): Promise<void> {
  await access.queue.add(batch, options.priority);
  if (!(await access.queue.hasWorkers())) tell({ kind: 'no-worker', dataDir });
  tell({ kind: 'queued', batch });
}
