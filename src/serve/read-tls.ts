// Reads the certificate and its key where they are given. It knows files.

import { readFile } from 'node:fs/promises';
import { UserError } from '../domain/user-error.js';

/** @throws UserError where one is missing, or can't be read */
export async function readTls(
  cert: string | undefined,
  key: string | undefined,
): Promise<{ readonly cert: Buffer | undefined; readonly key: Buffer | undefined }> {
  if ((cert === undefined) !== (key === undefined))
    throw new UserError('invalid-options', ({ serving }) => serving.certAndKey);
  if (cert === undefined || key === undefined) return { cert: undefined, key: undefined };
  return { cert: await read(cert), key: await read(key) };
}

async function read(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    const why = (error as Error).message;
    throw new UserError('invalid-options', ({ serving }) => serving.unreadTls({ file, why }), {
      cause: error,
    });
  }
}
