// Finds and erases what a start left of its list when it was killed before the batch was made. A batch that is being
// made is left alone, and so is every file that no start writes.

import { readdir, rm, rmdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { makeDirectory } from '../../files/durable.js';
import { UserError } from '../../domain/user-error.js';
import { isHeld, withLock } from '../../redis/process-lock.js';
import { batchesDirectory, batchPaths } from '../paths.js';
import { newestOwner, readRecord, recordExists, type BatchRecord } from '../record.js';
import { release } from '../output/reservation.js';
import { makingLock } from '../making-lock.js';

/** Unfinished copies of lists, and what is made from them. */
const INCOMING = /^list\./;
/** The files that a start writes before the record. */
const BEFORE_RECORD = /^(list|earlier|carried|places)|\.tmp$/;
/** What a batch leaves of its calls for people. */
const RESULTS = /^(outcomes|attempts|summary|gaps|changes|corrected|batch)\./;
/** What a batch keeps of its calls for itself. */
const WORK_OF_CALLS = /^(segments|state-\d+\.json|ledger\.json)$/;

export interface Unmade {
  readonly batch: string;
  readonly files: readonly { readonly path: string; readonly bytes: number }[];
}

/** Files of lists whose batches were never made, by the ids that those batches were to have. */
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
    await withLock(makingLock(dataDirectory, batch), () => eraseUnmade(dataDirectory, batch));
  }
}

/** Must be called under the batch's making lock. */
export async function eraseUnmade(dataDirectory: string, batch: string): Promise<void> {
  for (const { path } of await leftIn(dataDirectory, batch)) await rm(path, { force: true });
  const { work, directory } = batchPaths(dataDirectory, batch);
  // A directory that holds anything else stays.
  await rmdir(work).catch(() => undefined);
  await rmdir(directory).catch(() => undefined);
}

/**
 * Removes a batch that was made and is not to run after all, unless it was taken up meanwhile.
 *
 * @param isOver asked once nobody else can change the batch any more
 * @returns whether it is gone
 */
export async function discardBatch(
  dataDirectory: string,
  batch: string,
  isOver: (record: BatchRecord) => boolean = () => true,
): Promise<boolean> {
  await makeDirectory(batchesDirectory(dataDirectory));
  return withLock(makingLock(dataDirectory, batch), async () => {
    const paths = batchPaths(dataDirectory, batch);
    if ((await newestOwner(paths)) !== undefined) return false;
    if (await recordExists(paths)) {
      const record = await readRecord(paths, batch);
      if (!isOver(record)) return false;
      await release({ batch, dataDirectory, outDirectory: record.outDirectory });
      await rm(paths.record);
    }
    await eraseUnmade(dataDirectory, batch);
    return true;
  });
}

/**
 * A batch's files may have come back from a backup without its record: they hold calls that were paid.
 *
 * @throws UserError where there are files that no start writes, and no record
 */
export async function refuseRemains(dataDirectory: string, batch: string): Promise<void> {
  const paths = batchPaths(dataDirectory, batch);
  if (await recordExists(paths)) return;
  const inDirectory = await readdir(paths.directory).catch(() => []);
  const inWork = await readdir(paths.work).catch(() => []);
  const remains = [
    ...inDirectory.filter((name) => RESULTS.test(name)),
    ...inWork.filter((name) => WORK_OF_CALLS.test(name)).map((name) => join('work', name)),
  ];
  if (remains.length === 0) return;
  throw new UserError('incomplete-batch', ({ batchErrors }) =>
    batchErrors.remains({ directory: paths.directory, file: remains[0] ?? '', batch, record: paths.record }),
  );
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
