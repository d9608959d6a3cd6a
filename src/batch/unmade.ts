// What a start leaves of its list that was killed before there was a batch: found in the data directory, and erased. A
// batch that is being made is left alone, and so is everything that no start writes.

import { readdir, rm, rmdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isHeld, withLock } from '../queue/process-lock.js';
import { batchesDirectory, batchPaths } from './paths.js';
import { recordExists } from './record.js';

/** Copies of lists in the making, and what is made of them. */
const INCOMING = /^list\./;
/** Of a batch without its record: what a start writes before it. */
const BEFORE_RECORD = /^(list|earlier)|\.tmp$/;

export interface Unmade {
  readonly batch: string;
  readonly files: readonly { readonly path: string; readonly bytes: number }[];
}

/** Where a batch of that id is being made. */
export function makingLock(dataDirectory: string, batch: string): string {
  return join(batchesDirectory(dataDirectory), `.making-${batch}`);
}

/** What was left of lists, by the ids of the batches that they were to be. */
export async function unmade(dataDirectory: string): Promise<Unmade[]> {
  const names = await readdir(batchesDirectory(dataDirectory)).catch(() => []);
  const found: Unmade[] = [];
  for (const batch of names) {
    if (batch.startsWith('.') || isHeld(makingLock(dataDirectory, batch))) continue;
    const files = await leftIn(dataDirectory, batch);
    if (files.length > 0) found.push({ batch, files });
  }
  return found;
}

export async function sweepUnmade(dataDirectory: string): Promise<void> {
  for (const { batch } of await unmade(dataDirectory)) {
    await withLock(makingLock(dataDirectory, batch), async () => {
      for (const { path } of await leftIn(dataDirectory, batch)) await rm(path, { force: true });
      const { work, directory } = batchPaths(dataDirectory, batch);
      // Not where anything else is in them.
      await rmdir(work).catch(() => undefined);
      await rmdir(directory).catch(() => undefined);
    });
  }
}

async function leftIn(dataDirectory: string, batch: string): Promise<{ path: string; bytes: number }[]> {
  const paths = batchPaths(dataDirectory, batch);
  const names = await readdir(paths.work).catch(() => []);
  const isUnmade = !(await recordExists(paths)) && names.every((name) => BEFORE_RECORD.test(name));
  const left = isUnmade ? names : names.filter((name) => INCOMING.test(name));
  const sized = left.map(async (name) => {
    const path = join(paths.work, name);
    const found = await stat(path).catch(() => undefined);
    return found?.isFile() ? [{ path, bytes: found.size }] : [];
  });
  return (await Promise.all(sized)).flat();
}
