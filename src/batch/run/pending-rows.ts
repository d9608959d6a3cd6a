// Which rows of a batch may still be called: those of its unfinished slices, and all behind the last slice. Slices are
// made in the list's order, so what stands before the first unfinished one is settled.

import { PlaceSet } from '../baseline/index-set.js';
import { lastRowSliced, type KnownSlices, type SliceEntry } from './slice-log.js';

export class PendingRows {
  readonly #slices = new Map<number, SliceEntry>();
  /** Rows that are set aside until another day, and are in no slice until then. */
  #aside: readonly number[] = [];
  #first: number | undefined;
  #nextSlice = 0;
  #lastSliced = 0;
  #isWhole = false;
  #isClosed: ((row: number) => boolean) | undefined;
  /** Rows of a sample, which are in slices ahead of the others. */
  readonly sampled = new PlaceSet();
  readonly #waiting = new Set<() => void>();

  /** Takes in what an earlier owner has left. */
  takeOver({ unfinished, last, sampled = [] }: KnownSlices): void {
    for (const row of sampled) this.sampled.add(row);
    for (const entry of unfinished) this.#slices.set(entry.slice, entry);
    this.#lastSliced = lastRowSliced(last);
    this.#nextSlice = (last?.slice ?? -1) + 1;
  }

  /** Told that a slice was made. */
  add(entry: SliceEntry): void {
    this.#slices.set(entry.slice, entry);
    if (entry.sample === true) for (const row of entry.rows) this.sampled.add(row);
    else this.#lastSliced = Math.max(this.#lastSliced, entry.rows.at(-1) ?? 0);
    this.#nextSlice = Math.max(this.#nextSlice, entry.slice + 1);
    this.#first = undefined;
  }

  /** These are of no unfinished slice, and may be called all the same on another day. */
  setAside(rows: readonly number[]): void {
    this.#aside = rows;
    this.finish([]);
  }

  /** Every row that needs a call is in a slice. */
  whole(): void {
    this.#isWhole = true;
    this.#first = undefined;
    this.finish([]);
  }

  /** The rows of these slices have their outcomes, and their calls are on disk. */
  finish(slices: Iterable<number>): void {
    for (const slice of slices) this.#slices.delete(slice);
    this.#first = undefined;
    for (const look of this.#waiting) look();
  }

  /** No further call comes for any row. */
  end(): void {
    const open = [...[...this.#slices.values()].flatMap(({ rows }) => rows), ...this.#aside];
    this.#isClosed = closedRows(this.#lastSliced, open, this.sampled);
    this.finish([]);
  }

  /** The last row that is in a slice, those of a sample not counted. */
  get lastSliced(): number {
    return this.#lastSliced;
  }

  get slices(): number[] {
    return [...this.#slices.keys()];
  }

  /** Undefined where it is finished, or was never added. */
  entryOf(slice: number): SliceEntry | undefined {
    return this.#slices.get(slice);
  }

  /** Behind the highest that there was. */
  get nextSlice(): number {
    return this.#nextSlice;
  }

  /** Whether the row's slice is finished, so that a failed last attempt is final. */
  isClosed(row: number): boolean {
    return this.#isClosed?.(row) ?? row < this.#firstOpen;
  }

  /** Resolves when no call comes any more for any row up to this one. Rejects with the signal's reason. */
  async settled(row: number, signal: AbortSignal): Promise<void> {
    while (this.#isClosed === undefined && row >= this.#firstOpen) await this.#change(signal);
    signal.throwIfAborted();
  }

  get #firstOpen(): number {
    return (this.#first ??= this.#findFirst());
  }

  #findFirst(): number {
    let first = this.#isWhole ? Infinity : this.#lastSliced + 1;
    for (const { rows } of this.#slices.values()) first = Math.min(first, rows[0] ?? Infinity);
    for (const row of this.#aside) first = Math.min(first, row);
    return first;
  }

  #change(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = (): void => {
        this.#waiting.delete(end);
        signal.removeEventListener('abort', end);
        if (signal.aborted) reject(signal.reason as Error);
        else resolve();
      };
      this.#waiting.add(end);
      if (signal.aborted) end();
      else signal.addEventListener('abort', end);
    });
  }
}

/**
 * Which rows' slices are finished.
 *
 * @param lastSliced the last row that is in a slice
 * @param open rows of unfinished slices
 * @param sampled rows that were sliced ahead of the others
 */
export function closedRows(
  lastSliced: number,
  open: readonly number[],
  sampled: Pick<PlaceSet, 'has'>,
): (row: number) => boolean {
  const openRows = new Set(open);
  return (row) => (row <= lastSliced || sampled.has(row)) && !openRows.has(row);
}
