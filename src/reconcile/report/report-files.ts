// Puts a report on disk, so that each file is either complete under its name or absent, and only its owner can read it.
// An earlier report of the same days is kept. Of a report's content it knows only what changed.

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { copyWhole, makeDirectory, writeWhole } from '../../files/durable.js';
import { undefinedIfMissing } from '../../files/missing-file.js';
import { changesSince, readEarlier, type Changes } from './changes.js';
import type { DayRange } from '../../domain/days.js';
import type { Report } from './report.js';

/** Part of the temporary files' names, so that two processes that reconcile the same days don't write into one file. */
const WRITER = String(process.pid);
const MAIN = 'report.json';
const REPORT_FILE = /^report\.[a-z]+$/;

/**
 * The directory for the report of these days, unless the user names another.
 *
 * @param behind what tells it from others of the same days
 */
export function reportDirectory(dataDir: string, { from, to }: DayRange, behind = ''): string {
  return join(dataDir, 'reconciliations', `${from}_${to}${behind}`);
}

/** The report.json in the directory; undefined where there is none. */
export function earlierText(directory: string): Promise<string | undefined> {
  return textOf(join(directory, MAIN));
}

/** What changed since the report in the directory; undefined where none can be read. */
export async function changesFrom(directory: string, report: Report): Promise<Changes | undefined> {
  const earlier = readEarlier(await earlierText(directory));
  return earlier === undefined ? undefined : changesSince(earlier, report);
}

/**
 * Writes the files of a report in their order. An earlier report's files are copied to `earlier/<when it was made>/`.
 *
 * @param files texts by name
 */
export async function writeReport(directory: string, files: ReadonlyMap<string, string>): Promise<void> {
  await makeDirectory(directory);
  await keepEarlier(directory);
  for (const [name, text] of files)
    await writeWhole(join(directory, name), WRITER, (file) => file.writeFile(text));
}

/** Copies the files, so that the report keeps its name until the next one replaces it. */
async function keepEarlier(directory: string): Promise<void> {
  const text = await earlierText(directory);
  if (text === undefined) return;
  const madeAt = readEarlier(text)?.made_at ?? 'unreadable';
  const kept = join(directory, 'earlier', madeAt.replaceAll(/[^\dA-Za-z.+-]/g, ''));
  await makeDirectory(kept);
  for (const name of await readdir(directory)) {
    if (REPORT_FILE.test(name)) await copyWhole(join(directory, name), join(kept, name), WRITER);
  }
}

async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    return undefinedIfMissing(error);
  }
}
