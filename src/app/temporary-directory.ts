// A directory for what a use case needs only while it runs, gone when that ends, and when its process exits before. What
// a kill has left is found by its name and gone with the next one that reads or erases lists.

import { rmSync } from 'node:fs';
import { lstat, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive, ownIdentity } from '../redis/process-identity.js';

/** A file may just be in the making while its directory is removed. */
const RETRIES = 5;

/** Whose it is, and what `mkdtemp` puts behind that. */
const NAME = /^rollcall-check-([1-9]\d*)-(\d*)-[A-Za-z0-9]{6}$/;

/** Removes those of this user's processes that were killed. */
export async function sweepTemporaryDirectories(): Promise<void> {
  for (const name of await readdir(tmpdir()).catch(() => [])) {
    const [, pid, startTicks] = NAME.exec(name) ?? [];
    if (pid === undefined || startTicks === undefined) continue;
    if (isAlive({ pid: Number(pid), startTicks })) continue;
    const path = join(tmpdir(), name);
    const found = await lstat(path).catch(() => undefined);
    if (found?.isDirectory() !== true || found.uid !== process.getuid?.()) continue;
    // What hinders it hinders no list from being read.
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
