// Writes the outcomes of a batch that has ended to a file of the user's: all of them, or those of some statuses.

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { exportOutcomes, type ExportForm } from '../batch/output/export-outcomes.js';
import { batchPaths } from '../batch/paths.js';
import { readRecord } from '../batch/record.js';
import type { WrittenStatus } from '../domain/status.js';
import { UserError } from '../domain/user-error.js';
import type { App } from './app.js';

export interface ExportOptions {
  /** Whose rows are written; left out: all. */
  readonly statuses?: readonly WrittenStatus[] | undefined;
  /** Whether a workbook is written, with a sheet for each status; left out: as the file's name ends. */
  readonly xlsx?: boolean | undefined;
  /** Left out: made of the batch's id, in the working directory. */
  readonly file?: string | undefined;
  /** Whether a file that is there already is replaced. */
  readonly overwrite?: boolean | undefined;
}

export interface Exported {
  readonly batch: string;
  /** The absolute path of the file. */
  readonly file: string;
  readonly rows: number;
}

/** @throws UserError where the batch has not ended, its outcomes are gone, or the file is there already */
export async function exportBatch(
  { config: { dataDir } }: Pick<App, 'config'>,
  batch: string,
  options: ExportOptions = {},
): Promise<Exported> {
  const statuses = [...new Set(options.statuses)];
  const paths = batchPaths(dataDir, batch);
  const record = await readRecord(paths, batch);
  const { form, file } = targetOf(batch, statuses, options);
  if (options.overwrite !== true && existsSync(file)) {
    throw new UserError('unwritable-file', ({ exporting }) => exporting.isThere({ file }));
  }
  const rows = await exportOutcomes(record, paths, { statuses, form, target: file });
  return { batch, file, rows };
}

const WORKBOOK = /\.xlsx$/i;

function targetOf(
  batch: string,
  statuses: readonly WrittenStatus[],
  { xlsx, file }: ExportOptions,
): { readonly form: ExportForm; readonly file: string } {
  if (file === undefined) {
    const form = xlsx === true ? 'xlsx' : 'csv';
    return { form, file: resolve([batch, ...statuses, form].join('.')) };
  }
  const isNamedSo = WORKBOOK.test(file);
  if (xlsx === true && !isNamedSo) {
    throw new UserError('invalid-options', ({ exporting }) => exporting.noWorkbook({ file }));
  }
  return { form: isNamedSo ? 'xlsx' : 'csv', file: resolve(file) };
}
