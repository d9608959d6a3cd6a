// Which rows are in the slices of a sample that is spread over the list: they were sliced before the rows between them,
// and are not sliced again. It remembers no row of the sample, only those that are called in their place.

import { isInSample, type Sample } from '../../domain/sample.js';

export class SampledRows {
  readonly #sample: Sample | undefined;
  /** The last row of the sample that is in a slice; they are sliced in the list's order. */
  #last = 0;
  /** Earlier rows of the same people, which are called for duplicates among the sample. */
  readonly #others = new Set<number>();

  /** @param sample undefined where the batch has none. First rows are no slices of their own, and never told. */
  constructor(sample?: Sample) {
    this.#sample = sample;
  }

  /** Told of a slice's rows. */
  add(rows: readonly number[]): void {
    for (const row of rows) {
      if (this.#sample === undefined || !isInSample(this.#sample, row)) this.#others.add(row);
      else this.#last = Math.max(this.#last, row);
    }
  }

  has(row: number): boolean {
    if (this.#sample === undefined) return false;
    return (row <= this.#last && isInSample(this.#sample, row)) || this.#others.has(row);
  }
}
