// When the calls of a batch were made that has not ended: counted from its segments as they grow, once each, and kept beside them,
// so that nobody reads millions of lines again. It counts; it decides nothing.

import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { parseAttemptLine } from '../collect/attempt-line.js';
import { NO_CHECKPOINT, readCheckpoint } from '../collect/checkpoint.js';
import { readSegments, type Segment } from '../collect/segments.js';
import { CallTimes } from '../domain/call-times.js';
import { readFormIfThere, writeJson } from '../files/durable.js';
import { isMissing, undefinedIfMissing } from '../files/missing-file.js';
import type { BatchPaths } from './paths.js';
import { newestOwner } from './record.js';
import { suspendedCalls } from './run/suspended.js';

const keptSchema = z.object({
  version: z.literal(1),
  /** How many bytes of each segment are counted. */
  read: z.record(z.string(), z.number().int()),
  counts: z
    .array(
      z.tuple([
        z.number().int(),
        z.enum(['answered', 'in_doubt', 'refused']),
        z.string().nullable(),
        z.number().int(),
      ]),
    )
    .readonly(),
});

const CHUNK_BYTES = 1 << 18;
/** After so much was read it is kept, so that another process need not read it again. */
const KEEP_AFTER_BYTES = 4_000_000;
const LINE_END = 0x0a;

export class CallTimesSoFar {
  readonly #paths: BatchPaths;
  #times: CallTimes | undefined;
  #read = new Map<string, number>();
  #unkept = 0;
  #reading: Promise<void> | undefined;

  constructor(paths: BatchPaths) {
    this.#paths = paths;
  }

  /** What is counted by now. */
  get times(): CallTimes {
    return this.#times ?? new CallTimes();
  }

  /** Counts what has come since; whoever asks meanwhile waits for the same. */
  catchUp(): Promise<void> {
    this.#reading ??= this.#catchUp().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #catchUp(): Promise<void> {
    const { work, segments: directory } = this.#paths;
    this.#times ??= await this.#kept();
    const { segments } = await readCheckpoint(work).catch((error: unknown) => {
      if (isMissing(error)) return NO_CHECKPOINT;
      throw error;
    });
    // An owner that was stopped may have written what no later one knows: then all is counted again.
    const lengths = new Map(segments.map(({ file, bytes }) => [file, bytes]));
    if ([...this.#read].some(([file, read]) => (lengths.get(file) ?? -1) < read)) this.#forget();
    for (const { file, bytes } of segments) await this.#follow(join(directory, file), file, bytes);
    if (this.#unkept > KEEP_AFTER_BYTES) await this.#keep();
  }

  async #follow(path: string, name: string, until: number): Promise<void> {
    let from = this.#read.get(name) ?? 0;
    if (from >= until) return;
    const file = await open(path, 'r').catch(undefinedIfMissing);
    // The batch has ended meanwhile, and its ledger has all.
    if (file === undefined) return;
    try {
      while (from < until) {
        const wanted = Math.min(CHUNK_BYTES, until - from);
        const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(wanted), 0, wanted, from);
        const whole = buffer.subarray(0, bytesRead).lastIndexOf(LINE_END) + 1;
        if (whole === 0) return;
        for (const line of buffer.toString('utf8', 0, whole - 1).split('\n'))
          this.#times?.add(parseAttemptLine(line));
        from += whole;
        this.#unkept += whole;
        this.#read.set(name, from);
      }
    } finally {
      await file.close();
    }
  }

  async #kept(): Promise<CallTimes> {
    const found = await readFormIfThere(callTimesPath(this.#paths), keptSchema).catch(() => undefined);
    if (found === undefined) return new CallTimes();
    this.#read = new Map(Object.entries(found.read));
    return CallTimes.fromJSON(found);
  }

  async #keep(): Promise<void> {
    const kept = { version: 1, read: Object.fromEntries(this.#read), ...this.times.toJSON() };
    this.#unkept = 0;
    // A help and no more: a disk that is full, or a batch that has gone, leaves it to be counted again.
    await writeJson(callTimesPath(this.#paths), String(process.pid), kept).catch(() => undefined);
  }

  #forget(): void {
    this.#times = new CallTimes();
    this.#read = new Map();
  }
}

function callTimesPath({ work }: BatchPaths): string {
  return join(work, 'call-times.json');
}

/** The calls of a suspended batch that are not in its segments yet: those of at most a window of slices. */
export async function suspendedTimes(paths: BatchPaths): Promise<CallTimes> {
  const times = new CallTimes();
  const owner = await newestOwner(paths);
  const calls: Segment | undefined =
    owner === undefined ? undefined : await suspendedCalls(paths.segments, owner);
  if (calls === undefined) return times;
  for await (const attempt of readSegments(paths.segments, [calls])) times.add(attempt);
  return times;
}
