// What a data directory is known by: its id, and the key that encrypts its rows in Redis. Each is made once and kept.

import { randomBytes } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { z } from 'zod';

const KEY_BYTES = 32;
const hexKey = z.string().regex(/^[0-9a-f]{64}$/i);

/**
 * @param configured 64 hexadecimal digits
 * @param dataDirectory where `key` is kept, mode 0600; it has to exist
 * @returns 32 bytes
 */
export async function loadRowKey(configured: string | undefined, dataDirectory: string): Promise<Buffer> {
  if (configured !== undefined) return Buffer.from(configured, 'hex');
  const kept = await readOrMake(join(dataDirectory, 'key'), () => randomBytes(KEY_BYTES).toString('hex'));
  return Buffer.from(hexKey.parse(kept), 'hex');
}

const DATA_ID_BYTES = 4;

/** What tells this data directory's batches from another's on the same Redis. */
export function loadDataId(dataDirectory: string): Promise<string> {
  return readOrMake(join(dataDirectory, 'id'), () => randomBytes(DATA_ID_BYTES).toString('hex'));
}

/** Linking makes it appear whole and once, whoever else does the same at the same moment. */
async function readOrMake(path: string, make: () => string): Promise<string> {
  const draft = `${path}.${process.pid}.tmp`;
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  await writeFile(draft, `${make()}\n`, { mode: 0o600 });
  try {
    await link(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft, { force: true });
  }
  return (await readFile(path, 'utf8')).trim();
}
