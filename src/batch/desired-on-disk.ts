// That a batch was paused while nobody had it in hand, beside the order in Redis, for whoever looks at the data
// directory where no Redis runs. It only shows: whether a batch goes on is decided in Redis.

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { readFormIfThere, writeJson } from '../files/durable.js';
import type { BatchPaths } from './paths.js';

const desiredSchema = z.object({ desired: z.literal('paused') });

export async function keepPaused({ work }: BatchPaths): Promise<void> {
  await writeJson(pathIn(work), String(process.pid), { desired: 'paused' });
}

export async function forgetPaused({ work }: BatchPaths): Promise<void> {
  await rm(pathIn(work), { force: true });
}

export async function isKeptPaused({ work }: BatchPaths): Promise<boolean> {
  return (await readFormIfThere(pathIn(work), desiredSchema)) !== undefined;
}

function pathIn(work: string): string {
  return join(work, 'desired.json');
}
