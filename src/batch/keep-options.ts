// Puts options that were given again on record, of batches that have not ended. Only for whoever has a claim to them: a
// command that is refused changes nothing.

import { batchPaths } from './paths.js';
import { hasEnded, readState, writeRecord, type BatchRecord } from './record.js';

export async function keepOptions(records: readonly BatchRecord[], dataDirectory: string): Promise<void> {
  for (const record of records) {
    const paths = batchPaths(dataDirectory, record.batch);
    if (!hasEnded(await readState(paths, record))) await writeRecord(paths, record);
  }
}
