// Rewrites one file of an erasure: written beside it and synced, its prints on record, then renamed. A workbook is written from
// the outcomes, after these. What can't be done is on record, too, and keeps the other files from nothing.

import { rm } from 'node:fs/promises';
import { OutcomeWorkbook } from '../../collect/outcome-workbook.js';
import type { Status } from '../../domain/status.js';
import { UserError } from '../../domain/user-error.js';
import { publish } from '../../files/durable.js';
import { isMissing } from '../../files/missing-file.js';
import { temporaryName } from '../../files/temporary-file.js';
import { exportedRows } from '../output/export-outcomes.js';
import { writerOf } from '../output/temporary-files.js';
import { openOutcomes } from '../output/written-outcomes.js';
import { batchPaths, outputPaths } from '../paths.js';
import { readRecord } from '../record.js';
import { readPurged } from '../retention/purge.js';
import { ChosenByStatus } from './chosen-records.js';
import { printOf, writeCut, type Prints } from './cut-file.js';
import type { DoneSteps, WrittenStep } from './done-steps.js';
import type { PlannedFile } from './plan.js';
import { scanFile } from './scanned-file.js';
import { unread, whyNot } from './unread.js';

/** These pass, or are a person's to mend before anything can go on. */
const TEMPORARY: ReadonlySet<string | undefined> = new Set(['ENOSPC', 'EDQUOT', 'EMFILE', 'ENFILE']);

interface Work {
  readonly dataDirectory: string;
  readonly steps: DoneSteps;
  readonly statuses: readonly Status[];
}

/** @throws what keeps every file from being written, such as a full disk */
export async function writeFile(file: PlannedFile, work: Work): Promise<void> {
  if (await isInPlace(file, work.steps)) return;
  try {
    await (file.kind === 'workbook' ? writeWorkbook(file, work) : writeRecords(file, work));
  } catch (error) {
    if (TEMPORARY.has((error as NodeJS.ErrnoException).code)) throw error;
    // A purge in between has erased the file as a whole.
    if (isMissing(error) && (await isPurged(file, work))) return;
    await work.steps.add({ batch: file.batch, path: file.path, failed: whyNot.said(error) });
  }
}

async function isInPlace(file: PlannedFile, steps: DoneSteps): Promise<boolean> {
  if (steps.writtenOf(file) === undefined) return false;
  return steps.isInPlace(file, await printOf(file.path).catch(() => undefined));
}

async function isPurged({ home }: PlannedFile, { dataDirectory }: Work): Promise<boolean> {
  return (await readPurged(batchPaths(dataDirectory, home))) !== undefined;
}

async function writeRecords(file: PlannedFile, work: Work): Promise<void> {
  const { path, home, line, cuts, before, erasedBefore = 0 } = file;
  const temporary = temporaryName(path, writerOf(home, 0));
  if (cuts !== undefined) {
    const prints = await writeCut(path, temporary, cuts, line);
    if (before !== undefined && prints.before !== before) {
      await rm(temporary, { force: true });
      throw new UserError('incomplete-batch', ({ erasing }) => erasing.changedMeanwhile({ file: path }));
    }
    const counts = { emptied: cuts.length, inAll: erasedBefore + cuts.length };
    return place(file, temporary, { ...prints, ...counts }, work.steps);
  }
  const chosen = new ChosenByStatus(file, work.statuses);
  const record = await readRecord(batchPaths(work.dataDirectory, home), home);
  const own = file.kind === 'corrected' ? 'corrected' : record.format.columnCount;
  const scanned = await scanFile(path, own, (cause) => unread(path, cause));
  const prints = await writeCut(path, temporary, chosen.cuts(scanned), line);
  const counts = { emptied: chosen.chosen, inAll: chosen.before + chosen.chosen };
  await place(file, temporary, { ...prints, ...counts }, work.steps);
}

/** All of it is written anew, from outcomes.csv as that is by now. */
async function writeWorkbook(file: PlannedFile, { dataDirectory, steps }: Work): Promise<void> {
  const { batch, home, path } = file;
  const record = await readRecord(batchPaths(dataDirectory, home), home);
  const { outcomes } = outputPaths(record.outDirectory);
  const failed = steps.failureOf({ batch, path: outcomes });
  if (failed !== undefined) throw new Error(failed);
  const before = await printOf(path);
  const written = await openOutcomes(outcomes, (cause) => unread(outcomes, cause));
  const sheets = record.files.split ? 'whole and by status' : 'whole';
  const workbook = new OutcomeWorkbook(path, writerOf(home, 0), written.header, sheets);
  try {
    for await (const rows of exportedRows(written, record)) await workbook.writeCells(rows);
    const temporary = await workbook.finish();
    await place(file, temporary, { before, after: await printOf(temporary) }, steps);
  } finally {
    await workbook.discard();
  }
}

async function place(
  { batch, path }: PlannedFile,
  temporary: string,
  step: Prints & Pick<WrittenStep, 'emptied' | 'inAll'>,
  steps: DoneSteps,
): Promise<void> {
  try {
    await steps.add({ batch, path, ...step });
    if (step.before === step.after) await rm(temporary, { force: true });
    else await publish(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
