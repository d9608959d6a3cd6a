// Which rows of a list are its sample: the first ones, or some that are spread evenly over it. The same list and the
// same number always give the same rows. Pure.

export const SAMPLE_KINDS = ['first', 'spread'] as const;

/** What a person asks for. */
export interface SampleRequest {
  readonly kind: (typeof SAMPLE_KINDS)[number];
  readonly rows: number;
}

export interface Sample extends SampleRequest {
  /** How many rows the list has: more than the sample. */
  readonly of: number;
}

export function isInSample(sample: Sample, row: number): boolean {
  return sample.kind === 'first' ? row <= sample.rows : countUpTo(sample, row) > countUpTo(sample, row - 1);
}

/** The last row of the sample. */
export function lastInSample({ kind, rows, of }: Sample): number {
  return kind === 'first' ? rows : Math.ceil(((2 * rows - 1) * of) / (2 * rows));
}

/** How many rows of a spread sample there are up to this one: each stands in the middle of its part of the list. */
function countUpTo({ rows, of }: Sample, row: number): number {
  return Math.floor((2 * row * rows + of) / (2 * of));
}
