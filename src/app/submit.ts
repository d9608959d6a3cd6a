// Queues a list as a batch for the workers of a shared Redis.

import { keepOptions } from '../batch/keep-options.js';
import type { ListRequest } from '../batch/list-request.js';
import { batchPaths } from '../batch/paths.js';
import { readState, type BatchRecord } from '../batch/record.js';
import { credentialsOf } from '../config.js';
import { UserError } from '../domain/user-error.js';
import { refuseUnreadable } from '../ingest/list-source.js';
import { accountState } from '../journal/account-state.js';
import { scopeOf } from '../journal/keys.js';
import { providerOf } from '../provider/index.js';
import { hasCallers } from '../queue/callers.js';
import { haltReason } from '../batch/run/halt-reason.js';
import { inEnglish } from '../words/catalogue.js';
import type { App } from './app.js';
import { accessFor, tellNoWorker, type BatchAccess } from './batch-access.js';
import { batchRequestOf, type ListFile } from './batch-request.js';
import { resultOf, type BatchResult } from './batch-result.js';
import { beforeCalls } from './before-calls.js';
import { follow } from './follow.js';
import { queueAgain } from './live-worker.js';
import { makeBatches, type MadeBatch } from './make-batches.js';
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
  const { config, tell } = app;
  const { list, request, ping, wait } = submission;
  if (config.redisUrl === undefined) {
    throw new UserError('missing-redis', ({ useErrors }) => useErrors.submitNeedsRedis);
  }
  credentialsOf(config);
  await refuseUnreadable(list.file);
  await beforeCalls(app, ping);
  // Where Redis is away, nothing is left behind.
  const access = await accessFor(app);
  try {
    await sweepTemporaryDirectories();
    const [made] = await makeBatches(app, [list], request, () => Promise.resolve(access));
    if (made === undefined) throw new Error('a list makes a batch');
    const { record, existed } = made;
    if (existed) {
      await keepOptions([record.batch], batchRequestOf(list, request, config).given, config.dataDir);
      await access.controlOf(record).retune();
    }
    const { state, reason = '' } = await readState(batchPaths(config.dataDir, record.batch), record);
    if (state === 'awaiting_approval') tell({ kind: 'awaits-approval', batch: record.batch, reason });
    else await queue(made, access, app);
    if (wait === undefined) return { record, result: undefined };
    const end = await follow(record, access, app, wait());
    return { record, result: end && (await resultOf(record, end, request.exitOnChange)) };
  } finally {
    await access.close();
  }
}

async function queue({ record, existed }: MadeBatch, access: BatchAccess, app: App): Promise<void> {
  const { batch, options } = record;
  if (existed) await queueAgain(record, access);
  else await access.queue.add(batch, options.priority);
  // A batch worker that is missing is said alone: it is started first.
  if ((await tellNoWorker(access, app)) === 'alive') await tellNoVerifyWorker(record, access, app);
  await tellHalted(record, access, app);
  app.tell({ kind: 'queued', batch });
}

async function tellNoVerifyWorker(
  { account, provider }: BatchRecord,
  { redis }: BatchAccess,
  { tell }: App,
): Promise<void> {
  if ((await hasCallers(redis.redis, scopeOf(account))) === false)
    tell({ kind: 'no-verify-worker', provider });
}

/** The batch will be left halted by the worker that takes it, which may be much later, or never seen. */
async function tellHalted(
  { account, batch, provider }: BatchRecord,
  { redis }: BatchAccess,
  { tell }: App,
): Promise<void> {
  const { halted } = await accountState(redis.redis, scopeOf(account));
  if (halted === undefined) return;
  const reason = haltReason(halted, batch, providerOf(provider).codes);
  const message = inEnglish(({ looking }) => looking.accountHalted({ reason }));
  tell({ kind: 'warning', message });
}
