// Removes lists whose time is over, what senders left unfinished, and what a crash left of a list that was never whole. It
// knows files and times.

import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../domain/user-error.js';
import { readFormIfThere } from '../files/durable.js';
import { undefinedIfMissing } from '../files/missing-file.js';
import { keptListSchema, LIST_ID, listPaths, listsDirectory } from './kept-list.js';

/** A list that is being received has no record yet; after this long without one nobody sends it any more. */
const UNFINISHED_MS = 86_400_000;

/**
 * @param onUnreadable told of a list whose record is damaged, or a later version's: it stays, and holds up no other
 * @returns the lists that were removed
 */
export async function sweepLists(
  dataDirectory: string,
  nowMs: number,
  onUnreadable: (error: UserError) => void = () => undefined,
): Promise<string[]> {
  const names = (await readdir(listsDirectory(dataDirectory)).catch(undefinedIfMissing)) ?? [];
  const removed: string[] = [];
  for (const name of names.filter((each) => LIST_ID.test(each))) {
    const isOverNow = await isOver(dataDirectory, name, nowMs).catch((error: unknown) => {
      if (!(error instanceof UserError)) throw error;
      onUnreadable(error);
      return false;
    });
    if (!isOverNow) continue;
    const { record, directory } = listPaths(dataDirectory, name);
    await rm(record, { force: true });
    await rm(directory, { recursive: true, force: true });
    removed.push(name);
  }
  return removed;
}

async function isOver(dataDirectory: string, list: string, nowMs: number): Promise<boolean> {
  const { record, directory, data } = listPaths(dataDirectory, list);
  const kept = await readFormIfThere(record, keptListSchema);
  if (kept !== undefined) return kept.expiresAt <= nowMs;
  const found =
    (await stat(data).catch(undefinedIfMissing)) ?? (await stat(directory).catch(undefinedIfMissing));
  return found !== undefined && nowMs - found.mtimeMs > UNFINISHED_MS;
}

/** Removes the files of uploads that nobody has gone on with for this long. */
export async function sweepUploads(directory: string, keptMs: number, nowMs: number): Promise<void> {
  const names = (await readdir(directory).catch(undefinedIfMissing)) ?? [];
  for (const name of names) {
    const path = join(directory, name);
    const found = await stat(path).catch(undefinedIfMissing);
    if (found?.isFile() === true && nowMs - found.mtimeMs > keptMs) await rm(path, { force: true });
  }
}
