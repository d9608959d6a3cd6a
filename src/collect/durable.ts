// Files that are complete under their final name and survive a power cut: written beside it, synced, renamed, the
// directory synced. Directories 0700, files 0600.

import { createReadStream } from 'node:fs';
import { mkdir, open, readFile, rename, rm, writeFile, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { openNew, temporaryName } from '../temporary-file.js';

const DIRECTORY_MODE = 0o700;

export async function makeDirectory(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: DIRECTORY_MODE });
}

export async function syncDirectory(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Gives a file that was written and synced under `temporary` its final name. */
export async function publish(temporary: string, path: string): Promise<void> {
  await rename(temporary, path);
  await syncDirectory(dirname(path));
}

/**
 * @param write fills the file; its end is when the file is complete
 * @param writer who writes: two owners of one batch never share a temporary file
 */
export async function writeWhole(
  path: string,
  writer: string,
  write: (file: FileHandle) => Promise<void>,
): Promise<void> {
  const temporary = temporaryName(path, writer);
  const file = await openNew(temporary);
  try {
    try {
      await write(file);
      await file.sync();
    } finally {
      await file.close();
    }
    await publish(temporary, path);
  } catch (error) {
    // On a full disk half a file would keep it full.
    await rm(temporary, { force: true });
    throw error;
  }
}

export async function copyWhole(from: string, to: string, writer: string): Promise<void> {
  await writeWhole(to, writer, (file) => writeFile(file, createReadStream(from)));
}

export async function writeJson(path: string, writer: string, value: unknown): Promise<void> {
  await writeWhole(path, writer, (file) => file.writeFile(`${JSON.stringify(value, undefined, 2)}\n`));
}

/** What `writeJson` wrote; undefined where there is no such file. */
export async function readIfThere(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as unknown;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
