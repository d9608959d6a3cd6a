// Which rows of a batch may still be called: those of its unfinished slices, and all behind the last slice. Slices are
// made in the list's order, so what stands before the first unfinished one is settled.

import type { KnownSlices, SliceEntry } from './slice-log.js';

export class PendingRows {
  readonly #rows = new Map<number, readonly number[]>();
  #lastSliced = 0;
  #isWhole = false;
  #isClosed: ((row: number) => boolean) | undefined;
  readonly #waiting = new Set<() => void>();

  /** Takes in what an earlier owner has left. */
  takeOver({ unfinished, last }: KnownSlices): void {
    for (const { slice, rows } of unfinished) this.#rows.set(slice, rows);
    this.#lastSliced = last?.rows.at(-1) ?? 0;
  }

  /** A slice was made. */
  add({ slice, rows }: SliceEntry): void {
    this.#rows.set(slice, rows);
    this.#lastSliced = Math.max(this.#lastSliced, rows.at(-1) ?? 0);
  }

  /** Every row that needs a call is in a slice. */
  whole(): void {
    this.#isWhole = true;
    this.finish([]);
  }

  /** The rows of these slices have their outcomes, and their calls are on disk. */
  finish(slices: Iterable<number>): void {
    for (const slice of slices) this.#rows.delete(slice);
    for (const look of this.#waiting) look();
  }

  /** No further call comes for any row. */
  end(): void {
    this.#isClosed = closedRows(this.#lastSliced, [...this.#rows.values()].flat());
    this.finish([]);
  }

  /** The last row that is in a slice. */
  get lastSliced(): number {
    return this.#lastSliced;
  }

  get slices(): number[] {
    return [...this.#rows.keys()];
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
    const first = this.#rows.values().next();
    const behind = this.#isWhole ? Infinity : this.#lastSliced + 1;
    return (first.done === true ? undefined : first.value[0]) ?? behind;
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
 */
export function closedRows(lastSliced: number, open: readonly number[]): (row: number) => boolean {
  const openRows = new Set(open);
  return (row) => row <= lastSliced && !openRows.has(row);
}
