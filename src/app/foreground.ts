// Runs batches to their end on this machine, with a batch worker in this process and verify processes beside it. It
// also waits for batches that are paused meanwhile, or that another process ends.

import { randomUUID } from 'node:crypto';
import { startBatchProcess } from '../../workers/batch.js';
import type { StoppableWorker } from '../../workers/lifetime.js';
import { batchPaths } from '../batch/paths.js';
import { readState, type BatchRecord } from '../batch/record.js';
import type { BatchEnd } from '../batch/run/ports.js';
import { isSampleDone } from '../batch/sample.js';
import { UserError } from '../domain/user-error.js';
import { DirectoryLease } from '../journal/directory-lease.js';
import { liftHalt } from '../journal/batch-control.js';
import type { BatchQueue } from '../queue/batch-queue.js';
import { scopeOf } from '../journal/keys.js';
import type { App, Interruptible, Interrupts } from './app.js';
import type { BatchAccess } from './batch-access.js';
import { indexOlder } from './index-older.js';
import { limitStop } from '../stop-limit.js';
import type { Verifiers } from './verifiers.js';
import { BatchFollower } from './batch-follower.js';
import { deliverDue } from './deliver-due.js';
import { tellRedisTrouble } from './redis-trouble.js';

export interface ForegroundOptions {
  /** Prepared; none where nothing is to be called. Killed where the work can't begin, stopped at its end. */
  readonly verifiers: Verifiers;
  /** What is to change on record, done when no other process can refuse the batches any more. */
  readonly onClaimed?: () => Promise<void>;
  readonly interruptible: Interruptible;
}

/** @returns how each batch was left; `queued` where the work was stopped before it began */
export async function runInForeground(
  records: readonly BatchRecord[],
  access: BatchAccess,
  app: App,
  options: ForegroundOptions,
): Promise<Map<string, BatchEnd>> {
  const { queue, log } = access;
  const { config, tell } = app;
  const { verifiers } = options;
  const foreground = randomUUID();
  const ends = new Ends(records.map(({ batch }) => batch));
  const follower = followerOf(records, access, app, foreground, ends);
  const lease = await DirectoryLease.hold(access.redis.redis, access.dataId, config.dataDir);
  const stopLooking = tellRedisTrouble(access.redis.state, app);
  let interrupts: Interrupts | undefined;
  let onStopped: (() => void) | undefined;
  try {
    for (const { batch } of records) await claim(queue, batch);
    await options.onClaimed?.();
    // A person who starts a run says by that that the cause of a halt is mended; a person who cancels does not.
    for (const scope of new Set(records.map(({ account }) => scopeOf(account)))) {
      if (verifiers.count > 0) await liftHalt(access.redis.redis, scope);
    }
    await verifiers.start(access);
    const worker = await startBatchProcess(config, access.redis, access.dataId, log, {
      foreground,
      onWarning: (message) => {
        tell({ kind: 'warning', message });
      },
      onBudget: (reached) => {
        tell({ kind: 'budget', ...reached });
      },
      onFound: (batch, found) => {
        tell({ kind: 'found', batch, found });
      },
      onProgress: (progress) => {
        tell({ kind: 'progress', progress });
      },
      onEnd: (batch, end) => {
        if (end.state === 'paused' && !isSampleDone(end)) {
          tell({ kind: 'paused', batch });
          follower.waitFor(batch);
        } else {
          follower.forget(batch);
          ends.set(batch, end);
        }
      },
    });
    const stop = (): void => {
      if (onStopped !== undefined) return;
      verifiers.expectEnd();
      tell({ kind: 'stopping' });
      void stopThenGiveUp(worker, ends);
      onStopped = limitStop(config.timeoutMs, () => {
        verifiers.kill();
        tell({ kind: 'stop-overdue' });
      });
    };
    interrupts = options.interruptible();
    interrupts.stop.addEventListener('abort', stop);
    interrupts.end.addEventListener('abort', () => {
      verifiers.kill();
    });
    const leaveToOther = ({ message }: UserError): void => {
      tell({ kind: 'warning', message });
      stop();
    };
    void lease.lost.then(leaveToOther);
    const stopFor = (reason: string): void => {
      tell({ kind: 'no-verify-process', reason });
      stop();
    };
    void verifiers.givenUp.then(stopFor);
    await follower.begin();
    const result = await ends.all;
    follower.end();
    await Promise.all([worker.stop(), verifiers.stop()]);
    onStopped?.();
    if (onStopped === undefined) {
      await indexOlder(config.dataDir, log);
      await deliverDue(app);
    }
    return result;
  } finally {
    interrupts?.release();
    lease.release();
    follower.end();
    stopLooking();
    verifiers.kill();
  }
}

function followerOf(
  records: readonly BatchRecord[],
  access: BatchAccess,
  { config }: App,
  foreground: string,
  ends: Ends,
): BatchFollower {
  const { queue, log } = access;
  return new BatchFollower(records, {
    isQueued: (batch) => queue.has(batch),
    controlOf: (record) => access.controlOf(record),
    stateOf: async (record) => (await readState(batchPaths(config.dataDir, record.batch), record)).state,
    goOn: ({ batch, options: { priority } }) => queue.add(batch, priority, foreground),
    onEnd: (batch, end) => {
      ends.set(batch, end);
    },
    onTrouble: (error) => {
      log.warn({ err: error }, 'looking after the batches');
    },
  });
}

async function stopThenGiveUp(worker: StoppableWorker, ends: Ends): Promise<void> {
  await worker.stop();
  ends.giveUp();
}

/** @throws UserError where a live worker has the batch */
async function claim(queue: BatchQueue, batch: string): Promise<void> {
  if (await queue.release(batch)) return;
  throw new UserError('busy-batch', ({ batchErrors }) => batchErrors.busy({ batch }));
}

/** Collects how the batches were left. */
class Ends {
  readonly #ends: Map<string, BatchEnd | undefined>;
  #resolve: (ends: Map<string, BatchEnd>) => void = () => undefined;
  readonly all: Promise<Map<string, BatchEnd>>;

  constructor(batches: readonly string[]) {
    this.#ends = new Map(batches.map((batch) => [batch, undefined]));
    this.all = new Promise((resolve) => {
      this.#resolve = resolve;
    });
    if (batches.length === 0) this.giveUp();
  }

  set(batch: string, end: BatchEnd): void {
    this.#ends.set(batch, end);
    if ([...this.#ends.values()].every((known) => known !== undefined)) this.giveUp();
  }

  /** Ends the waiting; batches that no worker has taken up stay queued. */
  giveUp(): void {
    this.#resolve(new Map([...this.#ends].map(([batch, end]) => [batch, end ?? { state: 'queued' }])));
  }
}
