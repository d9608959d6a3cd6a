// Where in a file of outcomes rows of each kind are: for each block of rows where it begins and which kinds it has, small however
// many rows there are. Nothing personal is in it. It knows no file.

import { z } from 'zod';
import { ERASED, STATUSES, type WrittenStatus } from '../domain/status.js';

/** Rows that ended in the same way, for the same reason. */
export interface RowKind {
  readonly status: WrittenStatus;
  readonly code: string;
  readonly source: string;
  /** Why, in the words that stand in the file. */
  readonly message: string;
}

export interface CountedKind extends RowKind {
  readonly rows: number;
}

/** Rows that follow each other in the file. */
export interface RowBlock {
  /** The first row's number, and the offset of its first byte. */
  readonly row: number;
  readonly byteStart: number;
  /** Where the block ends; undefined: at the end of the file. */
  readonly byteEnd: number | undefined;
}

/** A bit for each kind; kinds beyond that share the last one. */
const KINDS_MOST = 64;
const BITS = 32;
const OTHER = KINDS_MOST - 1;
/** Numbers of a block in a row: the row, the offset, and two halves of its bits. */
const NUMBERS = 4;

export const rowIndexSchema = z.object({
  rows: z.number().int(),
  kinds: z
    .array(z.tuple([z.enum([...STATUSES, ERASED]), z.string(), z.string(), z.string(), z.number().int()]))
    .readonly(),
  /** Rows of kinds that came after there were too many. */
  others: z.number().int(),
  blocks: z.array(z.number()).readonly(),
});
export type RowIndexJson = z.infer<typeof rowIndexSchema>;

interface Kept extends RowKind {
  rows: number;
}

export class RowIndex {
  readonly #kinds: Kept[] = [];
  readonly #byKey = new Map<string, number>();
  readonly #blocks: number[] = [];
  #others = 0;
  #rows = 0;

  get rows(): number {
    return this.#rows;
  }

  /** Each kind with its rows, the most first. */
  get kinds(): readonly CountedKind[] {
    return this.#kinds.toSorted((one, other) => other.rows - one.rows);
  }

  /** Rows of kinds that are not told apart. */
  get others(): number {
    return this.#others;
  }

  /** Begins a block, which the next rows belong to. */
  begin(row: number, byteStart: number): void {
    this.#blocks.push(row, byteStart, 0, 0);
  }

  add({ status, code, source, message }: RowKind): void {
    const key = `${status}\n${code}\n${source}\n${message}`;
    let kind = this.#byKey.get(key);
    if (kind === undefined) {
      kind = Math.min(this.#kinds.length, OTHER);
      if (kind < OTHER) {
        this.#kinds.push({ status, code, source, message, rows: 0 });
        this.#byKey.set(key, kind);
      }
    }
    const counted = this.#kinds[kind];
    if (counted === undefined) this.#others += 1;
    else counted.rows += 1;
    this.#rows += 1;
    const half = this.#blocks.length - (kind < BITS ? 2 : 1);
    this.#blocks[half] = ((this.#blocks[half] ?? 0) | (1 << (kind % BITS))) >>> 0;
  }

  /** Blocks in which rows of such kinds may be, behind this row, in the file's order. */
  *blocks(isWanted: (kind: RowKind) => boolean, afterRow: number): Generator<RowBlock> {
    const masks = [0, 0];
    for (const [at, kind] of this.#kinds.entries())
      if (isWanted(kind)) masks[at < BITS ? 0 : 1] = (masks[at < BITS ? 0 : 1] ?? 0) | (1 << (at % BITS));
    // Kinds that share a bit may be any.
    if (this.#others > 0) masks[1] = (masks[1] ?? 0) | (1 << (OTHER % BITS));
    for (let at = this.#blockOf(afterRow + 1); at < this.#blocks.length; at += NUMBERS) {
      const [row = 0, byteStart = 0, low = 0, high = 0] = this.#blocks.slice(at, at + NUMBERS);
      if (((low & (masks[0] ?? 0)) | (high & (masks[1] ?? 0))) === 0) continue;
      yield { row, byteStart, byteEnd: this.#blocks[at + NUMBERS + 1] };
    }
  }

  /** Where the block with this row stands; the last one for rows beyond the end. */
  #blockOf(row: number): number {
    let [low, high] = [0, this.#blocks.length / NUMBERS - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#blocks[middle * NUMBERS] ?? 0) <= row) low = middle;
      else high = middle - 1;
    }
    return low * NUMBERS;
  }

  toJSON(): RowIndexJson {
    const kinds = this.#kinds.map(
      ({ status, code, source, message, rows }): RowIndexJson['kinds'][number] => [
        status,
        code,
        source,
        message,
        rows,
      ],
    );
    return { rows: this.#rows, kinds, others: this.#others, blocks: this.#blocks };
  }

  static fromJSON({ rows, kinds, others, blocks }: RowIndexJson): RowIndex {
    const index = new RowIndex();
    for (const [status, code, source, message, counted] of kinds) {
      index.#byKey.set(`${status}\n${code}\n${source}\n${message}`, index.#kinds.length);
      index.#kinds.push({ status, code, source, message, rows: counted });
    }
    for (const each of blocks) index.#blocks.push(each);
    [index.#rows, index.#others] = [rows, others];
    return index;
  }
}
