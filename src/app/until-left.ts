// Waits until a batch's live owner, if there is one, has left it suspended.

import { setTimeout as sleep } from 'node:timers/promises';
import { batchPaths } from '../batch/paths.js';
import { readState, type BatchRecord, type StateRecord } from '../batch/record.js';
import type { Config } from '../config.js';
import type { BatchAccess } from './batch-access.js';

const LOOK_MS = 100;

export async function untilLeft(
  record: BatchRecord,
  access: BatchAccess,
  { dataDir }: Pick<Config, 'dataDir'>,
): Promise<StateRecord> {
  while (await access.queue.isHeld(record.batch)) await sleep(LOOK_MS);
  return readState(batchPaths(dataDir, record.batch), record);
}
