// Reads rows of a batch's outcomes a page at a time, wherever in the file they are: all, or those of a status or a reason. However
// long the file is, a page takes a moment: what is not found by then is on a later page. It masks nothing.

import { open } from 'node:fs/promises';
import { OutcomeBlocks } from '../batch/output/outcome-block.js';
import { OutcomeColumns, type WrittenOutcome } from '../batch/output/outcome-columns.js';
import { outcomesVersion } from '../batch/output/kept-row-index.js';
import { openOutcomes, type WrittenFile, type WrittenPlace } from '../batch/output/written-outcomes.js';
import { batchPaths, outputPaths } from '../batch/paths.js';
import { hasEnded, readState, type BatchRecord } from '../batch/record.js';
import { readPurged } from '../batch/retention/purge.js';
import { isSampleDone } from '../batch/sample.js';
import type { CountedKind, RowIndex, RowKind } from '../collect/row-index.js';
import type { WrittenStatus } from '../domain/status.js';
import { UserError } from '../domain/user-error.js';
import type { App } from './app.js';
import { noOutcomes, type RowIndexes } from './row-indexes.js';

export interface RowsAsked {
  readonly status?: WrittenStatus | undefined;
  readonly code?: string | undefined;
  readonly source?: string | undefined;
  /** Why a row ended as it did, in the words of the file. */
  readonly reason?: string | undefined;
  /** What `next` said of the page before, or a row's number. */
  readonly after?: string | undefined;
  readonly limit: number;
}

export interface RowPage {
  /** May be fewer than asked for while `next` goes on. */
  readonly rows: readonly WrittenOutcome[];
  readonly next: string | null;
}

export interface RowParts {
  readonly app: Pick<App, 'config'>;
  readonly indexes: RowIndexes;
}

/** Of a page; what is not found by then is on the next one. */
const LOOKED_MS = 120;

/** @throws UserError where the batch has no outcomes yet, or none any more */
export async function outcomeRows(
  { app, indexes }: RowParts,
  record: BatchRecord,
  asked: RowsAsked,
): Promise<RowPage> {
  const { path, version, isWhole } = await outcomesOf(record, app);
  const file = await openOutcomes(path, noOutcomes(record));
  const columns = new OutcomeColumns(file.header, record.format);
  const place = await placeIn(path, asked.after, version);
  const page = new Page(asked, columns, place.afterRow);
  const seeks = page.isFiltered || (place.from === undefined && place.afterRow > 0);
  const index = seeks && isWhole ? await indexes.of(record, path, version) : undefined;
  const next = index === undefined ? await readOn(file, place.from, page) : await lookUp(path, index, page);
  return { rows: page.rows, next: next && [page.last, next.row, next.byteStart, version].join(':') };
}

/** Rows of each kind; `isComplete` is false while they are still being counted. */
export async function rowKinds(
  { app, indexes }: RowParts,
  record: BatchRecord,
): Promise<{
  readonly kinds: readonly CountedKind[];
  /** Rows of kinds that are too many to be told apart. */
  readonly others: number;
  readonly isComplete: boolean;
}> {
  const { path, version, isWhole } = await outcomesOf(record, app);
  const index = isWhole ? await indexes.of(record, path, version) : undefined;
  if (index === undefined) return { kinds: [], others: 0, isComplete: false };
  return { kinds: index.kinds, others: index.others, isComplete: true };
}

/** @returns where the next page goes on; null: there is none */
async function readOn(
  { records }: WrittenFile,
  from: WrittenPlace | undefined,
  page: Page,
): Promise<WrittenPlace | null> {
  for await (const some of records(from)) {
    for (const { cells, byteStart, row } of some)
      if (page.take(cells, row) === 'full') return { row, byteStart };
    // The last one is read once more, and passed over.
    const last = some.at(-1);
    if (page.isLate && last !== undefined) return last;
  }
  return null;
}

async function lookUp(path: string, index: RowIndex, page: Page): Promise<WrittenPlace | null> {
  const blocks = await OutcomeBlocks.open(path);
  try {
    for (const block of index.blocks((kind) => page.wants(kind), page.last)) {
      if (page.isLate) return block;
      for (const [at, cells] of (await blocks.read(block)).entries())
        if (page.take(cells, block.row + at) === 'full') return block;
    }
    return null;
  } finally {
    await blocks.close();
  }
}

/** What is found, until it is enough or takes too long. */
class Page {
  readonly rows: WrittenOutcome[] = [];
  /** No row up to this one is on a later page. */
  last: number;
  readonly #asked: RowsAsked;
  readonly #columns: OutcomeColumns;
  readonly #until = performance.now() + LOOKED_MS;

  constructor(asked: RowsAsked, columns: OutcomeColumns, afterRow: number) {
    [this.#asked, this.#columns, this.last] = [asked, columns, afterRow];
  }

  get isFiltered(): boolean {
    const { status, code, source, reason } = this.#asked;
    return [status, code, source, reason].some((each) => each !== undefined);
  }

  get isLate(): boolean {
    return performance.now() > this.#until;
  }

  wants({ status, code, source, message }: RowKind): boolean {
    const asked = this.#asked;
    return (
      (asked.status === undefined || asked.status === status) &&
      (asked.code === undefined || asked.code === code) &&
      (asked.source === undefined || asked.source === source) &&
      (asked.reason === undefined || asked.reason === message)
    );
  }

  /** @param counted the row's number where the line does not say it */
  take(cells: readonly string[], counted: number): 'taken' | 'full' {
    const row = this.#columns.rowOf(cells) ?? counted;
    if (row <= this.last) return 'taken';
    if (this.rows.length === this.#asked.limit) return 'full';
    if (this.wants(this.#columns.kindOf(cells))) this.rows.push(this.#columns.read(cells, row));
    this.last = row;
    return 'taken';
  }
}

interface OutcomesFound {
  readonly path: string;
  readonly version: string;
  /** Whether all rows are in it: those of a sample have numbers with gaps, and are few. */
  readonly isWhole: boolean;
}

async function outcomesOf(
  record: BatchRecord,
  { config: { dataDir } }: RowParts['app'],
): Promise<OutcomesFound> {
  const { batch, outDirectory } = record;
  const paths = batchPaths(dataDir, batch);
  const state = await readState(paths, record);
  const { outcomes, sample } = outputPaths(outDirectory);
  const isWhole = !isSampleDone(state);
  if (isWhole && !hasEnded(state))
    throw new UserError('unended-batch', ({ exporting, states }) =>
      exporting.notEnded({ batch, state: states[state.state] }),
    );
  const at = isWhole ? await readPurged(paths) : undefined;
  if (at !== undefined)
    throw new UserError('purged-batch', ({ batchErrors }) => batchErrors.purged({ batch, at }));
  const path = isWhole ? outcomes : sample;
  const version = await outcomesVersion(path);
  if (version === undefined) throw noOutcomes(record)(new Error(`no ${path}`));
  return { path, version, isWhole };
}

interface Place {
  readonly afterRow: number;
  /** Absent where the file has been written anew since, so that it has to be found again. */
  readonly from?: WrittenPlace | undefined;
}

const AFTER = /^(\d{1,12}):(\d{1,12}):(\d{1,15}):([\d-]{1,40})$/;
const ROW = /^\d{1,12}$/;

async function placeIn(path: string, after = '', version: string): Promise<Place> {
  if (ROW.test(after)) return { afterRow: Number(after) };
  const [, last, row, byteStart, written] = AFTER.exec(after) ?? [];
  if (last === undefined) return { afterRow: 0 };
  const from = { row: Number(row), byteStart: Number(byteStart) };
  // Anybody may write it: in the middle of a record the cells would stand in other columns, where names are not masked.
  const isPlace = written === version && (await endsLine(path, from.byteStart - 1));
  return { afterRow: Number(last), from: isPlace ? from : undefined };
}

const LINE_END = 0x0a;

async function endsLine(path: string, byte: number): Promise<boolean> {
  if (byte < 0) return false;
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(1), 0, 1, byte);
    return bytesRead === 1 && buffer[0] === LINE_END;
  } finally {
    await file.close();
  }
}
