// Makes attempts.csv from the segments and outcomes.csv from the list's rows and attempts.csv, in the list's order
// and in flat memory. It reads and writes files; what a row's fate is comes from outside.

import { createReadStream } from 'node:fs';
import { rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Attempt } from '../domain/attempt.js';
import {
  carriedOutcome,
  outcomeOfCalls,
  outcomeWithoutCall,
  type Outcome,
  type OutcomeRules,
} from '../domain/outcome.js';
import type { Row } from '../domain/row.js';
import { AttemptIndex } from './attempt-index.js';
import { ATTEMPT_HEADER } from './attempt-line.js';
import { writeWhole } from './durable.js';
import { outcomeHeader, outcomeLines } from './outcome-line.js';
import type { ListedOutcome, OutcomeSink } from './outcome-sink.js';
import type { Segment } from './segments.js';
import { Tally, type Counts } from './summary.js';
import { TextWriter } from './text-writer.js';

export interface OutcomeInput {
  /** The list's rows from its first, in arrays. */
  readonly rows: AsyncIterable<readonly Row[]>;
  readonly header: readonly string[] | undefined;
  readonly columnCount: number;
  readonly rules: OutcomeRules;
  /** Whether the row's slice was finished, so that a failed last attempt is final. */
  readonly isClosed: (row: number) => boolean;
  /** Told of every call, by row. */
  readonly onAttempt: (attempt: Attempt) => void;
  /** Ends the writing: nothing is left of what was not complete. */
  readonly signal?: AbortSignal | undefined;
}

/** @param writer names the temporary file's owner */
export async function writeAttempts(
  path: string,
  writer: string,
  segmentsDirectory: string,
  segments: readonly Segment[],
  signal?: AbortSignal,
): Promise<void> {
  await writeWhole(path, writer, async (file) => {
    await file.writeFile(ATTEMPT_HEADER);
    for (const { file: name, bytes } of segments) {
      if (bytes > 0) await append(join(segmentsDirectory, name), bytes, file, signal);
    }
  });
}

const COPIED_AT_ONCE = 1 << 20;

async function append(
  path: string,
  bytes: number,
  target: FileHandle,
  signal: AbortSignal | undefined,
): Promise<void> {
  await pipeline(
    createReadStream(path, { end: bytes - 1, highWaterMark: COPIED_AT_ONCE }),
    async (source: AsyncIterable<Buffer>) => {
      for await (const chunk of source) {
        signal?.throwIfAborted();
        await target.writeFile(chunk);
      }
    },
  );
}

/**
 * @param attemptsPath a complete attempts.csv
 * @param sinks are written in the same pass, and complete before outcomes.csv is
 * @returns what was counted while writing
 */
export async function writeOutcomes(
  path: string,
  writer: string,
  attemptsPath: string,
  input: OutcomeInput,
  sinks: readonly OutcomeSink[] = [],
): Promise<Counts> {
  const indexPath = `${path}.${writer}.index.tmp`;
  let index: AttemptIndex | undefined;
  try {
    const found = await AttemptIndex.build(attemptsPath, indexPath, input.signal);
    index = found;
    const tally = new Tally();
    await writeWhole(path, writer, async (file) => {
      const text = new TextWriter(file);
      await text.add(outcomeHeader(input.header, input.columnCount));
      for await (const rows of input.rows) {
        const outcomes = outcomesOf(rows, found, input, tally);
        await text.add(outcomeLines(outcomes));
        for (const sink of sinks) await sink.write(outcomes);
      }
      await text.end();
      for (const sink of sinks) await sink.complete();
    });
    return tally.counts();
  } finally {
    index?.close();
    for (const sink of sinks) await sink.discard();
    await rm(indexPath, { force: true });
  }
}

function outcomesOf(
  rows: readonly Row[],
  index: AttemptIndex,
  input: OutcomeInput,
  tally: Tally,
): ListedOutcome[] {
  return rows.map((row) => {
    const { outcome, attempts } = outcomeOf(row, index, input);
    tally.add(outcome, attempts);
    for (const attempt of attempts) input.onAttempt(attempt);
    return { cells: row.cells, outcome, row };
  });
}

function outcomeOf(
  { row, fate, earlier }: Row,
  index: AttemptIndex,
  input: OutcomeInput,
): { outcome: Outcome; attempts: readonly Attempt[] } {
  if (fate.kind === 'call') {
    const attempts = index.attemptsOf(row);
    return { outcome: outcomeOfCalls(attempts, input.isClosed(row), input.rules, fate.note), attempts };
  }
  if (fate.kind !== 'duplicate') return { outcome: outcomeWithoutCall(fate), attempts: [] };
  if (earlier?.isCarried)
    return { outcome: outcomeWithoutCall(fate, carriedOutcome(earlier, '')), attempts: [] };
  const original = outcomeOfCalls(index.attemptsOf(fate.of), input.isClosed(fate.of), input.rules, '');
  return { outcome: outcomeWithoutCall(fate, original), attempts: [] };
}
