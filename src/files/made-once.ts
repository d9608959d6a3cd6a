// A short text that is made once, kept in a file of its owner's alone, and the same for every process from then on: an id or
// a key. It knows files, not what the text is for.

import { link, readFile, rm } from 'node:fs/promises';
import { isMissing } from './missing-file.js';
import { openNew, temporaryName } from './temporary-file.js';

/** A file that is linked appears complete, and only one process can be the first to link it. */
export async function readOrMake(path: string, make: () => string): Promise<string> {
  const draft = temporaryName(path, String(process.pid));
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  const file = await openNew(draft);
  try {
    await file.writeFile(`${make()}\n`);
    // What is made with a key that is lost can never be read again, so it has to survive a power cut.
    await file.sync();
  } finally {
    await file.close();
  }
  try {
    await link(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft, { force: true });
  }
  return (await readFile(path, 'utf8')).trim();
}
