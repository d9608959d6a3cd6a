// Goes on with a batch, also after a crash or a halt. A live worker that has the batch is told; otherwise the batch is
// run here.

import { setTimeout as sleep } from 'node:timers/promises';
import { keepOptions, withGiven, type GivenOptions } from '../batch/keep-options.js';
import type { ListRequest } from '../batch/list-request.js';
import { batchPaths } from '../batch/paths.js';
import { readRecord, readState, refuseOtherAccount, type BatchRecord } from '../batch/record.js';
import { credentialsOf } from '../config.js';
import { UserError } from '../domain/user-error.js';
import { liftHalt } from '../journal/batch-control.js';
import { scopeOf } from '../journal/keys.js';
import { uninterrupted, type App, type Interruptible } from './app.js';
import { accessFor, type BatchAccess } from './batch-access.js';
import { said } from './batch-request.js';
import { resultOf, type BatchResult } from './batch-result.js';
import { beforeCalls } from './before-calls.js';
import { runInForeground } from './foreground.js';
import { verifiersFor } from './choose-verifiers.js';

export interface ResumeRequest {
  readonly batch: string;
  /** Options that the user gives again replace recorded ones; all others stay as recorded. */
  readonly options: ListRequest['options'];
  /** How many verify processes to start, where the batch is run here. */
  readonly workers?: number | undefined;
  /** Calls in flight in one verify process; undefined: the settings' number. */
  readonly concurrency?: number | undefined;
  /** Whether to try the credentials first. */
  readonly ping: boolean;
  readonly exitOnChange: boolean;
}

/** `elsewhere`: a live worker goes on with the batch. */
export type Resumed =
  | { readonly kind: 'elsewhere'; readonly batch: string }
  | { readonly kind: 'left'; readonly result: BatchResult };

/** @throws UserError where the batch is cancelled, or belongs to another account */
export async function resume(
  app: App,
  request: ResumeRequest,
  interruptible: Interruptible = uninterrupted,
): Promise<Resumed> {
  const { config } = app;
  const { batch, exitOnChange, workers, concurrency } = request;
  const paths = batchPaths(config.dataDir, batch);
  const before = await readRecord(paths, batch);
  const { state } = await readState(paths, before);
  if (state === 'cancelled')
    throw new UserError('ended-batch', ({ batchErrors }) => batchErrors.cancelled({ batch }));
  if (state === 'completed') return { kind: 'left', result: await resultOf(before, { state }, exitOnChange) };
  const { appid, bucket } = credentialsOf(config);
  refuseOtherAccount(before, config.provider, { authUrl: config.authUrl, appid, bucket });
  const given = { options: said(request.options), beyondSample: 'resume' } as const;
  const record = withGiven(before, given);
  await beforeCalls(app, request.ping);
  const access = await accessFor(app);
  const onClaimed = acceptance(record, given, access, app);
  try {
    if (await tellLiveWorker(record, access, onClaimed)) return { kind: 'elsewhere', batch };
    const verifiers = await verifiersFor(app, [paths.list], { workers, concurrency });
    const ends = await runInForeground([record], access, app, {
      verifiers,
      onClaimed,
      interruptible,
    });
    return {
      kind: 'left',
      result: await resultOf(record, ends.get(batch) ?? { state: 'queued' }, exitOnChange),
    };
  } finally {
    await access.close();
  }
}

/**
 * Makes the batch go on with these options, once nothing can refuse it any more. It may be called repeatedly.
 *
 * @throws UserError where the batch is being cancelled; nothing has changed then
 */
function acceptance(
  record: BatchRecord,
  given: GivenOptions,
  access: BatchAccess,
  { config: { dataDir } }: App,
): () => Promise<void> {
  const { batch } = record;
  return async () => {
    if (!(await access.controlOf(record).withdraw())) throw beingCancelled(batch);
    await keepOptions([batch], given, dataDir);
    await access.controlOf(record).retune();
  };
}

export function beingCancelled(batch: string): UserError {
  return new UserError('ended-batch', ({ batchErrors }) => batchErrors.beingCancelled({ batch }));
}

/** @returns whether a live process goes on with the batch */
async function tellLiveWorker(
  record: BatchRecord,
  access: BatchAccess,
  accept: () => Promise<void>,
): Promise<boolean> {
  const scope = scopeOf(record.account);
  // A resume that is refused must not have taken the batch out of the queue.
  if ((await access.controlOf(record).desiredState()) === 'cancelled') throw beingCancelled(record.batch);
  if (await access.controlOf(record).isWaitedFor()) {
    await accept();
    await liftHalt(access.redis.redis, scope);
    if (await waiterGoesOn(record, access)) return true;
  }
  if (!(await access.queue.release(record.batch))) {
    await accept();
    await liftHalt(access.redis.redis, scope);
    if (await ownerGoesOn(record, access)) return true;
  }
  if (!(await access.queue.hasWorkers())) return false;
  await accept();
  await liftHalt(access.redis.redis, scope);
  await access.queue.release(record.batch);
  await access.queue.add(record.batch, record.options.priority);
  return true;
}

const LOOK_MS = 300;

/** A process that waits for the paused batch takes it up at its next look, unless it was killed since its last one. */
async function waiterGoesOn(record: BatchRecord, access: BatchAccess): Promise<boolean> {
  while (await access.controlOf(record).isWaitedFor()) {
    if (await access.queue.isHeld(record.batch)) return true;
    await sleep(LOOK_MS);
  }
  return false;
}

/** Waits, because an owner that is just suspending the batch leaves it despite the resume. */
async function ownerGoesOn(record: BatchRecord, access: BatchAccess): Promise<boolean> {
  const { batch } = record;
  const control = access.controlOf(record);
  // An owner reads the desired state several times a second, so what it saw before shows by the second look.
  for (let seen = 0; await access.queue.isHeld(batch); await sleep(LOOK_MS)) {
    const state = await control.state();
    seen = state === 'running' ? seen + 1 : 0;
    if (seen > 1) return true;
  }
  return false;
}
