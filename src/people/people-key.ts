// The key of the index of people: a file of its own, so that the index can be read by nobody who has the data directory's
// other key alone, and made anew without it.

import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { UserError } from '../domain/user-error.js';
import { readOrMake } from '../files/made-once.js';
import { undefinedIfMissing } from '../files/missing-file.js';

const KEY_BYTES = 32;
const FORM = /^[0-9a-f]{64}$/i;

/** The index's directory has to be there. @throws UserError where the file is no key */
export async function loadPeopleKey(path: string): Promise<Buffer> {
  return keyIn(path, await readOrMake(path, () => randomBytes(KEY_BYTES).toString('hex')));
}

/** @returns undefined where there is no such file */
export async function readPeopleKey(path: string): Promise<Buffer | undefined> {
  const text = await readFile(path, 'utf8').catch(undefinedIfMissing);
  return text === undefined ? undefined : keyIn(path, text.trim());
}

function keyIn(path: string, text: string): Buffer {
  if (!FORM.test(text)) {
    throw new UserError('damaged-file', ({ people }) => people.noKey({ path }));
  }
  return Buffer.from(text, 'hex');
}
