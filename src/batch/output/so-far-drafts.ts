// Drafts of outcomes so far, which are written beside their target, wherever that is. A note in the batch's directory
// names the draft's directory, so that a draft left by a killed process is found and erased.

import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { UserError } from '../../domain/user-error.js';
import { publish, writeWhole } from '../../files/durable.js';
import { formatIdentity, isAlive, ownIdentity, parseIdentity } from '../../redis/process-identity.js';
import type { BatchPaths } from '../paths.js';

const NAME_BYTES = 8;
const DIRECTORY = /^\.outcomes-so-far-[0-9a-f]{16}$/;
/** The note's name has the process that writes the draft. */
const NOTE = /^so-far-(\d+:\d*)$/;

/**
 * Refuses a target that is no file, as a device, say, would be replaced by a file.
 *
 * @param option that names the target
 * @throws UserError
 */
export async function refuseNoFile(target: string, option: string): Promise<void> {
  const found = await stat(target).catch(() => undefined);
  if (found === undefined || found.isFile()) return;
  throw new UserError('unusable-output-directory', ({ batchErrors }) =>
    batchErrors.targetIsNoFile({ target, option }),
  );
}

/**
 * @param write writes the file of that name, in a directory that is removed afterwards; the file is then moved to
 *   `target`
 */
export async function writeInDraft(
  paths: Pick<BatchPaths, 'work'>,
  target: string,
  write: (file: string, directory: string) => Promise<unknown>,
): Promise<void> {
  await sweepDrafts(paths);
  const name = `.outcomes-so-far-${randomBytes(NAME_BYTES).toString('hex')}`;
  const directory = join(dirname(resolve(target)), name);
  const note = join(paths.work, `so-far-${formatIdentity(ownIdentity())}`);
  // The note is written first, so that the directory is never there without it.
  await writeWhole(note, String(process.pid), (file) => file.writeFile(directory));
  try {
    await mkdir(directory, { mode: 0o700 });
    const file = join(directory, 'outcomes.csv');
    await write(file, directory);
    await publish(file, resolve(target));
  } finally {
    await rm(directory, { recursive: true, force: true });
    await rm(note, { force: true });
  }
}

/** Drafts that killed processes have left. */
export async function draftsLeft(paths: Pick<BatchPaths, 'work'>): Promise<string[]> {
  const left = await notesLeft(paths);
  const files = left.map(async ({ directory }) => {
    const names = await readdir(directory).catch(() => []);
    return names.map((name) => join(directory, name));
  });
  return (await Promise.all(files)).flat();
}

export async function sweepDrafts(paths: Pick<BatchPaths, 'work'>): Promise<void> {
  for (const { note, directory } of await notesLeft(paths)) {
    await rm(directory, { recursive: true, force: true });
    await rm(note);
  }
}

async function notesLeft({ work }: Pick<BatchPaths, 'work'>): Promise<{ note: string; directory: string }[]> {
  const found: { note: string; directory: string }[] = [];
  for (const name of await readdir(work).catch(() => [])) {
    const writer = parseIdentity(NOTE.exec(name)?.[1] ?? '');
    if (writer === undefined || isAlive(writer)) continue;
    const note = join(work, name);
    const directory = await readFile(note, 'utf8');
    // Only a directory with a draft's name is removed, whatever the note says.
    if (DIRECTORY.test(basename(directory))) found.push({ note, directory });
  }
  return found;
}
