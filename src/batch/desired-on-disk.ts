// That a batch was paused while nobody had it in hand, beside the order in Redis, for whoever looks at the data
// directory where no Redis runs. It only shows: whether a batch goes on is decided in Redis.

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { readFormIfThere, writeJson } from '../files/durable.js';
import type { BatchPaths } from './paths.js';
import type { BatchState } from './record.js';

/** States of a batch that goes on by itself, unless it was paused. */
const GOING_ON: ReadonlySet<BatchState> = new Set(['queued', 'running', 'waiting']);
const desiredSchema = z.object({ desired: z.literal('paused') });

/** @param state in which it was left: one that does not go on by itself shows that already */
export async function keepPaused({ work }: BatchPaths, state: BatchState): Promise<void> {
  if (GOING_ON.has(state)) await writeJson(pathIn(work), String(process.pid), { desired: 'paused' });
}

export async function forgetPaused({ work }: BatchPaths): Promise<void> {
  await rm(pathIn(work), { force: true });
}

export async function isKeptPaused({ work }: BatchPaths, state: BatchState): Promise<boolean> {
  return GOING_ON.has(state) && (await readFormIfThere(pathIn(work), desiredSchema)) !== undefined;
}

function pathIn(work: string): string {
  return join(work, 'desired.json');
}
