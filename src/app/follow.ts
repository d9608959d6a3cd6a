// Waits for a batch that workers have in hand, and tells how far it is. That the waiting ends early ends no batch.

import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { readSummary } from '../batch/exit-status.js';
import { batchPaths } from '../batch/paths.js';
import type { BatchEnd } from '../batch/run/ports.js';
import { progressSchema } from '../batch/run/progress.js';
import { readRecord, readState, type BatchRecord, type BatchState } from '../batch/record.js';
import type { App } from './app.js';
import type { BatchAccess } from './batch-access.js';
import { tellRedisTrouble } from './redis-trouble.js';

const LOOK_MS = 500;
/** Looks at which a batch that is to go on has no job, until it is queued again. */
const MISSING_LOOKS = 4;

/** @returns how the batch was left; undefined where the waiting was ended before */
export async function follow(
  record: BatchRecord,
  access: BatchAccess,
  app: App,
  leaving: AbortSignal,
): Promise<BatchEnd | undefined> {
  const stopLooking = tellRedisTrouble(access.redis.state, app);
  // What it asks Redis for may take as long as Redis is away.
  const left = leaving.aborted ? undefined : once(leaving, 'abort').then(() => undefined);
  try {
    return await Promise.race([untilEnd(record, access, app, leaving), left]);
  } finally {
    stopLooking();
  }
}

/** Without a person, or once one says so. */
const GOES_ON: ReadonlySet<BatchState> = new Set(['queued', 'running', 'paused', 'waiting']);

/** Until the batch has ended or halts; one that is paused is waited for, as by `run`, and one that waits for tomorrow. */
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
    // While its job is there, that it is suspended is an earlier owner's word, or not the last one.
    const inQueue = await access.queue.has(batch);
    const { state, reason } = await readState(paths, await readRecord(paths, batch));
    if (!inQueue && !GOES_ON.has(state)) {
      return { state, reason, summary: await readSummary(record) };
    }
    // Redis has lost its job: nobody else knows of it.
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
