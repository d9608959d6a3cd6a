// Waits for files that processes under test write, and reads such files line by line.

import { existsSync, readFileSync, watch } from 'node:fs';
import { basename, dirname } from 'node:path';
import { HANGS_AFTER_MS, within } from './command.js';

/** Resolves when the file exists, also if it exists already. */
export function whenThere(path: string): Promise<void> {
  return whenChanged(dirname(path), () => existsSync(path), `${basename(path)} never appeared`);
}

/** Resolves when the files of a directory are as wanted, also if they are so already. */
export async function whenChanged(directory: string, isSo: () => boolean, otherwise: string): Promise<void> {
  const watcher = watch(directory);
  try {
    const comesAbout = new Promise<void>((resolve) => {
      const look = (): void => {
        if (isSo()) resolve();
      };
      watcher.on('change', look);
      look();
    });
    await within(HANGS_AFTER_MS, comesAbout, () => otherwise);
  } finally {
    watcher.close();
  }
}

/** Complete lines only, because the file may be written to at this moment. */
export function linesOf(path: string): string[] {
  return readFileSync(path, 'utf8').split('\n').slice(0, -1);
}
