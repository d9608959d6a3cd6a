// Files that are complete under their final name and survive a power cut: written beside it, synced, renamed, the
// directory synced. Directories 0700, files 0600.

import { createReadStream } from 'node:fs';
import { link, mkdir, open, readFile, rename, rm, writeFile, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ZodType } from 'zod';
import { formOf, parseJson } from './damaged-file.js';
import { undefinedIfMissing } from './missing-file.js';
import { FILE_MODE, openNew, temporaryName } from './temporary-file.js';

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

/** Makes sure that a copied file survives a power cut, and that its owner alone can read it. */
export async function syncFile(path: string): Promise<void> {
  const handle = await open(path, 'r+');
  try {
    await handle.chmod(FILE_MODE);
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
    // On a full disk, an unfinished file would only keep it full.
    await rm(temporary, { force: true });
    throw error;
  }
}

export async function copyWhole(from: string, to: string, writer: string): Promise<void> {
  await writeWhole(to, writer, (file) => writeFile(file, createReadStream(from)));
}

export async function writeJson(path: string, writer: string, value: unknown): Promise<void> {
  await writeWhole(path, writer, (file) => file.writeFile(jsonText(value)));
}

function jsonText(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

async function fillNew(path: string, value: unknown): Promise<void> {
  const file = await openNew(path);
  try {
    await file.writeFile(jsonText(value));
    await file.sync();
  } catch (error) {
    // An unfinished file would say nothing, and still keep every other process out.
    await rm(path, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}

/** The error codes of file systems without links (vfat, and some that are mounted over a network). */
const NO_LINKS: ReadonlySet<string | undefined> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

export function hasNoLinks(error: unknown): boolean {
  const { code, syscall } = error as NodeJS.ErrnoException;
  return NO_LINKS.has(code) && (syscall === 'link' || syscall === 'symlink');
}

/**
 * Of all processes that try at the same time, on any machine, one succeeds. Where the file system has links, the file
 * is complete from the moment it is there.
 *
 * @returns false where something has that name already
 */
export async function writeJsonFirst(path: string, writer: string, value: unknown): Promise<boolean> {
  const draft = temporaryName(path, writer);
  try {
    await writeJson(draft, writer, value);
    await link(draft, path).catch(async (error: unknown) => {
      if (!hasNoLinks(error)) throw error;
      await fillNew(path, value);
    });
    await syncDirectory(dirname(path));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/** What `writeJson` wrote; undefined where there is no such file. @throws DamagedFile */
export async function readIfThere(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch(undefinedIfMissing);
  return text === undefined ? undefined : parseJson(path, text);
}

/**
 * The content of a file that `writeJson` wrote, checked against a form; undefined where there is no such file.
 *
 * @throws DamagedFile
 */
export async function readFormIfThere<Form>(path: string, form: ZodType<Form>): Promise<Form | undefined> {
  const found = await readIfThere(path);
  return found === undefined ? undefined : formOf(path, found, form);
}
