// The files of an ended batch in which rows of people stand, and what killed processes have left of them. It knows names, and
// whose a directory is; it reads no row.

import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { STATUSES } from '../../domain/status.js';
import { readIfThere } from '../../files/durable.js';
import { finishOutput } from '../output/on-finish.js';
import { draftsLeft } from '../output/so-far-drafts.js';
import { temporaryFilesOf } from '../output/temporary-files.js';
import { outputPaths, type BatchPaths } from '../paths.js';
import type { BatchRecord } from '../record.js';
import type { PlannedFile } from './plan.js';

export interface KeptFile {
  readonly path: string;
  readonly kind: Exclude<PlannedFile['kind'], 'list' | 'workbook' | 'program output'>;
  /** How many columns are the list's own; `corrected`: of a corrected file, which tells it itself. */
  readonly own: number | 'corrected';
}

/** In the order in which they are rewritten: outcomes.csv is the last, as the others are told by it. Only it may be missing. */
export function filesWithRows({ outDirectory, files, format, previous }: BatchRecord): KeptFile[] {
  const { outcomes, changes, corrected } = outputPaths(outDirectory);
  const own = format.columnCount;
  const kept: KeptFile[] = [{ path: corrected, kind: 'corrected', own: 'corrected' }];
  if (previous !== undefined) kept.push({ path: changes, kind: 'changes', own });
  if (files.split) {
    for (const status of STATUSES)
      kept.push({ path: outcomes.replace(/csv$/, `${status}.csv`), kind: 'split', own });
  }
  return [...kept.filter(({ path }) => existsSync(path)), { path: outcomes, kind: 'outcomes', own }];
}

/** The workbook; undefined for a batch that has none. */
export function workbookOf({ outDirectory, files }: BatchRecord): string | undefined {
  return files.xlsx ? outputPaths(outDirectory).workbook : undefined;
}

/** What the user's program printed; undefined where there is nothing. */
export function programOutputOf(paths: BatchPaths): string | undefined {
  const path = finishOutput(paths);
  return existsSync(path) ? path : undefined;
}

const LEFT_IN_WORK = /^(resting-|list|earlier|carried)/;

/**
 * What an ended batch has no use for: it is there only where a process was killed just then.
 *
 * @param isCorrected whether a correction of the batch has not ended, which may be writing in its directory at this moment
 */
export async function leftoversOf(
  { batch, outDirectory }: BatchRecord,
  paths: BatchPaths,
  isCorrected: boolean,
): Promise<string[]> {
  const { sample, sampleWorkbook } = outputPaths(outDirectory);
  const temporary = isCorrected ? [] : await temporaryFilesOf(outDirectory, batch);
  // Of the program's output, which only erasures rewrite.
  temporary.push(...(await temporaryFilesOf(paths.work, batch)));
  const inWork = (await readdir(paths.work)).filter((name) => LEFT_IN_WORK.test(name));
  return [
    ...temporary.map(({ path }) => path),
    ...[sample, sampleWorkbook].filter((path) => existsSync(path)),
    ...inWork.map((name) => join(paths.work, name)),
    ...(await draftsLeft(paths)),
  ];
}

/** With `--out`, another batch or a person may have put files there since. What can't be read shows nothing. */
export async function areFilesOwn({ batch, outDirectory }: BatchRecord, paths: BatchPaths): Promise<boolean> {
  if (outDirectory === paths.directory) return true;
  const { summary } = outputPaths(outDirectory);
  const found = z
    .looseObject({ batch: z.string() })
    .safeParse(await readIfThere(summary).catch(() => undefined));
  return found.success && found.data.batch === batch;
}
