// The lock that is held while a batch is being made, or while what its record says of it is changed. It knows names of files.

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { undefinedIfMissing } from '../files/missing-file.js';
import { isHeld } from '../redis/process-lock.js';
import { batchesDirectory } from './paths.js';

const MAKING = '.making-';

export function makingLock(dataDirectory: string, batch: string): string {
  return join(batchesDirectory(dataDirectory), `${MAKING}${batch}`);
}

/** A batch whose lock somebody alive has now; undefined where there is none. */
export async function batchInTheMaking(dataDirectory: string): Promise<string | undefined> {
  const directory = batchesDirectory(dataDirectory);
  const names = (await readdir(directory).catch(undefinedIfMissing)) ?? [];
  const held = names.find((name) => name.startsWith(MAKING) && isHeld(join(directory, name)));
  return held?.slice(MAKING.length);
}
