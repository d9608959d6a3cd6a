// Erases the personal files of an ended batch: outcomes, the copy of the list, temporary files. Summary, attempts and
// ledger stay, so that it can still be reconciled. Erases only what the batch itself wrote.

import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { readFormIfThere, readIfThere, writeJson } from '../../files/durable.js';
import { STATUSES } from '../../domain/status.js';
import { chinaIso } from '../../domain/china-time.js';
import { UserError } from '../../domain/user-error.js';
import { undefinedIfMissing } from '../../files/missing-file.js';
import { whileNobodyElseErases } from '../erasure/erasing-lock.js';
import { finishOutput } from '../output/on-finish.js';
import { temporaryFilesOf } from '../output/temporary-files.js';
import { batchPaths, outputPaths, type BatchPaths } from '../paths.js';
import { readRecord, readState, type BatchRecord } from '../record.js';
import { release } from '../output/reservation.js';
import { draftsLeft, sweepDrafts } from '../output/so-far-drafts.js';

export interface PersonalFile {
  readonly path: string;
  readonly bytes: number;
}

export interface PurgePlan {
  readonly batch: string;
  /** When the batch ended, Unix milliseconds. */
  readonly endedAt: number;
  readonly files: readonly PersonalFile[];
  /** When the batch was purged before, as ISO time; `files` then has what that purge left. */
  readonly purgedAt: string | undefined;
}

const purgedSchema = z.object({ purged_at: z.string() });

/** When the batch's personal files were erased; undefined where they were not. */
export async function readPurged(paths: BatchPaths): Promise<string | undefined> {
  return (await readFormIfThere(purgedPath(paths), purgedSchema))?.purged_at;
}

function purgedPath(paths: BatchPaths): string {
  return join(paths.work, 'purged.json');
}

/**
 * What a purge would erase. Changes nothing.
 *
 * @throws UserError where there is no such batch, it has not ended, or its files are another's by now
 */
export async function planPurge(dataDirectory: string, batch: string): Promise<PurgePlan> {
  const paths = batchPaths(dataDirectory, batch);
  const record = await readRecord(paths, batch);
  const { state, finishedAt, startedAt } = await readState(paths, record);
  if (state !== 'completed' && state !== 'cancelled') {
    throw new UserError('unended-batch', ({ batchErrors, states }) =>
      batchErrors.notEnded({ batch, state: states[state] }),
    );
  }
  await refuseOthersFiles(record);
  return {
    batch,
    endedAt: finishedAt ?? startedAt,
    files: await personalFiles(record, paths),
    purgedAt: await readPurged(paths),
  };
}

/** Alone among all who erase: a file that somebody rewrites meanwhile would be back. */
export async function purge(dataDirectory: string, plan: PurgePlan, nowMs: number): Promise<void> {
  await whileNobodyElseErases(dataDirectory, () => purgeAlone(dataDirectory, plan, nowMs));
}

/**
 * For whoever erases already. The purge is recorded first, so that after a crash the batch counts as purged, with files left
 * to erase.
 */
export async function purgeAlone(
  dataDirectory: string,
  { batch, files }: PurgePlan,
  nowMs: number,
): Promise<void> {
  const paths = batchPaths(dataDirectory, batch);
  if ((await readPurged(paths)) === undefined) {
    await sweepNotes(paths);
    await writeJson(purgedPath(paths), String(process.pid), { purged_at: chinaIso(nowMs) });
  }
  for (const { path } of files) await rm(path, { force: true });
  await sweepDrafts(paths);
  const { outDirectory } = await readRecord(paths, batch);
  await release({ batch, outDirectory, dataDirectory });
}

/** Removes what a purge was writing when it was killed. */
async function sweepNotes({ work }: BatchPaths): Promise<void> {
  for (const name of await readdir(work))
    if (/^purged\.json\..*\.tmp$/.test(name)) await rm(join(work, name), { force: true });
}

/** With `--out`, another batch or a person may have put files there since. */
async function refuseOthersFiles({ batch, outDirectory }: BatchRecord): Promise<void> {
  const { summary } = outputPaths(outDirectory);
  const found = z.looseObject({ batch: z.string() }).safeParse(await readIfThere(summary));
  if (found.success && found.data.batch === batch) return;
  throw new UserError('unusable-output-directory', ({ batchErrors }) =>
    batchErrors.filesOfWhom({ directory: outDirectory, batch }),
  );
}

async function personalFiles(record: BatchRecord, paths: BatchPaths): Promise<PersonalFile[]> {
  const { outDirectory } = record;
  const { outcomes, workbook, changes, corrected, sample, sampleWorkbook } = outputPaths(outDirectory);
  const written = [outcomes, changes, corrected, sample, sampleWorkbook];
  // The first batch's corrected file has this one's rows, too.
  if (record.corrects !== undefined) written.push(record.corrects.file);
  if (record.files.xlsx) written.push(workbook);
  if (record.files.split) {
    written.push(...STATUSES.map((status) => outcomes.replace(/csv$/, `${status}.csv`)));
  }
  const left = [
    ...(await temporaryFilesOf(outDirectory, record.batch)),
    ...(await temporaryFilesOf(paths.work, record.batch)),
  ];
  const drafts = await draftsLeft(paths);
  const all = [...written, ...left.map(({ path }) => path), ...drafts, paths.list, finishOutput(paths)];
  const sized = await Promise.all(all.map((path) => sizeOf(path)));
  return sized.filter((file) => file !== undefined);
}

async function sizeOf(path: string): Promise<PersonalFile | undefined> {
  try {
    const found = await stat(path);
    return found.isFile() ? { path, bytes: found.size } : undefined;
  } catch (error) {
    return undefinedIfMissing(error);
  }
}
