// What earlier owners of a batch have left: counted for the progress shown and for the person who goes on with it.

import { readSegments, type Segment } from '../../collect/segments.js';
import type { Attempt } from '../../domain/attempt.js';
import type { ReturnCodes } from '../../domain/return-codes.js';
import type { ProgressTally } from './progress.js';

/** What is there of a batch that was begun before. */
export interface Found {
  /** Rows that have their outcome. */
  readonly rows: number;
  /** Calls that may have been counted and whose answer nobody saw. */
  readonly inDoubt: number;
  /** Of those: a worker that is alive may still see it. */
  readonly mayEnd: number;
}

/**
 * @param open calls of slices that were left unfinished
 * @param verdicts codes that are an answer about the person
 * @returns undefined where the signal came first
 */
export async function countEarlier(
  directory: string,
  segments: readonly Segment[],
  open: readonly Attempt[],
  verdicts: ReturnCodes['verdicts'],
  progress: Pick<ProgressTally, 'collected'>,
  signal: AbortSignal,
): Promise<Found | undefined> {
  const answered = new Set(
    open.filter(({ code }) => code !== undefined && verdicts.has(code)).map(({ row }) => row),
  );
  const doubtful = open.filter(isDoubtful);
  const mayEnd = doubtful.filter(({ finishedAt }) => finishedAt === undefined).length;
  let inDoubt = doubtful.length;
  let rows = answered.size;
  for await (const calls of byRow(readSegments(directory, segments))) {
    if (signal.aborted) return undefined;
    progress.collected(calls);
    inDoubt += calls.filter(isDoubtful).length;
    rows += 1;
  }
  return { rows, inDoubt, mayEnd };
}

function isDoubtful({ result }: Attempt): boolean {
  return result === 'in_doubt';
}

async function* byRow(attempts: AsyncIterable<Attempt>): AsyncGenerator<Attempt[]> {
  let calls: Attempt[] = [];
  for await (const attempt of attempts) {
    if (calls.length > 0 && calls[0]?.row !== attempt.row) {
      yield calls;
      calls = [];
    }
    calls.push(attempt);
  }
  if (calls.length > 0) yield calls;
}
