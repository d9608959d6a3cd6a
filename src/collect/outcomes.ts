// Makes outcomes.csv from the list's rows and their attempts, in the list's order and in flat memory. It writes files;
// the caller brings the rows' fates.

import type { Attempt } from '../domain/attempt.js';
import {
  carriedOutcome,
  hasVerdict,
  outcomeOfCalls,
  outcomeWithoutCall,
  overOutcome,
  type Outcome,
  type OutcomeRules,
} from '../domain/outcome.js';
import type { Row } from '../domain/row.js';
import type { AttemptsFile } from './attempts-file.js';
import { writeWhole } from '../files/durable.js';
import { outcomeHeader, outcomeLines } from './outcome-line.js';
import type { ListedOutcome, OutcomeSink } from './outcome-sink.js';
import { Tally, type Counts } from './summary.js';
import { TextWriter } from '../files/text-writer.js';

export interface OutcomeInput {
  /** The list's rows from its first, in arrays. */
  readonly rows: AsyncIterable<readonly Row[]>;
  readonly header: readonly string[] | undefined;
  readonly columnCount: number;
  /** Whether the outcomes say where in the list each record stands. */
  readonly places?: boolean;
  readonly rules: OutcomeRules;
  /** Whether the row's slice was finished, so that a failed last attempt is final. */
  readonly isClosed: (row: number) => boolean;
  /**
   * Makes a call that stands for those of a row that may have been called without a line on record; undefined for other
   * rows.
   */
  readonly gapCall?: ((row: number) => Attempt | undefined) | undefined;
  /** Whether the provider was asked too often about the row's person on a day. */
  readonly wasAside?: ((row: number) => boolean) | undefined;
  /** Told of every call, by row. */
  readonly onAttempt: (attempt: Attempt) => void;
  /** Told of rows as they are written, and how many bytes their lines have. */
  readonly onLines?: ((rows: readonly ListedOutcome[], bytes: number) => void) | undefined;
}

/** The file of the rows' calls, which is completed or discarded together with the outcomes, before them. */
export type KnownAttempts = Pick<AttemptsFile, 'attemptsOf' | 'complete' | 'discard'>;

/**
 * @param attempts has a row's calls by the time that the row comes
 * @param sinks are written in the same pass, and complete before outcomes.csv is
 * @returns what was counted while writing
 */
export async function writeOutcomes(
  path: string,
  writer: string,
  attempts: KnownAttempts,
  input: OutcomeInput,
  sinks: readonly OutcomeSink[] = [],
): Promise<Counts> {
  try {
    const tally = new Tally();
    await writeWhole(path, writer, async (file) => {
      const text = new TextWriter(file);
      await text.add(outcomeHeader(input.header, input.columnCount, input.places === true));
      // A function of its own, so that what it makes of these rows can be freed while the next ones are waited for.
      const write = async (rows: readonly Row[]): Promise<void> => {
        const outcomes = outcomesOf(rows, attempts, input, tally);
        const lines = outcomeLines(outcomes, input.rules.language);
        input.onLines?.(outcomes, Buffer.byteLength(lines));
        await text.add(lines);
        for (const sink of sinks) await sink.write(outcomes);
      };
      for await (const rows of input.rows) await write(rows);
      await text.end();
      await attempts.complete();
      for (const sink of sinks) await sink.complete();
    });
    return tally.counts();
  } finally {
    await attempts.discard();
    for (const sink of sinks) await sink.discard();
  }
}

function outcomesOf(
  rows: readonly Row[],
  known: KnownAttempts,
  input: OutcomeInput,
  tally: Tally,
): ListedOutcome[] {
  return rows.map((row) => {
    const { outcome, attempts } = outcomeOf(row, known, input);
    const gap = input.gapCall?.(row.row);
    tally.add(outcome, attempts, gap !== undefined, isOpen(row, outcome, input));
    if (gap !== undefined) input.onAttempt(gap);
    for (const attempt of attempts) input.onAttempt(attempt);
    return { cells: row.cells, outcome, place: input.places ? row : undefined, row };
  });
}

/** Whether the row still needs a call. */
function isOpen({ row, fate }: Row, outcome: Outcome, { isClosed }: OutcomeInput): boolean {
  return fate.kind === 'call' && outcome.source === '' && !isClosed(row);
}

function outcomeOf(
  { row, fate, earlier }: Row,
  known: KnownAttempts,
  input: OutcomeInput,
): { outcome: Outcome; attempts: readonly Attempt[] } {
  const { rules } = input;
  if (fate.kind === 'call') {
    const attempts = known.attemptsOf(row);
    return { outcome: calledOutcome(row, attempts, input, fate.note), attempts };
  }
  if (fate.kind !== 'duplicate') return { outcome: outcomeWithoutCall(fate, rules), attempts: [] };
  if (earlier?.isCarried)
    return { outcome: outcomeWithoutCall(fate, rules, carriedOutcome(earlier, '', rules)), attempts: [] };
  const original = calledOutcome(fate.of, known.attemptsOf(fate.of), input, '');
  return { outcome: outcomeWithoutCall(fate, rules, original), attempts: [] };
}

function calledOutcome(
  row: number,
  attempts: readonly Attempt[],
  { isClosed, rules, gapCall, wasAside }: OutcomeInput,
  note: string,
): Outcome {
  if (wasAside?.(row) === true && isClosed(row) && !hasVerdict(attempts, rules))
    return overOutcome(attempts, rules, note);
  return outcomeOfCalls(attempts, isClosed(row), rules, note, gapCall?.(row) !== undefined);
}
