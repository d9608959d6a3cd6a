// Brings a batch's rows into the queue: slices of rows that need a call, recorded before they are added, never more
// unfinished ones than the window holds. On taking over, the slices that were left unfinished go first.

import { dirname } from 'node:path';
import type { DuplicateFinder } from '../../ingest/people/duplicate-finder.js';
import { readRows } from '../../ingest/read-rows.js';
import type { ListFormat, Position } from '../../ingest/list.js';
import type { FindEarlier, Row } from '../../domain/row.js';
import type { SliceRow } from '../../queue/slice-payload.js';
import type { Slice } from '../../queue/slice-queue.js';
import { markReading } from './reading-mark.js';
import type { BatchRecord } from '../record.js';
import type { KnownSlices, SliceEntry } from './slice-log.js';
import type { Window } from './in-flight-window.js';

export interface ProducerPorts {
  readonly listPath: string;
  readonly record: BatchRecord;
  readonly finder: DuplicateFinder | undefined;
  /** Undefined for a batch that is not compared with an earlier one. */
  readonly findEarlier: FindEarlier | undefined;
  readonly window: Window;
  readonly signal: AbortSignal;
  /** Records slices durably. */
  readonly log: (entries: readonly SliceEntry[]) => Promise<void>;
  readonly add: (slices: readonly Slice[]) => Promise<void>;
  /** Whether a slice is on disk already: an owner that was stopped and woke up may have added it first. */
  readonly isCollected: (slice: number) => boolean;
}

/** Rows of the list that are sliced in one reading. */
export interface Part {
  /** The number of the first slice. */
  readonly firstSlice: number;
  /** Whether the row is to be in a slice, if it needs a call. */
  readonly takes: (row: number) => boolean;
  /** The last row that is read. */
  readonly last: number;
  /** Whether these slices come ahead of those of rows between theirs. */
  readonly sample?: true | undefined;
  /** Told of every row that is read. */
  readonly onRow: (row: Row) => void;
}

interface Draft {
  readonly entry: SliceEntry;
  readonly slice: Slice;
}

/** Slices recorded with one sync and added with one round trip. */
const SLICES_AT_ONCE = 20;

/** Adds slices again that an earlier owner has left unfinished. */
export async function addUnfinished(ports: ProducerPorts, { unfinished }: KnownSlices): Promise<void> {
  for (const { slice } of unfinished) ports.window.enter(slice);
  if (unfinished.length > 0) await addAgain(ports, unfinished);
}

/** @returns the number of the last row read, once all of the part that need a call are in slices; undefined if aborted */
export async function produce(ports: ProducerPorts, part: Part): Promise<number | undefined> {
  const drafts = new Drafts(ports.record.sliceRows, part);
  let rows = 0;
  const source = readRows(ports.listPath, formatOf(ports.record), ports.record.rules, {
    signal: ports.signal,
    finder: ports.finder,
    findEarlier: ports.findEarlier,
  });
  for await (const chunk of markReading(dirname(ports.listPath), source)) {
    if (ports.signal.aborted) return undefined;
    for (const row of chunk) {
      if (row.row > part.last) break;
      rows = row.row;
      part.onRow(row);
      drafts.take(row);
    }
    if (!(await flush(ports, drafts, SLICES_AT_ONCE))) return undefined;
    if (rows === part.last) break;
  }
  if (ports.signal.aborted) return undefined;
  drafts.finish();
  return (await flush(ports, drafts, 1)) ? rows : undefined;
}

/**
 * Adds drafts that fit into the window, as long as there are `atLeast` of them. False where it was aborted meanwhile.
 */
async function flush(
  { window, signal, log, add, isCollected }: ProducerPorts,
  drafts: Drafts,
  atLeast: number,
): Promise<boolean> {
  while (drafts.complete.length >= atLeast) {
    await window.room(signal);
    if (signal.aborted) return false;
    const room: Draft[] = [];
    while (room.length < SLICES_AT_ONCE && drafts.complete.length > 0 && !window.full) {
      const draft = drafts.complete.shift();
      if (draft === undefined) break;
      if (!isCollected(draft.slice.slice)) window.enter(draft.slice.slice);
      room.push(draft);
    }
    await log(room.map(({ entry }) => entry));
    await add(room.map(({ slice }) => slice));
  }
  return true;
}

/** Gathers rows into slices. */
class Drafts {
  readonly #sliceRows: number;
  readonly #part: Part;
  #next: number;
  #rows: SliceRow[] = [];
  #start: Position | undefined;
  readonly complete: Draft[] = [];

  constructor(sliceRows: number, part: Part) {
    this.#sliceRows = sliceRows;
    this.#part = part;
    this.#next = part.firstSlice;
  }

  take({ row, line, byteStart, fate }: Row): void {
    if (fate.kind !== 'call' || !this.#part.takes(row)) return;
    this.#start ??= { row, line, byteStart };
    this.#rows.push({ row, person: fate.person });
    if (this.#rows.length >= this.#sliceRows) this.finish();
  }

  /** Closes the unfinished slice. */
  finish(): void {
    if (this.#start === undefined) return;
    const slice = this.#next;
    const { sample } = this.#part;
    const rows = this.#rows.map(({ row }) => row);
    const entry = { slice, start: this.#start, at: Date.now(), ...(sample && { sample }), rows };
    this.complete.push({ entry, slice: { slice, rows: this.#rows } });
    this.#next += 1;
    this.#rows = [];
    this.#start = undefined;
  }
}

export interface AddingPorts extends Pick<ProducerPorts, 'listPath' | 'add' | 'signal'> {
  readonly record: Pick<BatchRecord, 'format' | 'rules'>;
}

/** The unfinished slices lie near each other: one pass from the first one's start finds all their rows. */
export async function addAgain(
  { listPath, record, add, signal }: AddingPorts,
  entries: readonly SliceEntry[],
): Promise<void> {
  const sliceOf = new Map(entries.flatMap((entry) => entry.rows.map((row) => [row, entry] as const)));
  const lastRow = Math.max(...sliceOf.keys());
  const from = entries.reduce(
    (first, { start }) => (start.row < first.row ? start : first),
    entries[0]?.start ?? FIRST,
  );
  const rowsOf = new Map<number, SliceRow[]>();
  // Duplicates and carried rows were found when the slices were made, and are not looked for again.
  const rules = { ...record.rules, dedupe: false };
  for await (const chunk of readRows(listPath, formatOf(record), rules, { from, signal })) {
    for (const { row, fate } of chunk) {
      const entry = sliceOf.get(row);
      if (entry === undefined || fate.kind !== 'call') continue;
      const rows = rowsOf.get(entry.slice) ?? [];
      rows.push({ row, person: fate.person, before: entry.again?.[row] });
      rowsOf.set(entry.slice, rows);
    }
    if ((chunk.at(-1)?.row ?? 0) >= lastRow) break;
  }
  const slices = [...rowsOf].map(([slice, rows]) => ({ slice, rows })).sort((a, b) => a.slice - b.slice);
  for (let at = 0; at < slices.length; at += SLICES_AT_ONCE) await add(slices.slice(at, at + SLICES_AT_ONCE));
}

const FIRST: Position = { row: 1, line: 1, byteStart: 0 };

/** How the recorded list is read. */
export function formatOf({ format }: Pick<BatchRecord, 'format'>): ListFormat {
  return { ...format, header: format.header };
}
