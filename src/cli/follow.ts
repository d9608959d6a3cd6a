// Waits for a batch that workers have in hand, with the progress that `run` shows. A signal ends the waiting, not the
// batch.

import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { readSummary } from '../batch/exit-status.js';
import { batchPaths } from '../batch/paths.js';
import type { BatchEnd } from '../batch/run/ports.js';
import { progressSchema } from '../batch/run/progress.js';
import { readRecord, readState, type BatchRecord } from '../batch/record.js';
import type { Config } from '../config.js';
import type { BatchAccess } from './batch-access.js';
import { createDisplay, type ProgressDisplay } from './progress-display.js';
import { heedSignals } from './signals.js';

const LOOK_MS = 500;
/** Looks at which a batch that is to go on has no job, until it is queued again. */
const MISSING_LOOKS = 4;

/** @returns how the batch was left; undefined where a signal ended the waiting */
export async function follow(
  record: BatchRecord,
  access: BatchAccess,
  config: Config,
): Promise<BatchEnd | undefined> {
  const display = createDisplay(access.redis.state);
  access.warnThrough((text) => {
    display.say(text);
  });
  const leaving = new AbortController();
  // Heeded to the end of the process: a second one ends it at once, whatever it waits for.
  heedSignals(() => {
    leaving.abort();
  });
  const left = once(leaving.signal, 'abort').then(() => undefined);
  try {
    return await Promise.race([untilEnd(record, access, config, display, leaving.signal), left]);
  } finally {
    display.end();
    if (leaving.signal.aborted) for (const line of leftAlone(record.batch)) display.say(line);
  }
}

function leftAlone(batch: string): string[] {
  return [
    `Batch ${batch} goes on without this command.`,
    `  rollcall status ${batch} --watch  follows it`,
    `  rollcall pause ${batch}           stops it`,
    `  rollcall cancel ${batch}          ends it for good`,
  ];
}

/** Until the batch has ended or halts; one that is paused is waited for, as by `run`. */
async function untilEnd(
  record: BatchRecord,
  access: BatchAccess,
  config: Config,
  display: ProgressDisplay,
  signal: AbortSignal,
): Promise<BatchEnd | undefined> {
  const { batch } = record;
  const paths = batchPaths(config.dataDir, batch);
  let saidPaused = false;
  let missing = 0;
  while (!signal.aborted) {
    const progress = progressSchema.safeParse(await access.queue.progressOf(batch));
    if (progress.success) display.show(progress.data);
    // While its job is there, that it is suspended is an earlier owner's word, or not the last one.
    const inQueue = await access.queue.has(batch);
    const { state, reason } = await readState(paths, await readRecord(paths, batch));
    if (!inQueue && state !== 'queued' && state !== 'running' && state !== 'paused') {
      return { state, reason, summary: await readSummary(record) };
    }
    // Redis has lost its job: nobody else knows of it.
    if (!inQueue && (state === 'queued' || state === 'running')) {
      missing += 1;
      if (missing > MISSING_LOOKS) await access.queue.add(batch, record.options.priority);
    } else missing = 0;
    const isPaused = !inQueue && state === 'paused';
    if (isPaused && !saidPaused) display.say(pausedWords(batch));
    saidPaused = isPaused;
    await sleep(LOOK_MS, undefined, { signal }).catch(() => undefined);
  }
  return undefined;
}

export function pausedWords(batch: string): string {
  return `Batch ${batch} is paused. To go on: rollcall resume ${batch}`;
}
