// Feeds a batch's rows to the queue, beside the collecting: first those of a sample, where one is asked for, and the
// others once somebody lets them. What becomes of the calls is not its business.

import { lastInSample, isInSample, type Sample } from '../../domain/sample.js';
import type { Row } from '../../domain/row.js';
import type { LiveOptions } from './live-options.js';
import type { PendingRows } from './pending-rows.js';
import type { BatchPorts } from './ports.js';
import type { ProgressTally } from './progress.js';
import { addUnfinished, produce, type ProducerPorts } from './slice-producer.js';
import type { KnownSlices, SliceEntry } from './slice-log.js';

export interface ProductionParts {
  readonly live: Pick<LiveOptions, 'record' | 'reread'>;
  readonly open: PendingRows;
  readonly progress: Pick<ProgressTally, 'read' | 'expect' | 'rowsKnown'>;
  readonly slices: Omit<ProducerPorts, 'record'>;
  /** Adds slices whose rows are read from the list. */
  readonly addFromList: (entries: readonly SliceEntry[]) => Promise<void>;
  /** Told of each row that needs no call. */
  readonly onRowDone: BatchPorts['onRowDone'];
}

/** How many slices of rows that stand for duplicates are added at a time. */
const SLICES_AT_ONCE = 200;

export class Production {
  readonly #parts: ProductionParts;
  /** The number of rows in the list, once every row that needs a call is in a slice. */
  rows: number | undefined;
  fault: unknown;
  #fed = Promise.resolve();
  /** Whether all of the sample is in slices, and no other row may be. */
  isSampled = false;
  /** The sample that this owner has put into slices, or is about to. */
  #sample: Sample | undefined;
  /** The last row that an earlier owner has put into a slice. */
  #slicedBefore = 0;

  constructor(parts: ProductionParts) {
    this.#parts = parts;
  }

  begin(known: KnownSlices): void {
    const { live, open, progress } = this.#parts;
    const { sample } = live.record;
    this.#slicedBefore = open.lastSliced;
    const isSampleFirst = sample !== undefined && sample.lifted !== 'reached';
    if (isSampleFirst) progress.rowsKnown(sample.rows);
    this.#fed = this.#unlessAborted(async () => {
      await addUnfinished(this.#ports, known);
      await (isSampleFirst ? this.#feedSample(sample) : this.#feedRest(false));
    });
  }

  /** Resolves when nothing is being fed. */
  get fed(): Promise<void> {
    return this.#fed;
  }

  /** @returns whether somebody has enlarged the sample, or let all other rows, which then follow */
  async goesOn(): Promise<boolean> {
    const { live, progress } = this.#parts;
    const { sample, recordEstimate } = await live.reread();
    if (sample === undefined) return false;
    if (sample.lifted !== undefined) {
      this.isSampled = false;
      progress.expect(recordEstimate);
      this.#fed = this.#unlessAborted(() => this.#feedRest(true));
      return true;
    }
    if (sample.rows > (this.#sample?.rows ?? 0)) {
      this.isSampled = false;
      progress.rowsKnown(sample.rows);
      this.#fed = this.#unlessAborted(() => this.#feedSample(sample));
      return true;
    }
    // What is left to be shown is how far the files of all rows are.
    progress.rowsKnown(sample.of);
    return false;
  }

  get #ports(): ProducerPorts {
    return { ...this.#parts.slices, record: this.#parts.live.record };
  }

  async #unlessAborted(feed: () => Promise<void>): Promise<void> {
    try {
      await feed();
    } catch (error) {
      if (!this.#parts.slices.signal.aborted) this.fault = error;
    }
  }

  /** @param isSampleRead whether this owner has read the sample already */
  async #feedRest(isSampleRead: boolean): Promise<void> {
    const { live, open, progress } = this.#parts;
    const { sample } = live.record;
    const { lastSliced, sampled } = open;
    const rows = await produce(this.#ports, {
      firstSlice: open.nextSlice,
      takes: (row) => row > lastSliced && !sampled.has(row),
      last: Infinity,
      onRow: (row) => {
        const isOfSample = sample !== undefined && isInSample(sample, row.row);
        if (!isOfSample || !isSampleRead) this.#count(row, isOfSample);
      },
    });
    if (rows === undefined) return;
    progress.rowsKnown(rows);
    open.whole();
    this.rows = rows;
  }

  /** @param wasCounted whether an earlier owner has counted it */
  #count({ row, fate }: Row, wasCounted: boolean): void {
    const done = this.#parts.progress.read(fate);
    // Rows that an earlier owner has put into slices were counted as done already.
    if (done !== undefined && !wasCounted && row > this.#slicedBefore) this.#parts.onRowDone(done);
  }

  async #feedSample(sample: Sample): Promise<void> {
    const { open } = this.#parts;
    const fed = this.#sample;
    this.#sample = sample;
    const isSpread = sample.kind === 'spread';
    const { lastSliced, sampled } = open;
    const originals = new Set<number>();
    const last = await produce(this.#ports, {
      firstSlice: open.nextSlice,
      takes: (row) => isInSample(sample, row) && (isSpread ? !sampled.has(row) : row > lastSliced),
      last: lastInSample(sample),
      sample: isSpread ? true : undefined,
      onRow: (row) => {
        if (!isInSample(sample, row.row) || (fed !== undefined && isInSample(fed, row.row))) return;
        this.#count(row, false);
        const original = originalOf(row);
        if (original !== undefined && !isInSample(sample, original)) originals.add(original);
      },
    });
    if (last === undefined) return;
    this.isSampled = await this.#feedOriginals([...originals].filter((row) => !sampled.has(row)));
  }

  /**
   * A duplicate has the outcome of the row that it repeats, so that one is called where it is not of the sample itself.
   *
   * @returns false if aborted
   */
  async #feedOriginals(rows: number[]): Promise<boolean> {
    const { open, addFromList } = this.#parts;
    const { record, window, signal, log } = this.#ports;
    const { firstByte: byteStart, firstLine: line } = record.format;
    rows.sort((a, b) => a - b);
    const most = SLICES_AT_ONCE * record.sliceRows;
    for (let at = 0; at < rows.length && !signal.aborted; at += most) {
      const entries = slicesOf(rows.slice(at, at + most), record.sliceRows).map((part, index) => ({
        slice: open.nextSlice + index,
        // Where such a row begins was not kept, so the list is read from its first row.
        start: { row: 1, line, byteStart },
        at: Date.now(),
        sample: true as const,
        rows: part,
      }));
      for (const { slice } of entries) window.enter(slice);
      await log(entries);
      await addFromList(entries);
    }
    return !signal.aborted;
  }
}

/** The earlier row that has to be called for this one to have an outcome; undefined where none has. */
function originalOf({ fate, earlier }: Row): number | undefined {
  return fate.kind === 'duplicate' && earlier?.isCarried !== true ? fate.of : undefined;
}

function slicesOf(rows: readonly number[], size: number): number[][] {
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, index) =>
    rows.slice(index * size, (index + 1) * size),
  );
}
