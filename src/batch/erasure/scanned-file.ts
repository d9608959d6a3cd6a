// The records of a file with outcomes, each with the bytes that it takes: outcomes.csv, the files by status, changes.csv,
// corrected.csv. It tells what stands there, not who is meant.

import { stat } from 'node:fs/promises';
import {
  CORRECTED_COLUMN,
  OUTCOME_COLUMNS,
  PLACE_COLUMNS,
  ROW_COLUMN,
  type CHANGE_COLUMNS,
} from '../../domain/outcome-columns.js';
import type { UserError } from '../../domain/user-error.js';
import { openOutcomes } from '../output/written-outcomes.js';
import type { BatchRecord } from '../record.js';
import type { PlannedFile } from './plan.js';

export interface ScannedRecord {
  /** Its number in the file, from 1. In outcomes.csv that is the row's. */
  readonly number: number;
  /** The list's own cells. */
  readonly own: readonly string[];
  /** What Rollcall wrote under that title; empty where the file has no such column. */
  readonly cell: (title: string) => string;
  /** Whether it can't be read back. */
  readonly isBroken: boolean;
  /** The offset of its first byte, and of the first one behind its line end. */
  readonly start: number;
  readonly end: number;
}

export interface ScannedFile {
  readonly titles: readonly string[];
  /** How many columns are the list's own. */
  readonly own: number;
  /** In the file's order, some hundred at a time. */
  readonly records: () => AsyncGenerator<readonly ScannedRecord[]>;
}

/**
 * @param ownColumns of the list; `corrected`: of a corrected file, which may have more than its list had
 * @param unreadable makes the error for a file that is not there or can't be read
 */
export async function scanFile(
  path: string,
  ownColumns: number | 'corrected',
  unreadable: (cause: Error) => UserError,
): Promise<ScannedFile> {
  const { header, records } = await openOutcomes(path, unreadable);
  const own = ownColumns === 'corrected' ? header.length - WRITTEN_IN_CORRECTED : ownColumns;
  const columns = new Map(header.map((title, column) => [title, column]).slice(own) as [string, number][]);
  const scanned = async function* (): AsyncGenerator<ScannedRecord[]> {
    let waiting: ScannedRecord[] = [];
    for await (const some of records()) {
      const [first] = some;
      if (first !== undefined && waiting.length > 0) yield endedAt(waiting, first.byteStart);
      waiting = some.map(({ row, cells, byteStart, isBroken }, index) => ({
        number: row,
        own: cells.slice(0, own),
        cell: (title) => cells[columns.get(title) ?? -1] ?? '',
        isBroken,
        start: byteStart,
        end: some[index + 1]?.byteStart ?? NaN,
      }));
    }
    if (waiting.length > 0) yield endedAt(waiting, (await stat(path)).size);
  };
  return { titles: header, own, records: scanned };
}

/** Of corrected.csv: what stands behind the columns of the lists. */
const WRITTEN_IN_CORRECTED = OUTCOME_COLUMNS.length + PLACE_COLUMNS.length + 1;

/** Whether the file is one that corrections have written, as somebody else's may be called so. */
export function isCorrectedFile({ titles }: ScannedFile): boolean {
  return titles.at(-1) === CORRECTED_COLUMN && titles.length > WRITTEN_IN_CORRECTED;
}

/** The row of an outcomes.csv that a record of another file is about; undefined where the file does not say so. */
export function rowOfRecord(
  { cell }: ScannedRecord,
  kind: PlannedFile['kind'],
  { batch, previous }: Pick<BatchRecord, 'batch' | 'previous'>,
): { readonly batch: string; readonly row: number } | undefined {
  if (kind === 'split') return { batch, row: Number(cell(ROW_COLUMN)) };
  if (kind === 'changes' && previous !== undefined)
    return { batch: previous.batch, row: Number(cell(PREVIOUS_ROW)) };
  return undefined;
}

const PREVIOUS_ROW: (typeof CHANGE_COLUMNS)[number] = 'verify_previous_row';

/** The last record of some ends where the next ones begin. */
function endedAt(records: readonly ScannedRecord[], end: number): ScannedRecord[] {
  return records.map((record) => (Number.isNaN(record.end) ? { ...record, end } : record));
}
