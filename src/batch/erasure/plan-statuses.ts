// Plans what a rule of retention takes out of batches: everything personal of some, and of others the rows of some statuses. Which
// batches those are was decided before. It changes nothing.

import { existsSync } from 'node:fs';
import type { Status } from '../../domain/status.js';
import { incarnationOf } from '../people/index-batch.js';
import { batchPaths } from '../paths.js';
import type { BatchRecord } from '../record.js';
import { areFilesOwn, filesWithRows, workbookOf, type KeptFile } from './kept-files.js';
import { lineOf } from './erased-line.js';
import { inOrder, type ErasurePlan, type PlannedFile, type PlanParts, type Unreached } from './plan.js';
import { isCorrectedFile, scanFile } from './scanned-file.js';
import { unread, whyNot } from './unread.js';

export async function planForStatuses(
  dataDirectory: string,
  retention: NonNullable<ErasurePlan['retention']>,
  records: readonly BatchRecord[],
  purges: readonly string[],
): Promise<PlanParts> {
  const files: PlannedFile[] = [];
  const unreached: Unreached[] = [];
  const batches: BatchRecord[] = [];
  for (const record of records) {
    const { batch, outDirectory } = record;
    if (!(await areFilesOwn(record, batchPaths(dataDirectory, batch)))) {
      unreached.push({ batch, file: outDirectory, why: whyNot.othersFiles });
      continue;
    }
    batches.push(record);
    for (const file of filesOf(record, retention.statuses)) {
      try {
        const planned = await plannedFile(record, file);
        if (planned !== undefined) files.push(planned);
      } catch (error) {
        unreached.push({ batch, file: file.path, why: whyNot.said(error) });
      }
    }
    const path = workbookOf(record);
    if (path !== undefined) files.push({ batch, home: batch, path, kind: 'workbook', line: '' });
  }
  return {
    retention,
    batches: batches.map((record) => ({
      batch: record.batch,
      label: record.label,
      incarnation: incarnationOf(record),
    })),
    files: inOrder(files),
    purges: [...purges],
    leftovers: [],
    unreadable: [],
    unreached,
  };
}

/** Of the files by status those of these statuses; of a correction also the first batch's corrected file. */
function filesOf(record: BatchRecord, statuses: readonly Status[]): KeptFile[] {
  const isOf = ({ path, kind }: KeptFile): boolean =>
    kind !== 'split' || statuses.some((status) => path.endsWith(`.${status}.csv`));
  const own = filesWithRows(record).filter(isOf);
  const { corrects } = record;
  if (corrects === undefined || !existsSync(corrects.file)) return own;
  return [...own, { path: corrects.file, kind: 'corrected', own: 'corrected' }];
}

async function plannedFile(
  { batch, corrects, language = 'en' }: BatchRecord,
  { path, kind, own }: KeptFile,
): Promise<PlannedFile | undefined> {
  const scanned = await scanFile(path, own, (cause) => unread(path, cause));
  if (kind === 'corrected' && !isCorrectedFile(scanned)) return undefined;
  // It is the first batch's file, wherever that lies, and rows that no correction has changed are that one's.
  const home = kind === 'corrected' && corrects?.file === path ? corrects.first : batch;
  return { batch, home, path, kind, line: lineOf(scanned.titles, scanned.own, language) };
}
