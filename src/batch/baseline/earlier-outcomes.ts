// Reads the outcomes.csv of an ended batch as a stream: for each row, the list's own cells and what was written behind
// them.

import type { ReturnCode } from '../../domain/return-codes.js';
import { ERASED, statusNamed, type Status } from '../../domain/status.js';
import { UserError } from '../../domain/user-error.js';
import { openOutcomes } from '../output/written-outcomes.js';
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

/** Some hundred rows, the last of them being number `last`. */
export interface WrittenOutcomes {
  readonly last: number;
  readonly outcomes: readonly WrittenOutcome[];
}

/**
 * In the list's order. A record that can't be read, as one that is longer than any list's may be, is passed over, and so
 * is one whose person was erased: nobody is known by it.
 *
 * @throws UserError where it is not the file that the batch has written
 */
export async function* readOutcomes(batch: EarlierBatch): AsyncGenerator<WrittenOutcomes> {
  const path = outputPaths(batch.outDirectory).outcomes;
  const { header, records } = await openOutcomes(path, (cause) => unreadable(batch, cause));
  const own = batch.format.columnCount;
  const columns = columnsIn(header, own, path, batch);
  for await (const some of records()) {
    const outcomes = some.flatMap(({ row, cells, isBroken }) => {
      const status = isBroken ? undefined : (statusNamed(cells[columns.status] ?? '') ?? refuse(path, batch));
      return status === undefined || status === ERASED ? [] : [outcomeIn(cells, row, own, columns, status)];
    });
    yield { last: some.at(-1)?.row ?? 0, outcomes };
  }
}

function unreadable({ batch }: EarlierBatch, cause: Error): UserError {
  return new UserError(
    'unusable-previous-batch',
    ({ previousErrors }) => previousErrors.unread({ batch, why: cause.message }),
    { cause },
  );
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
  status: Status,
): WrittenOutcome {
  const cell = (place: number | undefined): string => (place === undefined ? '' : (cells[place] ?? ''));
  const checkedAt = cell(columns.checkedAt);
  const code = cell(columns.code);
  return {
    row,
    cells: cells.slice(0, own),
    status,
    code: code === '' ? undefined : code,
    message: cell(columns.message),
    source: cell(columns.source),
    sessionId: cell(columns.sessionId),
    checkedAt: checkedAt === '' ? undefined : Date.parse(checkedAt),
    carriedFrom: cell(columns.carriedFrom),
  };
}

function refuse(path: string, { batch }: EarlierBatch): never {
  throw new UserError('unusable-previous-batch', ({ previousErrors }) =>
    previousErrors.changed({ path, batch }),
  );
}
