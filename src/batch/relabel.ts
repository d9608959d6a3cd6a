// Changes who pays for a batch: in its record, with the label before, who changed it and when, and in its summary.

import { chinaIso } from '../domain/china-time.js';
import { writeJson } from '../files/durable.js';
import { withLock } from '../redis/process-lock.js';
import { readSummary } from './exit-status.js';
import { batchPaths, outputPaths } from './paths.js';
import { readRecord, writeRecord } from './record.js';
import { makingLock } from './making-lock.js';

export interface Relabelled {
  readonly label: string;
  /** The label before. */
  readonly was: string;
}

/** @throws UserError where there is no such batch */
export async function relabel(
  dataDirectory: string,
  batch: string,
  label: string,
  { by, atMs }: { readonly by: string; readonly atMs: number },
): Promise<Relabelled> {
  const paths = batchPaths(dataDirectory, batch);
  // Without this a directory that is not there would be made a lock in.
  await readRecord(paths, batch);
  return withLock(makingLock(dataDirectory, batch), async () => {
    const record = await readRecord(paths, batch);
    const was = record.label;
    if (was === label) return { label, was };
    const relabelled = [...(record.relabelled ?? []), { at: chinaIso(atMs), by, was, label }];
    await writeRecord(paths, { ...record, label, relabelled });
    const summary = await readSummary(record);
    if (summary !== undefined)
      await writeJson(outputPaths(record.outDirectory).summary, String(process.pid), { ...summary, label });
    return { label, was };
  });
}
