// Records options that were given again for batches that have not ended, and the price that holds from now on. Only who
// has a claim to the batch may do so: a command that is refused changes nothing.

import type { PriceSettings } from '../domain/price-list.js';
import { withLock } from '../redis/process-lock.js';
import { batchPaths } from './paths.js';
import type { BatchOptions } from './batch-options.js';
import {
  APPROVAL_VERSION,
  hasEnded,
  readRecord,
  readState,
  writeRecord,
  type BatchFiles,
  type BatchRecord,
  type StateRecord,
} from './record.js';
import { changedSample, type SampleChange } from './sample.js';
import { priceSourceOf, pricesUntil } from './prices.js';
import { makingLock } from './making-lock.js';
import { writeApprovable } from './write-approvable.js';

export interface GivenOptions extends SampleChange {
  readonly options?: Partial<BatchOptions>;
  readonly files?: Partial<BatchFiles>;
  readonly onFinish?: string | undefined;
}

/**
 * The options given win; all others, and the rules by which rows come out, stay as recorded.
 *
 * @param left how the batch was left, on which it hangs whether more than its sample may be called
 */
export function withGiven(
  record: BatchRecord,
  given: GivenOptions | undefined,
  left: Pick<StateRecord, 'state' | 'reason'>,
): BatchRecord {
  return {
    ...record,
    sample: changedSample(given ?? {}, record.sample, left),
    options: { ...record.options, ...given?.options },
    files: { ...record.files, ...given?.files },
    onFinish: given?.onFinish ?? record.onFinish,
  };
}

/**
 * Records the prices that have come into force since the last on record, each from its own instant on.
 *
 * @param settings undefined where this process's settings are another provider's
 * @returns the record as it then is
 */
export async function keepPrices(
  record: BatchRecord,
  settings: PriceSettings | undefined,
  dataDirectory: string,
): Promise<BatchRecord> {
  const { batch, provider } = record;
  const source = await priceSourceOf(dataDirectory, provider, settings);
  const nowMs = Date.now();
  if (pricesUntil(record, source, nowMs) === record.priceLists) return record;
  return withLock(makingLock(dataDirectory, batch), async () => {
    const paths = batchPaths(dataDirectory, batch);
    const known = await readRecord(paths, batch);
    const priced = { ...known, priceLists: pricesUntil(known, source, nowMs) };
    await writeRecord(paths, priced);
    return priced;
  });
}

/** Keeps earlier versions, which know no approval, from the batch. */
export async function keepApprovable(batch: string, dataDirectory: string): Promise<void> {
  await withLock(makingLock(dataDirectory, batch), async () => {
    const paths = batchPaths(dataDirectory, batch);
    const record = await readRecord(paths, batch);
    if (record.version !== APPROVAL_VERSION)
      await writeRecord(paths, { ...record, version: APPROVAL_VERSION });
  });
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
      const state = await readState(paths, record);
      if (hasEnded(state)) return;
      await writeApprovable(paths, withGiven(record, given, state));
    });
  }
}
