// Writes a batch's files: attempts and outcomes while it calls, the summary at its end and while it is suspended.

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AttemptsFile } from '../../collect/attempts-file.js';
import { makeDirectory, writeJson } from '../../files/durable.js';
import { outcomeHeader, outcomeTitles } from '../../collect/outcome-line.js';
import type { OutcomeSink } from '../../collect/outcome-sink.js';
import { OutcomeFile, onlyRows } from '../../collect/outcome-file.js';
import { OutcomeWorkbook } from '../../collect/outcome-workbook.js';
import { writeOutcomes, type OutcomeInput } from '../../collect/outcomes.js';
import { rowsInQuestion } from '../../collect/rows-in-question.js';
import type { Segment } from '../../collect/segments.js';
import { UnsentRows } from '../../collect/unsent-rows.js';
import type { Counts, Summary, SummaryChanges } from '../../collect/summary.js';
import type { Attempt } from '../../domain/attempt.js';
import { Ledger, type LedgerRules } from '../../domain/ledger.js';
import { isInSample } from '../../domain/sample.js';
import { providerOf } from '../../provider/index.js';
import type { Row } from '../../domain/row.js';
import type { DuplicateFinder } from '../../ingest/people/duplicate-finder.js';
import { readRows } from '../../ingest/read-rows.js';
import { ChangesFile } from '../baseline/changes-file.js';
import type { EarlierPeople } from '../baseline/earlier-people.js';
import { callOfGap, type GapSpan } from '../run/gaps.js';
import type { BatchPaths } from '../paths.js';
import { WrittenRows } from './kept-row-index.js';
import { sinksOf } from './further-files.js';
import { outputPaths } from '../paths.js';
import { isSampleDone } from '../sample.js';
import { formatOf } from '../run/slice-producer.js';
import { outcomeRulesOf, type BatchRecord, type StateRecord } from '../record.js';
import { rowRulesOf } from '../row-rules.js';
import { writeSummary, type FinalFiles, type SummaryPlace } from './write-summary.js';

/** A batch's calls on disk, which of its rows may still be called, and whose outcomes are carried. */
export interface RecordedCalls {
  /** The segments as they are at present. */
  readonly segments: () => readonly Segment[];
  readonly isClosed: (row: number) => boolean;
  /** Resolves when no call comes any more for a row up to this one; undefined: none comes at all. */
  readonly settled?: ((row: number) => Promise<void>) | undefined;
  /** Rows that may have been called without a line. */
  readonly gaps?: ReadonlyMap<number, GapSpan> | undefined;
  /** Whether the provider was asked too often about the row's person on a day. */
  readonly wasAside?: ((row: number) => boolean) | undefined;
  readonly earlier: EarlierPeople | undefined;
  /** The duplicate finder of this list, where another reading of it shares one. */
  readonly finder?: DuplicateFinder | undefined;
  /** The calls at the prices that are on record with them. */
  readonly priced?: ((ledger: Ledger) => Promise<Ledger>) | undefined;
}

/** What a caller may follow of the writing, which takes minutes where the list has millions of rows. */
export interface Onlooker {
  /** Ends the writing and removes what is not complete. */
  readonly signal?: AbortSignal;
  /** Told how many rows are written. */
  readonly onRows?: (rows: number) => void;
}

/** @returns undefined where the signal ended the writing */
export async function unlessStopped<Result>(
  written: Promise<Result>,
  signal: AbortSignal,
): Promise<Result | undefined> {
  try {
    return await written;
  } catch (error) {
    if (signal.aborted && error === signal.reason) return undefined;
    throw error;
  }
}

/** What else is done with attempts and outcomes while they are written. */
interface Besides extends Onlooker {
  readonly onAttempt?: (attempt: Attempt) => void;
  readonly sinks?: readonly OutcomeSink[];
  readonly onLines?: OutcomeInput['onLines'];
}

/**
 * Writes attempts.csv and then outcomes.csv.
 *
 * @returns what was counted while writing them
 */
export async function writeResults(
  record: BatchRecord,
  paths: BatchPaths,
  calls: RecordedCalls,
  writer: string,
  targets: { readonly attempts: string; readonly outcomes: string },
  { signal, onRows, onAttempt, sinks, onLines }: Besides = {},
): Promise<Counts> {
  const { format } = record;
  onRows?.(0);
  const attempts = await AttemptsFile.begin(targets.attempts, writer);
  const until = async (row: number): Promise<void> => {
    await calls.settled?.(row);
    await attempts.follow(paths.segments, calls.segments(), signal);
  };
  const rows = readRows(paths.list, formatOf(record), rowRulesOf(record), {
    finder: calls.finder,
    findEarlier: calls.earlier?.find,
    until,
    ...(signal === undefined ? {} : { signal }),
  });
  const input = {
    rows: counting(rows, onRows, () => until(Infinity)),
    header: format.header,
    columnCount: format.columnCount,
    places: record.places === true,
    rules: outcomeRulesOf(record),
    isClosed: calls.isClosed,
    wasAside: calls.wasAside,
    gapCall: (row: number) => {
      const span = calls.gaps?.get(row);
      return span && callOfGap(row, span);
    },
    onAttempt: onAttempt ?? (() => undefined),
    onLines,
  };
  const counts = await writeOutcomes(targets.outcomes, writer, attempts, input, sinks);
  const inQuestion = await rowsInQuestion(paths.segments, calls.segments(), counts.questionedIds);
  return { ...counts, inQuestion };
}

async function* counting(
  rows: AsyncIterable<Row[]>,
  onRows: Onlooker['onRows'],
  end: () => Promise<void>,
): AsyncGenerator<Row[]> {
  let count = 0;
  for await (const some of rows) {
    yield some;
    count += some.length;
    onRows?.(count);
  }
  await end();
}

/** Writes all files of an ended batch but its summary. */
export async function writeFinalFiles(
  record: BatchRecord,
  paths: BatchPaths,
  calls: RecordedCalls,
  rules: LedgerRules,
  writer: string,
  onlooker: Onlooker,
): Promise<FinalFiles> {
  await makeDirectory(record.outDirectory);
  const output = outputPaths(record.outDirectory);
  const ledger = ledgerFor(record, rules);
  const onAttempt = (attempt: Attempt): void => {
    ledger.addAttempt(attempt);
  };
  const sinks = sinksOf(record, writer);
  const changes = record.previous === undefined ? undefined : changesSink(record, calls.earlier, writer);
  if (changes !== undefined) sinks.push(changes.file);
  const unsent = new UnsentRows(record.language);
  sinks.push(unsent);
  const rows = WrittenRows.of(record);
  const onLines = rows.add.bind(rows);
  const besides = { ...onlooker, onAttempt, sinks, onLines };
  const counts = await writeResults(record, paths, calls, writer, output, besides);
  await rows.keep(paths, output.outcomes);
  // The files of all rows have what these had.
  for (const path of [output.sample, output.sampleWorkbook]) await rm(path, { force: true });
  return { counts, ledger, changes: changes?.counted(), unsent: unsent.groups() };
}

/** Writes the ledger of an ended batch, then its summary. */
export async function writeFinalSummary(
  record: BatchRecord,
  paths: BatchPaths,
  files: FinalFiles,
  state: StateRecord,
  place: SummaryPlace,
): Promise<Summary> {
  await writeJson(paths.ledger, place.writer, files.ledger);
  return writeSummary(record, state, files, place);
}

function ledgerFor({ provider, priceLists }: BatchRecord, rules: LedgerRules): Ledger {
  return new Ledger(rules, providerOf(provider).codes, priceLists);
}

function changesSink(record: BatchRecord, people: EarlierPeople | undefined, writer: string) {
  const previous = people?.batch?.batch;
  if (people === undefined || previous === undefined) return undefined;
  const file = new ChangesFile(outputPaths(record.outDirectory).changes, writer, record, people);
  const counted = (): SummaryChanges => ({ previous, ...file.counts });
  return { file, counted };
}

/** The outcomes of a sample alone, for people to look at before they let the other rows be called. */
function sampleSinks(
  { files, format, sample, outDirectory, language, ...record }: BatchRecord,
  writer: string,
) {
  if (sample === undefined) return [];
  const columns = [format.header, format.columnCount, record.places === true] as const;
  const paths = outputPaths(outDirectory);
  const sinks: OutcomeSink[] = [new OutcomeFile(paths.sample, writer, outcomeHeader(...columns), language)];
  if (files.xlsx)
    sinks.push(
      new OutcomeWorkbook(paths.sampleWorkbook, writer, outcomeTitles(...columns), 'whole', language),
    );
  return sinks.map((sink) => onlyRows(sink, (row) => isInSample(sample, row)));
}

/** How a suspended batch is left. */
export interface SuspendedState extends StateRecord {
  /** Says why, where that depends on how many rows still need a call. */
  readonly reasonOf?: ((rowsLeft: number) => string) | undefined;
}

/** The summary of a batch that is suspended: counted from files made for that and removed again. */
export async function writeRestingSummary(
  record: BatchRecord,
  paths: BatchPaths,
  calls: RecordedCalls,
  rules: LedgerRules,
  { reasonOf, ...state }: SuspendedState,
  place: SummaryPlace,
  onlooker: Onlooker,
): Promise<Summary> {
  const { writer } = place;
  const ledger = ledgerFor(record, rules);
  const onAttempt = (attempt: Attempt): void => {
    ledger.addAttempt(attempt);
  };
  const sinks = isSampleDone(state) ? sampleSinks(record, writer) : [];
  const drafts = {
    attempts: join(paths.work, `resting-attempts-${writer}.csv`),
    outcomes: join(paths.work, `resting-outcomes-${writer}.csv`),
  };
  try {
    await makeDirectory(record.outDirectory);
    const unsent = new UnsentRows(record.language);
    const besides = { ...onlooker, onAttempt, sinks: [...sinks, unsent] };
    const counts = await writeResults(record, paths, calls, writer, drafts, besides);
    const reason = reasonOf?.(counts.rowsLeft) ?? state.reason;
    // Rows whose turn is still to come are no riddle.
    const known = unsent.groups().filter(({ status }) => status !== 'not_sent');
    const priced = (await calls.priced?.(ledger)) ?? ledger;
    const counted = { counts, ledger: priced, changes: undefined, unsent: known };
    return await writeSummary(record, { ...state, reason }, counted, place);
  } finally {
    await rm(drafts.attempts, { force: true });
    await rm(drafts.outcomes, { force: true });
  }
}
