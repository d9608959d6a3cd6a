// A directory for the time of a use case, removed when the use case ends or its process exits. What a killed process
// has left is recognised by its name and removed by the next process that reads or erases lists.

import { rmSync } from 'node:fs';
import { lstat, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive, ownIdentity } from '../redis/process-identity.js';

/** A file may be created while its directory is removed, so removing is tried again. */
const RETRIES = 5;

/** The user and process that the directory belongs to, and the suffix that `mkdtemp` adds. */
const NAME = /^rollcall-check-([1-9]\d*)-(\d*)-[A-Za-z0-9]{6}$/;

/** Removes the directories that killed processes of this user have left. */
export async function sweepTemporaryDirectories(): Promise<void> {
  for (const name of await readdir(tmpdir()).catch(() => [])) {
    const [, pid, startTicks] = NAME.exec(name) ?? [];
    if (pid === undefined || startTicks === undefined) continue;
    if (isAlive({ pid: Number(pid), startTicks })) continue;
    const path = join(tmpdir(), name);
    const found = await lstat(path).catch(() => undefined);
    if (found?.isDirectory() !== true || found.uid !== process.getuid?.()) continue;
    // A failure here must not prevent a list from being read.
    await rm(path, { recursive: true, force: true }).catch(() => undefined);
  }
}

/** Runs `use` with a new directory, mode 0700, under the system's temporary directory (TMPDIR). */
export async function withTemporaryDirectory<Result>(
  use: (directory: string) => Promise<Result>,
): Promise<Result> {
  await sweepTemporaryDirectories();
  const { pid, startTicks } = ownIdentity();
  const directory = await mkdtemp(join(tmpdir(), `rollcall-check-${pid}-${startTicks}-`));
  const remove = (): void => {
    rmSync(directory, { recursive: true, force: true, maxRetries: RETRIES });
  };
  process.on('exit', remove);
  try {
    return await use(directory);
  } finally {
    process.off('exit', remove);
    remove();
  }
}
