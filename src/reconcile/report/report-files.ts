// Puts a report on disk: complete under its name or not there at all, readable by its owner alone. The report of
// the same days that was there before is kept. It does not know what is in a report beyond what changed.

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { copyWhole, makeDirectory, writeWhole } from '../../files/durable.js';
import { undefinedIfMissing } from '../../files/missing-file.js';
import { changesSince, readEarlier, type Changes } from './changes.js';
import type { DayRange } from '../../domain/days.js';
import type { Report } from './report.js';

/**
 * Names this process's temporary files, so that two reconciliations of the same days at once don't write into one file.
 */
const WRITER = String(process.pid);
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
  await makeDirectory(directory);
  await keepEarlier(directory);
  for (const [name, text] of files)
    await writeWhole(join(directory, name), WRITER, (file) => file.writeFile(text));
}

/** Copies, so that a report stays under its name until the next one replaces it. */
async function keepEarlier(directory: string): Promise<void> {
  const text = await textOf(join(directory, MAIN));
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
