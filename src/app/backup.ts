// Copies the data directory while workers run, complete or not at all.

import { existsSync } from 'node:fs';
import { readdir, rename, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { copyData, writeManifest, type Copy } from '../batch/backup.js';
import { chinaIso } from '../domain/china-time.js';
import { UserError } from '../domain/user-error.js';
import { makeDirectory, syncDirectory } from '../files/durable.js';
import { undefinedIfMissing } from '../files/missing-file.js';
import { programVersion } from '../program-version.js';
import { formatIdentity, isAlive, ownIdentity, parseIdentity } from '../redis/process-identity.js';
import type { App } from './app.js';

export interface Backup extends Copy {
  /** The directory that holds the copy. */
  readonly directory: string;
  readonly dataDir: string;
  /** Whether the key that encrypts rows in Redis is in the copy; otherwise ROLLCALL_KEY has it. */
  readonly hasKey: boolean;
  /** What killed backups had left beside the target, and is removed now. */
  readonly swept: readonly string[];
}

/** @throws UserError where the target is not empty, or the data directory is not there; nothing is made then */
export async function backup({ config }: Pick<App, 'config'>, target: string): Promise<Backup> {
  const { dataDir } = config;
  const directory = resolve(target);
  await refuseTarget(dataDir, directory);
  const partial = `${directory}.${PARTIAL_OF_HOST}${formatIdentity(ownIdentity()).replace(':', '_')}.partial`;
  const at = Date.now();
  try {
    await makeDirectory(dirname(directory));
    const swept = await sweepPartial(dirname(directory));
    const made = await copyData(dataDir, partial, at);
    await writeManifest(partial, made, { at: chinaIso(at), data_dir: dataDir, rollcall: programVersion() });
    await rename(partial, directory).catch((error: unknown) => {
      // Another backup to the same place was complete first.
      throw isTaken(error) ? notEmpty(directory) : error;
    });
    await syncDirectory(dirname(directory));
    return { ...made, directory, dataDir, hasKey: existsSync(`${directory}/key`), swept };
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    throw error;
  }
}

/** Processes of other machines, which may write to the same place, can't be told dead from here. */
const PARTIAL_OF_HOST = `${hostname()}-`;
const PARTIAL = /\.partial$/;

/** Removes what killed backups of this machine have left beside the target, as names and numbers are in it. */
async function sweepPartial(parent: string): Promise<string[]> {
  const swept: string[] = [];
  for (const name of (await readdir(parent)).filter((each) => PARTIAL.test(each))) {
    const from = name.lastIndexOf(`.${PARTIAL_OF_HOST}`);
    const writer = name
      .slice(from + 1 + PARTIAL_OF_HOST.length)
      .replace(PARTIAL, '')
      .replace('_', ':');
    const identity = from === -1 ? undefined : parseIdentity(writer);
    if (identity === undefined || isAlive(identity)) continue;
    const path = join(parent, name);
    await rm(path, { recursive: true, force: true });
    swept.push(path);
  }
  return swept;
}

function isTaken(error: unknown): boolean {
  return ['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '');
}

function notEmpty(directory: string): UserError {
  return new UserError('unusable-output-directory', ({ backups }) => backups.notEmpty({ directory }));
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
  throw notEmpty(directory);
}
