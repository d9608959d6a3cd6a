// Writes the outcomes of an ended batch anew: all rows or those of some statuses, as CSV or as a workbook. Flat memory;
// it changes nothing of the batch.

import { defusedLines, headerLine } from '../../collect/outcome-line.js';
import { OutcomeWorkbook } from '../../collect/outcome-workbook.js';
import { ERASED, STATUSES, statusNamed, type WrittenStatus } from '../../domain/status.js';
import { UserError } from '../../domain/user-error.js';
import { writeWhole } from '../../files/durable.js';
import { TextWriter } from '../../files/text-writer.js';
import type { Say } from '../../words/words.js';
import { readSummary } from '../exit-status.js';
import { outputPaths, type BatchPaths } from '../paths.js';
import { hasEnded, readState, type BatchRecord } from '../record.js';
import { readPurged } from '../retention/purge.js';
import { refuseNoFile, writeInDraft } from './so-far-drafts.js';
import { openOutcomes, type WrittenFile } from './written-outcomes.js';

export type ExportForm = 'csv' | 'xlsx';

export interface ExportRequest {
  /** Whose rows are written; none: all. */
  readonly statuses: readonly WrittenStatus[];
  readonly form: ExportForm;
  readonly target: string;
}

interface ExportedRow {
  readonly status: WrittenStatus;
  readonly cells: readonly string[];
}

/**
 * @returns how many rows were written
 * @throws UserError where the batch has not ended, or its outcomes are not there as it wrote them
 */
export async function exportOutcomes(
  record: BatchRecord,
  paths: BatchPaths,
  { statuses, form, target }: ExportRequest,
): Promise<number> {
  await refuseNoFile(target, '--out');
  await refuseWithoutOutcomes(record, paths);
  const written = await openOutcomes(outputPaths(record.outDirectory).outcomes, (cause) =>
    gone(record, cause.message),
  );
  const wanted = new Set<WrittenStatus>(statuses.length === 0 ? [...STATUSES, ERASED] : statuses);
  let rows = 0;
  await writeInDraft(paths, target, async (file) => {
    const counted = countingRows(exportedRows(written, record), wanted, (more) => (rows += more));
    await (form === 'csv'
      ? writeCsv(file, written.header, counted)
      : writeWorkbook(file, written.header, counted, statuses));
  });
  return rows;
}

async function refuseWithoutOutcomes(record: BatchRecord, paths: BatchPaths): Promise<void> {
  const { batch } = record;
  const state = await readState(paths, record);
  if (!hasEnded(state)) {
    throw new UserError('unended-batch', ({ exporting, states }) =>
      exporting.notEnded({ batch, state: states[state.state] }),
    );
  }
  const purgedAt = await readPurged(paths);
  if (purgedAt === undefined) return;
  throw new UserError('purged-batch', ({ batchErrors }) => batchErrors.purged({ batch, at: purgedAt }));
}

function gone({ batch, outDirectory }: BatchRecord, why: string | Say): UserError {
  const { outcomes: file } = outputPaths(outDirectory);
  return new UserError('incomplete-batch', (words) =>
    words.exporting.unread({ file, batch, why: typeof why === 'string' ? why : why(words) }),
  );
}

/** The rows of the outcomes with their statuses. @throws UserError where the file is not as the batch has written it */
export async function* exportedRows(
  written: WrittenFile,
  record: BatchRecord,
): AsyncGenerator<ExportedRow[]> {
  const place = written.header.indexOf('verify_status', record.format.columnCount);
  if (place === -1) throw gone(record, ({ exporting }) => exporting.noStatusColumn);
  let rows = 0;
  for await (const records of written.records()) {
    rows += records.length;
    yield records.map(({ cells, isBroken }) => {
      const status = statusNamed(cells[place] ?? '');
      // Only a record that could not be read to begin with is too long to be read back.
      if (status === undefined && !isBroken) throw gone(record, ({ exporting }) => exporting.noStatus);
      return { status: status ?? 'unreadable', cells };
    });
  }
  const counted = (await readSummary(record))?.rows;
  if (counted !== undefined && counted !== rows)
    throw gone(record, ({ exporting }) => exporting.cut({ rows, written: counted }));
}

async function* countingRows(
  all: AsyncIterable<ExportedRow[]>,
  wanted: ReadonlySet<WrittenStatus>,
  onRows: (more: number) => void,
): AsyncGenerator<ExportedRow[]> {
  for await (const rows of all) {
    const chosen = rows.filter(({ status }) => wanted.has(status));
    onRows(chosen.length);
    yield chosen;
  }
}

async function writeCsv(
  file: string,
  titles: readonly string[],
  rows: AsyncIterable<ExportedRow[]>,
): Promise<void> {
  await writeWhole(file, String(process.pid), async (handle) => {
    const text = new TextWriter(handle);
    await text.add(headerLine(titles));
    for await (const some of rows) await text.add(defusedLines(some.map(({ cells }) => cells)));
    await text.end();
  });
}

async function writeWorkbook(
  file: string,
  titles: readonly string[],
  rows: AsyncIterable<ExportedRow[]>,
  statuses: readonly WrittenStatus[],
): Promise<void> {
  const sheets = statuses.length === 0 ? 'whole and by status' : statuses;
  const workbook = new OutcomeWorkbook(file, String(process.pid), titles, sheets);
  try {
    for await (const some of rows) await workbook.writeCells(some);
    await workbook.complete();
  } finally {
    await workbook.discard();
  }
}
