// Puts a report on disk: complete under its name or not there at all, and readable by its owner alone. It does
// not know what is in a report.

import { mkdir, open, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { DayRange } from './days.js';

const DIRECTORY_MODE = 0o700;
const FILE_MODE = 0o600;

/** Where the report of these days goes unless told otherwise. */
export function reportDirectory(dataDir: string, { from, to }: DayRange): string {
  return join(dataDir, 'reconciliations', `${from}_${to}`);
}

/** @param files texts by name, put into `directory` in this order */
export async function writeReport(directory: string, files: ReadonlyMap<string, string>): Promise<void> {
  await mkdir(directory, { recursive: true, mode: DIRECTORY_MODE });
  for (const [name, text] of files) await writeWhole(join(directory, name), text);
}

async function writeWhole(path: string, text: string): Promise<void> {
  // Two reconciliations of the same days at once must not write into one file.
  const temporary = `${path}.${process.pid}.tmp`;
  const file = await open(temporary, 'w', FILE_MODE);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
  const directory = await open(dirname(path), 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
