// A directory for the time that something is measured.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * @template Result
 * @param {(directory: string) => Promise<Result>} use
 */
export async function inTemporaryDirectory(use) {
  const directory = await mkdtemp(join(tmpdir(), 'rollcall-bench-'));
  try {
    return await use(directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
