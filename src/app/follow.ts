// Waits for a batch on which workers work, and tells its progress. If the waiting ends early, the batch goes on.

import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { readSummary } from '../batch/exit-status.js';
import { batchPaths } from '../batch/paths.js';
import type { BatchEnd } from '../batch/run/ports.js';
import { isSampleDone } from '../batch/sample.js';
import { progressSchema } from '../batch/run/progress.js';
import { readRecord, readState, type BatchRecord, type BatchState } from '../batch/record.js';
import type { App } from './app.js';
import { accessFor, type BatchAccess } from './batch-access.js';
import { resultOf, type BatchResult } from './batch-result.js';
import { tellRedisTrouble } from './redis-trouble.js';

const LOOK_MS = 500;
/** After this many looks at which a batch that should go on has no job, it is queued again. */
const MISSING_LOOKS = 4;

/**
 * Waits for the end of a batch that workers have, or will have, in hand.
 *
 * @returns undefined where the waiting was ended before
 * @throws UserError where there is no such batch
 */
export async function followBatch(
  app: App,
  batch: string,
  leaving: AbortSignal = new AbortController().signal,
): Promise<BatchResult | undefined> {
  const record = await readRecord(batchPaths(app.config.dataDir, batch), batch);
  const access = await accessFor(app);
  try {
    const end = await follow(record, access, app, leaving);
    return end && (await resultOf(record, end, false));
  } finally {
    await access.close();
  }
}

/** @returns how the batch was left; undefined where the waiting was ended before */
export async function follow(
  record: BatchRecord,
  access: BatchAccess,
  app: App,
  leaving: AbortSignal,
): Promise<BatchEnd | undefined> {
  const stopLooking = tellRedisTrouble(access.redis.state, app);
  // A question to Redis may take as long as Redis is away, so the end of the waiting does not wait for the answer.
  const left = leaving.aborted ? undefined : once(leaving, 'abort').then(() => undefined);
  try {
    return await Promise.race([untilEnd(record, access, app, leaving), left]);
  } finally {
    stopLooking();
  }
}

/** States from which the batch goes on, by itself or once a person resumes it. */
const GOES_ON: ReadonlySet<BatchState> = new Set(['queued', 'running', 'paused', 'waiting']);

/**
 * Waits until the batch has ended or halts. A paused batch is waited for, as `run` does, and so is one that waits for
 * the next day.
 */
async function untilEnd(
  record: BatchRecord,
  access: BatchAccess,
  { config, tell }: App,
  signal: AbortSignal,
): Promise<BatchEnd | undefined> {
  const { batch } = record;
  const paths = batchPaths(config.dataDir, batch);
  let saidPaused = false;
  let missing = 0;
  while (!signal.aborted) {
    const progress = progressSchema.safeParse(await access.queue.progressOf(batch));
    if (progress.success) tell({ kind: 'progress', progress: progress.data });
    // The state counts only once the batch has left the queue: while its job is there, an earlier owner may have
    // written it.
    const inQueue = await access.queue.has(batch);
    const { state, reason } = await readState(paths, await readRecord(paths, batch));
    if (!inQueue && (!GOES_ON.has(state) || isSampleDone({ state, reason }))) {
      return { state, reason, summary: await readSummary(record) };
    }
    // Redis may have lost the batch's job, and no other process would notice.
    if (!inQueue && (state === 'queued' || state === 'running')) {
      missing += 1;
      if (missing > MISSING_LOOKS) await access.queue.add(batch, record.options.priority);
    } else missing = 0;
    const isPaused = !inQueue && state === 'paused';
    if (isPaused && !saidPaused) tell({ kind: 'paused', batch });
    saidPaused = isPaused;
    await sleep(LOOK_MS, undefined, { signal }).catch(() => undefined);
  }
  return undefined;
}
