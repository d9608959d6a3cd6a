// What a data directory is known by: its id, and the key that encrypts its rows in Redis. Each is made once and kept.

import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { readOrMake } from '../files/made-once.js';
import { undefinedIfMissing } from '../files/missing-file.js';
import { UserError } from '../domain/user-error.js';

const KEY_BYTES = 32;
const hexKey = z.string().regex(/^[0-9a-f]{64}$/i);

/**
 * @param configured 64 hexadecimal digits
 * @param dataDirectory where `key` is kept, mode 0600; it has to exist where the key is to be made
 * @param ifMissing `refuse` for a worker whose batches are made elsewhere: a key of its own would fit none of them
 * @returns 32 bytes
 * @throws UserError where there is no key and none is to be made
 */
export async function loadRowKey(
  configured: string | undefined,
  dataDirectory: string,
  ifMissing: 'make' | 'refuse',
): Promise<Buffer> {
  if (configured !== undefined) return Buffer.from(configured, 'hex');
  const path = join(dataDirectory, 'key');
  if (ifMissing === 'refuse' && !existsSync(path)) {
    throw new UserError('missing-key', ({ settings }) => settings.missingKey({ path }));
  }
  const kept = await readOrMake(path, () => randomBytes(KEY_BYTES).toString('hex'));
  if (!hexKey.safeParse(kept).success) {
    throw new UserError('damaged-file', ({ settings }) => settings.noKey({ path }));
  }
  return Buffer.from(kept, 'hex');
}

const DATA_ID_BYTES = 4;

/** The id of a data directory; undefined where it has none, because no batch of it was ever queued. */
export async function readDataId(dataDirectory: string): Promise<string | undefined> {
  return (await readFile(idPath(dataDirectory), 'utf8').catch(undefinedIfMissing))?.trim();
}

export function idPath(dataDirectory: string): string {
  return join(dataDirectory, 'id');
}

/** The id that tells this data directory's batches from another's on the same Redis. */
export function loadDataId(dataDirectory: string): Promise<string> {
  return readOrMake(idPath(dataDirectory), () => randomBytes(DATA_ID_BYTES).toString('hex'));
}
