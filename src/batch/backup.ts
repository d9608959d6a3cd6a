// Copies a data directory while workers go on with its batches, each batch as it was at one moment. The private Redis
// is left out: what only it knew becomes a gap when the copy is put back.

import { copyFile, lstat, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { UserError } from '../domain/user-error.js';
import { makeDirectory, readFormIfThere, syncDirectory, syncFile, writeJson } from '../files/durable.js';
import { isMissing } from '../files/missing-file.js';
import { runningSocket } from '../redis/private-redis.js';
import { batchesDirectory, batchPaths, type BatchPaths } from './paths.js';
import { hasEnded, newestOwner, readRecord, readState, recordExists, writeRecord } from './record.js';
import { markCopy } from './run/copied.js';

export interface Copy {
  readonly batches: number;
  /** Batches that have not ended, of which calls may be missing when the copy is put back. */
  readonly open: readonly string[];
  /** Directories of batches that lie elsewhere (`--out`), and are not in the copy. */
  readonly elsewhere: readonly string[];
  readonly files: number;
  readonly bytes: number;
}

/** The private Redis, the index of people, which is made anew, and the directory of batches, which are copied one by one. */
const NOT_COPIED: ReadonlySet<string> = new Set(['redis', 'people', 'batches']);
/** What a process writes before it gives the file its name. */
const UNFINISHED = /\.(tmp|incoming|partial)$/;
const TRIES = 20;

export async function copyData(dataDirectory: string, target: string, nowMs: number): Promise<Copy> {
  const tally = { files: 0, bytes: 0 };
  await copyTree(dataDirectory, target, tally, (name) => !NOT_COPIED.has(name));
  const open: string[] = [];
  const elsewhere: string[] = [];
  let batches = 0;
  for (const batch of await namesIn(batchesDirectory(dataDirectory))) {
    const paths = batchPaths(dataDirectory, batch);
    if (!(await recordExists(paths))) continue;
    const copied = await copyBatch(batch, paths, batchPaths(target, batch), tally, nowMs);
    batches += 1;
    if (copied.isOpen) open.push(batch);
    if (copied.elsewhere !== undefined) elsewhere.push(copied.elsewhere);
  }
  return { batches, open, elsewhere, ...tally };
}

async function copyBatch(batch: string, from: BatchPaths, to: BatchPaths, tally: Tally, nowMs: number) {
  for (let count = 1; count <= TRIES; count += 1) {
    const own = { files: 0, bytes: 0 };
    const before = await standOf(batch, from);
    const isWhole = await copyParts(from, to, own);
    if (isWhole && (await standOf(batch, from)) === before) {
      tally.files += own.files;
      tally.bytes += own.bytes;
      return finishCopy(batch, from, to, nowMs);
    }
    // The batch was taken up, left or ended meanwhile: its files may not fit each other.
    await rm(to.directory, { recursive: true, force: true });
  }
  throw new UserError('busy-batch', ({ backups }) => backups.restless({ batch }));
}

/** What changes when the batch changes hands; of one that nobody has in hand, also how far it is collected. */
async function standOf(batch: string, paths: BatchPaths): Promise<string> {
  const record = await readRecord(paths, batch);
  const owner = await newestOwner(paths);
  const { state } = await readState(paths, record);
  const names = await namesIn(paths.work);
  const checkpoints = state === 'running' ? [] : names.filter((name) => name.startsWith('checkpoint-'));
  const read = await Promise.all(checkpoints.map((name) => readFile(join(paths.work, name), 'utf8')));
  return JSON.stringify([record, owner, state, read]);
}

/**
 * The checkpoint comes first: slices and segments that were written after it are passed over when the batch is taken
 * up, and those that it names are there.
 *
 * @returns false where a file went away meanwhile
 */
async function copyParts(from: BatchPaths, to: BatchPaths, tally: Tally): Promise<boolean> {
  const isCheckpoint = (name: string): boolean => name.startsWith('checkpoint-');
  try {
    await copyTree(from.work, to.work, tally, isCheckpoint);
    await copyTree(from.work, to.work, tally, (name) => !isCheckpoint(name));
    await copyTree(from.directory, to.directory, tally, (name) => name !== 'work');
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

async function finishCopy(batch: string, from: BatchPaths, to: BatchPaths, nowMs: number) {
  const record = await readRecord(from, batch);
  const isOwn = record.outDirectory === from.directory;
  if (isOwn) await writeRecord(to, { ...record, outDirectory: '.' });
  const isOpen = !hasEnded(await readState(to, record));
  if (isOpen) await markCopy(to.work, nowMs);
  return { isOpen, elsewhere: isOwn ? undefined : record.outDirectory };
}

interface Tally {
  files: number;
  bytes: number;
}

/** @param isWanted by the name, at the top only */
async function copyTree(
  from: string,
  to: string,
  tally: Tally,
  isWanted: (name: string) => boolean = () => true,
): Promise<void> {
  await makeDirectory(to);
  for (const name of await namesIn(from)) {
    if (!isWanted(name) || UNFINISHED.test(name)) continue;
    const [source, copy] = [join(from, name), join(to, name)];
    const found = await lstat(source);
    if (found.isDirectory()) await copyTree(source, copy, tally);
    // Locks are symbolic links, and belong to live processes.
    if (!found.isFile()) continue;
    await copyFile(source, copy);
    await syncFile(copy);
    tally.files += 1;
    tally.bytes += found.size;
  }
  await syncDirectory(to);
}

async function namesIn(directory: string): Promise<string[]> {
  return readdir(directory).catch(() => []);
}

const MANIFEST = 'backup.json';
const manifestSchema = z.object({ data_dir: z.string() });

/** Says of the copy what it is. */
export async function writeManifest(target: string, made: Copy, about: object): Promise<void> {
  await writeJson(join(target, MANIFEST), String(process.pid), { version: 1, ...about, ...made });
}

/**
 * Where each has a private Redis of its own, only the machine on which both are tells that the original works on.
 *
 * @throws UserError where a process works in the directory of which this one is a backup
 */
export async function refuseBesideOriginal(dataDirectory: string): Promise<void> {
  const manifest = await readFormIfThere(join(dataDirectory, MANIFEST), manifestSchema);
  const original = manifest?.data_dir;
  if (original === undefined || original === dataDirectory || runningSocket(original) === undefined) return;
  // It may have been put back to where it came from, under another name for that place.
  const [own, other] = await Promise.all([stat(dataDirectory), stat(original)]);
  if (own.ino === other.ino && own.dev === other.dev) return;
  throw new UserError('busy-data-directory', ({ looking }) =>
    looking.originalAtWork({ own: dataDirectory, path: original }),
  );
}
