// That a batch's directory was put back from a backup: its calls since then, if there were any, are on no record here.
// The backup leaves a mark in each batch that has not ended; who takes the batch up first decides what it means.

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { readFormIfThere, writeJson } from '../../files/durable.js';

const copySchema = z.object({
  /** When the copy was made, in Unix milliseconds. */
  at: z.number(),
  /** Whether a batch worker has taken the copy up with a Redis that didn't know more. */
  taken: z.boolean(),
});

export interface Copied {
  readonly at: number;
  /** Whether this owner is the first one of the copy. */
  readonly isFirst: boolean;
}

export async function markCopy(work: string, at: number): Promise<void> {
  await writeJson(pathIn(work), String(process.pid), { at, taken: false });
}

/**
 * @param redisKnows whether Redis knows all that was done since, so that the mark means nothing
 * @returns undefined where the directory is no copy, or nothing was lost by it
 */
export async function takeCopy(work: string, redisKnows: boolean): Promise<Copied | undefined> {
  const path = pathIn(work);
  const copy = await readFormIfThere(path, copySchema);
  if (copy === undefined) return undefined;
  const { at, taken } = copy;
  if (taken) return { at, isFirst: false };
  if (redisKnows) {
    await rm(path, { force: true });
    return undefined;
  }
  await writeJson(path, String(process.pid), { at, taken: true });
  return { at, isFirst: true };
}

function pathIn(work: string): string {
  return join(work, 'copied.json');
}
