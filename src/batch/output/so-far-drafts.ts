// Where outcomes so far are written before they have their name: beside that, wherever a person wants them. A note in the
// batch's directory says where, so that what a kill has left of them is found and erased.

import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { publish, writeWhole } from '../../files/durable.js';
import { formatIdentity, isAlive, ownIdentity, parseIdentity } from '../../redis/process-identity.js';
import type { BatchPaths } from '../paths.js';

const NAME_BYTES = 8;
const DIRECTORY = /^\.outcomes-so-far-[0-9a-f]{16}$/;
/** With the process that writes it. */
const NOTE = /^so-far-(\d+:\d*)$/;

/** @param write the file of that name, in a directory that is gone afterwards; then it gets its place at `target` */
export async function writeInDraft(
  paths: Pick<BatchPaths, 'work'>,
  target: string,
  write: (file: string, directory: string) => Promise<unknown>,
): Promise<void> {
  await sweepDrafts(paths);
  const name = `.outcomes-so-far-${randomBytes(NAME_BYTES).toString('hex')}`;
  const directory = join(dirname(resolve(target)), name);
  const note = join(paths.work, `so-far-${formatIdentity(ownIdentity())}`);
  // First the note: there is no moment at which nobody knows of the directory.
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

/** Files that were left by processes that were killed. */
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
    // Nothing else is removed on its word.
    if (DIRECTORY.test(basename(directory))) found.push({ note, directory });
  }
  return found;
}
