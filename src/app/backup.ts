// Copies the data directory while workers run, complete or not at all.

import { existsSync } from 'node:fs';
import { readdir, rename, rm } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import { copyData, writeManifest, type Copy } from '../batch/backup.js';
import { chinaIso } from '../domain/china-time.js';
import { UserError } from '../domain/user-error.js';
import { makeDirectory, syncDirectory } from '../files/durable.js';
import { undefinedIfMissing } from '../files/missing-file.js';
import { programVersion } from '../program-version.js';
import type { App } from './app.js';

export interface Backup extends Copy {
  /** The directory that holds the copy. */
  readonly directory: string;
  readonly dataDir: string;
  /** Whether the key that encrypts rows in Redis is in the copy; otherwise ROLLCALL_KEY has it. */
  readonly hasKey: boolean;
}

/** @throws UserError where the target is not empty, or the data directory is not there; nothing is made then */
export async function backup({ config }: Pick<App, 'config'>, target: string): Promise<Backup> {
  const { dataDir } = config;
  const directory = resolve(target);
  await refuseTarget(dataDir, directory);
  const partial = `${directory}.${process.pid}.partial`;
  const at = Date.now();
  try {
    await makeDirectory(dirname(directory));
    await rm(partial, { recursive: true, force: true });
    const made = await copyData(dataDir, partial, at);
    await writeManifest(partial, made, { at: chinaIso(at), data_dir: dataDir, rollcall: programVersion() });
    await rename(partial, directory);
    await syncDirectory(dirname(directory));
    return { ...made, directory, dataDir, hasKey: existsSync(`${directory}/key`) };
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    throw error;
  }
}

async function refuseTarget(dataDir: string, directory: string): Promise<void> {
  if (!existsSync(dataDir))
    throw new UserError('missing-data-directory', ({ looking }) => looking.noBatches({ dataDir }));
  if (!relative(dataDir, directory).startsWith('..')) {
    throw new UserError('unusable-output-directory', ({ backups }) => backups.inside({ directory }));
  }
  const there = await readdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOTDIR') return [directory];
    return undefinedIfMissing(error);
  });
  if (there === undefined || there.length === 0) return;
  throw new UserError('unusable-output-directory', ({ backups }) => backups.notEmpty({ directory }));
}
