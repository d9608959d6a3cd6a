// Puts a report on disk: complete under its name or not there at all, readable by its owner alone. The report of
// the same days that was there before is kept. It does not know what is in a report beyond what changed.

import { mkdir, open, readdir, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { changesSince, readEarlier, type Changes } from './changes.js';
import type { DayRange } from '../../domain/days.js';
import { openNew, temporaryName } from '../../files/temporary-file.js';
import type { Report } from './report.js';

const DIRECTORY_MODE = 0o700;
const MAIN = 'report.json';
const REPORT_FILE = /^report\.[a-z]+$/;

/** Where the report of these days goes unless told otherwise. */
export function reportDirectory(dataDir: string, { from, to }: DayRange): string {
  return join(dataDir, 'reconciliations', `${from}_${to}`);
}

/** What changed since the report that is there now; undefined where there is none that can be read. */
export async function changesFrom(directory: string, report: Report): Promise<Changes | undefined> {
  const earlier = readEarlier(await textOf(join(directory, MAIN)));
  return earlier === undefined ? undefined : changesSince(earlier, report);
}

/**
 * Writes the files of a report, in their order; those of an earlier one go to `earlier/<when it was made>/`.
 *
 * @param files texts by name
 */
export async function writeReport(directory: string, files: ReadonlyMap<string, string>): Promise<void> {
  await mkdir(directory, { recursive: true, mode: DIRECTORY_MODE });
  await keepEarlier(directory);
  for (const [name, text] of files) await writeWhole(join(directory, name), text);
}

/** Copies, so that a report stays under its name until the next one replaces it. */
async function keepEarlier(directory: string): Promise<void> {
  const text = await textOf(join(directory, MAIN));
  if (text === undefined) return;
  const madeAt = readEarlier(text)?.made_at ?? 'unreadable';
  const kept = join(directory, 'earlier', madeAt.replaceAll(/[^\dA-Za-z.+-]/g, ''));
  await mkdir(kept, { recursive: true, mode: DIRECTORY_MODE });
  for (const name of await readdir(directory)) {
    if (REPORT_FILE.test(name)) {
      await writeWhole(join(kept, name), await readFile(join(directory, name)));
    }
  }
}

async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function writeWhole(path: string, text: string | Buffer): Promise<void> {
  // Two reconciliations of the same days at once don't write into one file.
  const temporary = temporaryName(path, String(process.pid));
  const file = await openNew(temporary);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
  await syncDirectory(dirname(path));
}

async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
