// Which rows of a list are its sample: the first ones, or some that are spread evenly over it, and more of the same kind
// where it was enlarged. The same list and the same numbers always give the same rows. Pure.

export const SAMPLE_KINDS = ['first', 'spread'] as const;

/** What a person asks for. */
export interface SampleRequest {
  readonly kind: (typeof SAMPLE_KINDS)[number];
  readonly rows: number;
}

export interface Sample extends SampleRequest {
  /** How many rows the list has: more than the sample. */
  readonly of: number;
  /** How many rows a spread sample had before each time that it was enlarged; absent: it never was. */
  readonly earlier?: readonly number[] | undefined;
}

export function isInSample(sample: Sample, row: number): boolean {
  if (sample.kind === 'first') return row <= sample.rows;
  let { of } = sample;
  let place = row;
  let before = 0;
  for (const [at, rows] of [...(sample.earlier ?? []), sample.rows].entries()) {
    // Each enlargement takes its rows from those that were left: they are numbered anew, without the rows taken before.
    const part = { rows: rows - before, of, quarter: QUARTERS[at % QUARTERS.length] ?? 0 };
    const taken = countUpTo(part, place);
    if (taken > countUpTo(part, place - 1)) return true;
    place -= taken;
    of -= part.rows;
    before = rows;
  }
  return false;
}

/** The row with which all of the sample has been read. */
export function lastInSample({ kind, rows, of, earlier = [] }: Sample): number {
  if (kind === 'first') return rows;
  return earlier.length === 0 ? Math.ceil(((2 * rows - 1) * of) / (2 * rows)) : of;
}

/** Where the rows stand in their parts of the list: the first ones in the middle, others where it is emptiest. */
const QUARTERS = [2, 0, 3, 1];

/** How many rows there are up to this one, of as many as the list has parts. */
function countUpTo(
  { rows, of, quarter }: { rows: number; of: number; quarter: number },
  row: number,
): number {
  return Math.floor((4 * row * rows + quarter * of) / (4 * of));
}
