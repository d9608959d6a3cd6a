// Tells a live process that has a batch, or could take it, to go on with it. It runs nothing itself.

import { setTimeout as sleep } from 'node:timers/promises';
import type { BatchRecord } from '../batch/record.js';
import { UserError } from '../domain/user-error.js';
import { liftHalt } from '../journal/batch-control.js';
import { scopeOf } from '../journal/keys.js';
import type { BatchAccess } from './batch-access.js';

export function beingCancelled(batch: string): UserError {
  return new UserError('ended-batch', ({ batchErrors }) => batchErrors.beingCancelled({ batch }));
}

/**
 * @param accept what is to change on record, called once nothing can refuse it any more
 * @param lift lifts a halt of the account, for whoever may say that its cause is mended
 * @returns whether a live process goes on with the batch
 */
export async function tellLiveWorker(
  record: BatchRecord,
  access: BatchAccess,
  accept: () => Promise<void>,
  lift: () => Promise<void> = () => liftHalt(access.redis.redis, scopeOf(record.account)),
): Promise<boolean> {
  // A resume that is refused must not have taken the batch out of the queue.
  if ((await access.controlOf(record).desiredState()) === 'cancelled') throw beingCancelled(record.batch);
  if (await access.controlOf(record).isWaitedFor()) {
    await accept();
    await lift();
    if (await waiterGoesOn(record, access)) return true;
  }
  if (!(await access.queue.release(record.batch))) {
    await accept();
    await lift();
    if (await ownerGoesOn(record, access)) return true;
  }
  if (!(await access.queue.hasWorkers())) return false;
  await accept();
  await lift();
  await access.queue.release(record.batch);
  await access.queue.add(record.batch, record.options.priority);
  return true;
}

/**
 * Queues a batch that was there before. Where a worker has it that is about to leave it, as behind a sample, its job is
 * there until that moment, so the batch is queued once more then.
 */
export async function queueAgain(record: BatchRecord, access: BatchAccess): Promise<void> {
  const { batch, options } = record;
  await access.queue.add(batch, options.priority);
  if (!(await access.queue.isHeld(batch)) || (await ownerGoesOn(record, access))) return;
  await access.queue.add(batch, options.priority);
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
