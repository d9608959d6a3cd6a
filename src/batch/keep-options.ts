// Records options that were given again for batches that have not ended. Only a command with a claim to the batch may
// do so: one that is refused changes nothing.

import { withLock } from '../redis/process-lock.js';
import { batchPaths } from './paths.js';
import {
  hasEnded,
  readRecord,
  readState,
  writeRecord,
  type BatchFiles,
  type BatchOptions,
  type BatchRecord,
} from './record.js';
import { makingLock } from './retention/unmade.js';

export interface GivenOptions {
  readonly options?: Partial<BatchOptions>;
  readonly files?: Partial<BatchFiles>;
  readonly onFinish?: string | undefined;
}

/** The options given win; all others, and the rules by which rows come out, stay as recorded. */
export function withGiven(record: BatchRecord, given: GivenOptions = {}): BatchRecord {
  return {
    ...record,
    options: { ...record.options, ...given.options },
    files: { ...record.files, ...given.files },
    onFinish: given.onFinish ?? record.onFinish,
  };
}

/** Reads the record anew before it is changed: another command may have changed another option since. */
export async function keepOptions(
  batches: readonly string[],
  given: GivenOptions | undefined,
  dataDirectory: string,
): Promise<void> {
  for (const batch of batches) {
    await withLock(makingLock(dataDirectory, batch), async () => {
      const paths = batchPaths(dataDirectory, batch);
      const record = await readRecord(paths, batch);
      if (!hasEnded(await readState(paths, record))) await writeRecord(paths, withGiven(record, given));
    });
  }
}
