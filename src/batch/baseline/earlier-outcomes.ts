// Reads the outcomes.csv of an ended batch as a stream: for each row, the list's own cells and what was written behind
// them.

import { restored } from '../../collect/outcome-line.js';
import type { ReturnCode } from '../../domain/return-codes.js';
import { statusNamed, type Status } from '../../domain/status.js';
import { UserError } from '../../domain/user-error.js';
import { readRecords } from '../../ingest/csv/record-reader.js';
import { outputPaths } from '../paths.js';
import type { BatchRecord } from '../record.js';

/** What has to be known of the batch. */
export interface EarlierBatch extends Pick<BatchRecord, 'batch' | 'outDirectory' | 'format'> {
  readonly rulesVersion?: number | undefined;
}

export interface WrittenOutcome {
  readonly row: number;
  /** The list's own cells, as the list had them. */
  readonly cells: readonly string[];
  readonly status: Status;
  readonly code: ReturnCode | undefined;
  readonly message: string;
  readonly source: string;
  readonly sessionId: string;
  /** Unix milliseconds. */
  readonly checkedAt: number | undefined;
  /** Empty except for outcomes that were carried. */
  readonly carriedFrom: string;
}

const COLUMNS = {
  status: 'verify_status',
  code: 'verify_code',
  message: 'verify_message',
  source: 'verify_source',
  sessionId: 'verify_session_id',
  checkedAt: 'verify_checked_at',
} as const;
/** Batches of versions that carried nothing over lack this column. */
const CARRIED_FROM = 'verify_carried_from';

const FORMAT = { delimiter: ',', lineEnd: 'lf' } as const;
const MARK_BYTES = Buffer.byteLength('\uFEFF');

/** Some hundred rows, the last of them being number `last`. */
export interface WrittenOutcomes {
  readonly last: number;
  readonly outcomes: readonly WrittenOutcome[];
}

/**
 * In the list's order. A record that can't be read, as one that is longer than any list's may be, is passed over.
 *
 * @throws UserError where it is not the file that the batch has written
 */
export async function* readOutcomes(batch: EarlierBatch): AsyncGenerator<WrittenOutcomes> {
  const path = outputPaths(batch.outDirectory).outcomes;
  const { header, start } = await headOf(path, batch);
  const own = batch.format.columnCount;
  const columns = columnsIn(header, own, path, batch);
  if (start === undefined) return;
  let row = 0;
  for await (const records of readRecords(path, FORMAT, header.length, start)) {
    const outcomes: WrittenOutcome[] = [];
    for (const { cells, fault } of records) {
      row += 1;
      if (fault === undefined) outcomes.push(outcomeIn(cells, row, own, columns, path, batch));
    }
    yield { last: row, outcomes };
  }
}

interface Start {
  readonly row: number;
  readonly line: number;
  readonly byteStart: number;
}

async function headOf(
  path: string,
  batch: EarlierBatch,
): Promise<{ header: readonly string[]; start: Start | undefined }> {
  try {
    const beginning = { row: 1, line: 1, byteStart: MARK_BYTES };
    const found: Omit<Start, 'row'>[] = [];
    let header: readonly string[] = [];
    for await (const records of readRecords(path, FORMAT, undefined, beginning)) {
      if (found.length === 0) header = records[0]?.cells ?? [];
      found.push(...records);
      if (found.length > 1) break;
    }
    const first = found[1];
    return { header, start: first === undefined ? undefined : { ...first, row: 1 } };
  } catch (error) {
    throw new UserError(
      'unusable-previous-batch',
      ({ previousErrors }) => previousErrors.unread({ batch: batch.batch, why: (error as Error).message }),
      { cause: error },
    );
  }
}

type ColumnIndexes = Readonly<Record<keyof typeof COLUMNS, number>> & {
  readonly carriedFrom: number | undefined;
};

function columnsIn(header: readonly string[], own: number, path: string, batch: EarlierBatch): ColumnIndexes {
  const placeOf = (title: string): number | undefined => {
    const place = header.indexOf(title, own);
    return place === -1 ? undefined : place;
  };
  const needed = (title: string): number => placeOf(title) ?? refuse(path, batch);
  return {
    status: needed(COLUMNS.status),
    code: needed(COLUMNS.code),
    message: needed(COLUMNS.message),
    source: needed(COLUMNS.source),
    sessionId: needed(COLUMNS.sessionId),
    checkedAt: needed(COLUMNS.checkedAt),
    carriedFrom: placeOf(CARRIED_FROM),
  };
}

function outcomeIn(
  cells: readonly string[],
  row: number,
  own: number,
  columns: ColumnIndexes,
  path: string,
  batch: EarlierBatch,
): WrittenOutcome {
  const cell = (place: number | undefined): string => (place === undefined ? '' : (cells[place] ?? ''));
  const checkedAt = cell(columns.checkedAt);
  const code = cell(columns.code);
  return {
    row,
    cells: cells.slice(0, own).map(restored),
    status: statusNamed(cell(columns.status)) ?? refuse(path, batch),
    code: code === '' ? undefined : code,
    message: restored(cell(columns.message)),
    source: cell(columns.source),
    sessionId: restored(cell(columns.sessionId)),
    checkedAt: checkedAt === '' ? undefined : Date.parse(checkedAt),
    carriedFrom: cell(columns.carriedFrom),
  };
}

function refuse(path: string, { batch }: EarlierBatch): never {
  throw new UserError('unusable-previous-batch', ({ previousErrors }) =>
    previousErrors.changed({ path, batch }),
  );
}
