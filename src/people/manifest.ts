// What the index of people consists of: its segments, and the batches whose rows they have. It is replaced as a whole, so
// that what it says is there is complete at any moment. What it does not name is no part of the index.

import { readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { refuseNewer } from '../domain/newer.js';
import { DamagedFile, formOf } from '../files/damaged-file.js';
import { makeDirectory, readIfThere, writeJson } from '../files/durable.js';
import { undefinedIfMissing } from '../files/missing-file.js';
import { withLock } from '../redis/process-lock.js';

const MANIFEST_VERSION = 1;

const segmentSchema = z.object({
  file: z.string(),
  entries: z.number().int(),
  /** The numbers of the batches that have entries in it, forgotten ones too. */
  batches: z.array(z.number().int()).readonly(),
});
export type SegmentNote = z.infer<typeof segmentSchema>;

const batchSchema = z.object({
  /** By which entries name it; never given twice. */
  number: z.number().int(),
  batch: z.string(),
  /** Tells the batch from another one of that id. */
  incarnation: z.string(),
  entries: z.number().int(),
});
export type IndexedBatch = z.infer<typeof batchSchema>;

const manifestSchema = z.object({
  version: z.literal(MANIFEST_VERSION),
  /** Which key the people are hashed with. */
  keyPrint: z.string(),
  /** The number that a batch or a segment gets next. */
  next: z.number().int(),
  /** The return codes that entries have as numbers, from 1. */
  codes: z.array(z.string()).readonly(),
  batches: z.array(batchSchema).readonly(),
  segments: z.array(segmentSchema).readonly(),
});
export type Manifest = z.infer<typeof manifestSchema>;

export interface IndexPaths {
  readonly directory: string;
  readonly key: string;
  readonly manifest: string;
  /** Held while the manifest is changed, which takes no time. */
  readonly lock: string;
  /** Held by the one who adds batches, and by the one who merges segments. */
  readonly adding: string;
  readonly merging: string;
}

export function indexPaths(dataDirectory: string): IndexPaths {
  const directory = join(dataDirectory, 'people');
  return {
    directory,
    key: join(directory, 'people.key'),
    manifest: join(directory, 'manifest.json'),
    lock: join(directory, 'manifest.lock'),
    adding: join(directory, 'adding.lock'),
    merging: join(directory, 'merging.lock'),
  };
}

/** @throws DamagedFile */
export async function readManifest(paths: IndexPaths): Promise<Manifest | undefined> {
  try {
    const found = await readIfThere(paths.manifest);
    if (found === undefined) return undefined;
    refuseNewer(({ people }) => people.index, found, MANIFEST_VERSION);
    return formOf(paths.manifest, found, manifestSchema);
  } catch (error) {
    if (!(error instanceof DamagedFile)) throw error;
    throw new DamagedFile(paths.manifest, error, { remedy: ({ people }) => people.rebuild });
  }
}

/**
 * @param change gets the manifest as it is, and returns it as it is to be; undefined: it stays
 * @returns the manifest as it then is
 */
export async function changeManifest(
  paths: IndexPaths,
  change: (manifest: Manifest | undefined) => Manifest | undefined,
): Promise<Manifest | undefined> {
  return withLock(paths.lock, async (interrupted) => {
    if (interrupted) await sweepDrafts(paths, paths.manifest);
    const found = await readManifest(paths);
    const changed = change(found);
    if (changed === undefined) return found;
    await writeManifest(paths, changed);
    return changed;
  });
}

/** Begins the index anew, whatever the manifest was. Numbers go on, so that no file is taken for another. */
export async function beginManifest(paths: IndexPaths, keyPrint: string): Promise<void> {
  await makeDirectory(paths.directory);
  await withLock(paths.lock, async () => {
    const found = await readManifest(paths).catch((error: unknown) => {
      if (error instanceof DamagedFile) return undefined;
      throw error;
    });
    await writeManifest(paths, {
      ...emptyManifest(keyPrint),
      next: Math.max(found?.next ?? 1, (await highestNumber(paths)) + 1),
    });
  });
}

export function emptyManifest(keyPrint: string): Manifest {
  return { version: MANIFEST_VERSION, keyPrint, next: 1, codes: [], batches: [], segments: [] };
}

/** Removes what a process left of a file that was killed while it wrote it; nobody else may be writing it. */
export async function sweepDrafts({ directory }: IndexPaths, path: string): Promise<void> {
  for (const name of await readdir(directory)) {
    const isDraft = name.startsWith(`${basename(path)}.`) && name.endsWith('.tmp');
    if (isDraft) await rm(join(directory, name), { force: true });
  }
}

async function writeManifest(paths: IndexPaths, manifest: Manifest): Promise<void> {
  await writeJson(paths.manifest, String(process.pid), manifest);
}

const SEGMENT_NAME = /^(added|merged)-(\d+)(?:-\d+)?\.segment/;

async function highestNumber({ directory }: IndexPaths): Promise<number> {
  const names = (await readdir(directory).catch(undefinedIfMissing)) ?? [];
  return Math.max(0, ...names.map((name) => Number(SEGMENT_NAME.exec(name)?.[2] ?? 0)));
}

/** The files of segments by who makes them, those under way too. */
async function segmentFiles({ directory }: IndexPaths, maker: 'added' | 'merged'): Promise<string[]> {
  const names = (await readdir(directory).catch(undefinedIfMissing)) ?? [];
  return names.filter((name) => SEGMENT_NAME.exec(name)?.[1] === maker);
}

/** Removes what a process left that was killed before the manifest named it, or after it named it no more. For who has its maker's lock. */
export async function sweepSegments(paths: IndexPaths, maker: 'added' | 'merged'): Promise<void> {
  const names = await segmentFiles(paths, maker);
  if (names.length === 0) return;
  const known = new Set((await readManifest(paths))?.segments.map(({ file }) => file));
  for (const name of names) if (!known.has(name)) await rm(join(paths.directory, name), { force: true });
}
