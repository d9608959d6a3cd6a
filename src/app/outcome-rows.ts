// Reads rows of a batch's outcomes a page at a time, wherever in the file they are, all or those of one status. It knows the file, not
// who asks, and masks nothing.

import { stat } from 'node:fs/promises';
import { openOutcomes, type WrittenPlace } from '../batch/output/written-outcomes.js';
import { batchPaths, outputPaths } from '../batch/paths.js';
import { hasEnded, readState, type BatchRecord } from '../batch/record.js';
import { readPurged } from '../batch/retention/purge.js';
import { isSampleDone } from '../batch/sample.js';
import { statusNamed, type WrittenStatus } from '../domain/status.js';
import { UserError } from '../domain/user-error.js';
import type { App } from './app.js';

export interface OutcomeRowShown {
  readonly row: number;
  readonly line: number | null;
  readonly name: string;
  readonly idNumber: string;
  readonly status: WrittenStatus;
  readonly code: string | null;
  readonly message: string;
  readonly source: string;
  readonly duplicateOf: number | null;
  readonly attempts: number;
  readonly sessionId: string | null;
  readonly checkedAt: string | null;
  readonly carriedFrom: string | null;
}

export interface RowsAsked {
  readonly status?: WrittenStatus | undefined;
  /** What `next` said of the page before. */
  readonly after?: string | undefined;
  readonly limit: number;
}

export interface RowPage {
  readonly rows: readonly OutcomeRowShown[];
  readonly next: string | null;
}

/** @throws UserError where the batch has no outcomes yet, or none any more */
export async function outcomeRows(
  { config: { dataDir } }: Pick<App, 'config'>,
  record: BatchRecord,
  { status, after, limit }: RowsAsked,
): Promise<RowPage> {
  const path = await outcomesPath(record, dataDir);
  const gone = (cause: Error): UserError =>
    new UserError('incomplete-batch', ({ batchErrors }) => batchErrors.noOutcomes({ batch: record.batch }), {
      cause,
    });
  const { mtimeMs, size } = await stat(path).catch((error: unknown) => {
    throw gone(error as Error);
  });
  const version = `${Math.round(mtimeMs)}-${size}`;
  const { header, records } = await openOutcomes(path, gone);
  const columns = new Columns(header, record);
  const place = placeOf(after, version);
  const rows: OutcomeRowShown[] = [];
  for await (const some of records(place.from)) {
    for (const { cells, byteStart, row: counted } of some) {
      const row = columns.rowOf(cells) ?? counted;
      if (row <= place.afterRow) continue;
      // The page is full, and there is more: the next one begins here.
      if (rows.length === limit)
        return { rows, next: [rows.at(-1)?.row ?? 0, counted, byteStart, version].join(':') };
      const shown = columns.read(cells, row);
      if (status === undefined || shown.status === status) rows.push(shown);
    }
  }
  return { rows, next: null };
}

async function outcomesPath(record: BatchRecord, dataDir: string): Promise<string> {
  const { batch, outDirectory } = record;
  const paths = batchPaths(dataDir, batch);
  const state = await readState(paths, record);
  const { outcomes, sample } = outputPaths(outDirectory);
  if (isSampleDone(state)) return sample;
  if (!hasEnded(state))
    throw new UserError('unended-batch', ({ exporting, states }) =>
      exporting.notEnded({ batch, state: states[state.state] }),
    );
  const at = await readPurged(paths);
  if (at !== undefined)
    throw new UserError('purged-batch', ({ batchErrors }) => batchErrors.purged({ batch, at }));
  return outcomes;
}

interface Place {
  readonly afterRow: number;
  /** Absent where the file has been written anew since, so that it has to be read from its beginning. */
  readonly from?: WrittenPlace | undefined;
}

const AFTER = /^(\d{1,12}):(\d{1,12}):(\d{1,15}):([\d-]{1,40})$/;

function placeOf(after: string | undefined, version: string): Place {
  const [, last, row, byteStart, written] = AFTER.exec(after ?? '') ?? [];
  if (last === undefined) return { afterRow: 0 };
  const from = written === version ? { row: Number(row), byteStart: Number(byteStart) } : undefined;
  return { afterRow: Number(last), from };
}

/** Where the cells of an outcome stand. */
class Columns {
  readonly #at: ReadonlyMap<string, number>;
  readonly #record: BatchRecord;

  constructor(header: readonly string[], record: BatchRecord) {
    const { columnCount } = record.format;
    // A list may have columns of these names itself; what Rollcall writes comes behind them.
    const own = header.flatMap((title, at) => (at < columnCount ? [] : [[title, at] as const]));
    this.#at = new Map(own);
    this.#record = record;
  }

  rowOf(cells: readonly string[]): number | undefined {
    return numberIn(this.#cell(cells, 'verify_row')) ?? undefined;
  }

  read(cells: readonly string[], row: number): OutcomeRowShown {
    const { nameColumn, idColumn } = this.#record.format;
    const textIn = (title: string): string | null => this.#cell(cells, title) || null;
    return {
      row,
      line: numberIn(this.#cell(cells, 'verify_line')),
      name: cells[nameColumn] ?? '',
      idNumber: cells[idColumn] ?? '',
      status: statusNamed(this.#cell(cells, 'verify_status')) ?? 'unreadable',
      code: textIn('verify_code'),
      message: this.#cell(cells, 'verify_message'),
      source: this.#cell(cells, 'verify_source'),
      duplicateOf: numberIn(this.#cell(cells, 'verify_duplicate_of')),
      attempts: numberIn(this.#cell(cells, 'verify_attempts')) ?? 0,
      sessionId: textIn('verify_session_id'),
      checkedAt: textIn('verify_checked_at'),
      carriedFrom: textIn('verify_carried_from'),
    };
  }

  #cell(cells: readonly string[], title: string): string {
    const at = this.#at.get(title);
    return at === undefined ? '' : (cells[at] ?? '');
  }
}

function numberIn(text: string): number | null {
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
}
