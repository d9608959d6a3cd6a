// Which rows are in which slice, recorded and synced before the slice is added to the queue. One file per owner; a
// slice that stands in two of them is the same slice.

import { createReadStream } from 'node:fs';
import { open, readdir, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { syncDirectory } from '../../files/durable.js';
import { FILE_MODE } from '../../files/temporary-file.js';

export const positionSchema = z.object({
  row: z.number().int(),
  line: z.number().int(),
  byteStart: z.number().int(),
});
const entrySchema = z.object({
  slice: z.number().int(),
  /** Where the slice's first row begins. */
  start: positionSchema,
  /** When it was recorded, in Unix milliseconds; absent where an earlier version did it. */
  at: z.number().optional(),
  /** Whether it is of a sample that is spread over the list, whose slices come before those of the rows between. */
  sample: z.literal(true).optional(),
  /** Of rows that come again on another day: the number of each one's last attempt. */
  again: z.record(z.string(), z.number().int()).optional(),
  rows: z.array(z.number().int()),
});
export type SliceEntry = z.infer<typeof entrySchema>;

const NAME = /^slices-(\d+)\.jsonl$/;

export class SliceLog {
  readonly #file: FileHandle;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  static async create(directory: string, owner: number): Promise<SliceLog> {
    const file = await open(join(directory, `slices-${owner}.jsonl`), 'wx', FILE_MODE);
    await syncDirectory(directory);
    return new SliceLog(file);
  }

  async append(entries: readonly SliceEntry[]): Promise<void> {
    await this.#file.appendFile(entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
    await this.#file.datasync();
  }

  async close(): Promise<void> {
    await this.#file.close();
  }
}

export interface KnownSlices {
  /** By slice number. */
  readonly unfinished: readonly SliceEntry[];
  /** The slice with the highest number; undefined where none was recorded. */
  readonly last: SliceEntry | undefined;
  /** Those of rows that came again on another day, finished or not. */
  readonly again: readonly SliceEntry[];
  /** Rows in slices of a sample, finished or not. */
  readonly sampled?: readonly number[];
}

/**
 * What earlier owners recorded. A line cut off by a crash was never added and is passed over.
 *
 * @param isFinished lines of such slices are not even parsed, since a long list has many
 */
export async function readSliceLogs(
  directory: string,
  isFinished: (slice: number) => boolean,
): Promise<KnownSlices> {
  const names = (await readdir(directory)).filter((name) => NAME.test(name));
  const unfinished = new Map<number, SliceEntry>();
  const again = new Map<number, SliceEntry>();
  const sampled: number[] = [];
  let last: { slice: number; line: string } | undefined;
  for (const name of names) {
    const input = createReadStream(join(directory, name));
    for await (const line of createInterface({ input, crlfDelay: Infinity })) {
      if (!line.endsWith(LINE_CLOSE)) continue;
      const slice = Number(SLICE_NUMBER.exec(line)?.[1]);
      if (last === undefined || slice >= last.slice) last = { slice, line };
      const comesAgain = line.includes(AGAIN);
      const isSample = line.includes(SAMPLE);
      const entry = isFinished(slice) && !comesAgain && !isSample ? undefined : parseEntry(line);
      if (entry === undefined) continue;
      if (isSample) for (const row of entry.rows) sampled.push(row);
      if (!isFinished(slice)) unfinished.set(slice, entry);
      if (comesAgain) again.set(slice, entry);
    }
  }
  return {
    unfinished: [...unfinished.values()].sort((a, b) => a.slice - b.slice),
    last: last === undefined ? undefined : parseEntry(last.line),
    again: [...again.values()],
    ...(sampled.length === 0 ? {} : { sampled }),
  };
}

/**
 * The last row up to which all are in slices that need to be. Rows come again only when all of the list is; a sample's
 * slices come before those of other rows.
 */
export function lastRowSliced(last: SliceEntry | undefined): number {
  if (last?.sample === true) return 0;
  return last?.again === undefined ? (last?.rows.at(-1) ?? 0) : Infinity;
}

/** Every whole line ends like this, because `rows` is its last field. A line that a crash cut off doesn't. */
const LINE_CLOSE = ']}';
const AGAIN = '"again":';
const SAMPLE = '"sample":true';
const SLICE_NUMBER = /^\{"slice":(\d+),/;

function parseEntry(line: string): SliceEntry | undefined {
  try {
    return entrySchema.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}

/** The highest number that an owner of this batch has used in a file's name. */
export async function highestOwner(directories: readonly string[]): Promise<number> {
  let highest = 0;
  for (const directory of directories) {
    for (const name of await readdir(directory).catch(() => [])) {
      highest = Math.max(
        highest,
        Number(/^(?:slices-|checkpoint-|state-)?(\d+)\.(?:jsonl|json|csv)$/.exec(name)?.[1] ?? 0),
      );
    }
  }
  return highest;
}
