// A directory for what a command needs only while it runs, gone when it ends: also by a signal, at once.

import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXIT } from '../domain/user-error.js';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** A file may just be in the making while its directory is removed. */
const RETRIES = 5;

/** Runs `use` with a new directory, mode 0700, under the system's temporary directory (TMPDIR). */
export async function withTemporaryDirectory<Result>(
  use: (directory: string) => Promise<Result>,
): Promise<Result> {
  const directory = await mkdtemp(join(tmpdir(), 'rollcall-'));
  const remove = (): void => {
    rmSync(directory, { recursive: true, force: true, maxRetries: RETRIES });
  };
  const onSignal = (): void => {
    remove();
    process.exit(EXIT.stopped);
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  try {
    return await use(directory);
  } finally {
    for (const signal of SIGNALS) process.off(signal, onSignal);
    remove();
  }
}
