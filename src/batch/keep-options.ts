// Puts options that were given again on record, of batches that have not ended. Only for whoever has a claim to them: a
// command that is refused changes nothing.

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

/** Into the record as it is by now: another command may have changed another option since this one has read it. */
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
