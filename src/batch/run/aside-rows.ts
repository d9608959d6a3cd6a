// Records rows that are set aside because the provider was asked about their person too often that day. One file per
// owner is synced before Redis forgets their slice. The rows come again in slices of their own, which the slice log
// has.

import { open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { parseForm } from '../../files/damaged-file.js';
import { syncDirectory } from '../../files/durable.js';
import { FILE_MODE } from '../../files/temporary-file.js';
import { positionSchema, type KnownSlices, type SliceEntry } from './slice-log.js';

const asideSchema = z.object({
  slice: z.number().int(),
  /** The position of the slice's first row. */
  start: positionSchema,
  /** Unix milliseconds before which the rows are not called again. */
  until: z.number(),
  /** The rows, each with the number of its last attempt. */
  rows: z.array(z.tuple([z.number().int(), z.number().int()])),
});
/** The rows of one slice that are set aside. */
export type Aside = z.infer<typeof asideSchema>;

const NAME = /^aside-\d+\.jsonl$/;

/** A line that a crash cut off was not acknowledged, so its slice is collected again. */
async function readAside(directory: string): Promise<Aside[]> {
  const found: Aside[] = [];
  for (const name of (await readdir(directory)).filter((each) => NAME.test(each))) {
    const path = join(directory, name);
    for (const [index, line] of (await readFile(path, 'utf8')).split('\n').entries()) {
      if (line.endsWith(LINE_CLOSE)) found.push(parseForm(path, line, asideSchema, index + 1));
    }
  }
  return found.sort((a, b) => a.slice - b.slice);
}

/** Every line ends like this, because `rows` is its last field. */
const LINE_CLOSE = ']}';

interface AsideRow {
  readonly attempts: number;
  readonly until: number;
  readonly slice: number;
  readonly start: SliceEntry['start'];
}

export class AsideRows {
  readonly #directory: string;
  readonly #owner: number;
  /** Rows that have not come again. */
  readonly #open = new Map<number, AsideRow>();
  /** All rows that were ever set aside. */
  readonly #ever = new Set<number>();

  constructor(directory: string, owner: number) {
    this.#directory = directory;
    this.#owner = owner;
  }

  /**
   * Reads what earlier owners have set aside.
   *
   * @param isCollected whether a slice is on disk; what a dead owner has set aside of any other slice is found again
   */
  async recover({ again }: KnownSlices, isCollected: (slice: number) => boolean): Promise<void> {
    for (const aside of await readAside(this.#directory)) if (isCollected(aside.slice)) this.#note(aside);
    for (const { slice, rows } of again) {
      for (const row of rows) if ((this.#open.get(row)?.slice ?? Infinity) < slice) this.#open.delete(row);
    }
  }

  async add(found: readonly Aside[]): Promise<void> {
    if (found.length === 0) return;
    const file = await open(join(this.#directory, `aside-${this.#owner}.jsonl`), 'a', FILE_MODE);
    try {
      await file.appendFile(found.map((aside) => `${JSON.stringify(aside)}\n`).join(''));
      await file.datasync();
    } finally {
      await file.close();
    }
    await syncDirectory(this.#directory);
    for (const aside of found) this.#note(aside);
  }

  #note({ slice, start, until, rows }: Aside): void {
    for (const [row, attempts] of rows) {
      this.#open.set(row, { attempts, until, slice, start });
      this.#ever.add(row);
    }
  }

  get rows(): number[] {
    return [...this.#open.keys()];
  }

  get size(): number {
    return this.#open.size;
  }

  /** Unix milliseconds at which the first row may be called again; undefined where no row is set aside. */
  get until(): number | undefined {
    return this.#open.size === 0
      ? undefined
      : Math.min(...[...this.#open.values()].map(({ until }) => until));
  }

  /** Whether the row was ever set aside. */
  was(row: number): boolean {
    return this.#ever.has(row);
  }

  /**
   * The rows that may be called again by now, in slices.
   *
   * @param first number of the first slice
   * @param most how many slices at most
   */
  due(nowMs: number, first: number, sliceRows: number, most: number): SliceEntry[] {
    const rows = [...this.#open]
      .filter(([, { until }]) => until <= nowMs)
      .sort(([a], [b]) => a - b)
      .slice(0, sliceRows * most);
    return Array.from({ length: Math.ceil(rows.length / sliceRows) }, (_, index) => {
      const part = rows.slice(index * sliceRows, (index + 1) * sliceRows);
      const [start] = part.map(([, aside]) => aside.start).sort((a, b) => a.row - b.row);
      return {
        slice: first + index,
        start: start ?? FIRST,
        at: nowMs,
        again: Object.fromEntries(part.map(([row, { attempts }]) => [row, attempts])),
        rows: part.map(([row]) => row),
      };
    });
  }

  /** Told of slices that are recorded, whose rows are no longer set aside. */
  cameAgain(slices: readonly SliceEntry[]): void {
    for (const { rows } of slices) for (const row of rows) this.#open.delete(row);
  }
}

const FIRST = { row: 1, line: 1, byteStart: 0 };
