// Compares a batch's outcomes.csv, attempts.csv and summary.json with its list and with the simulator's own log, row by
// row and call by call. It collects all faults before it reports them.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { LoggedCall } from '../../src/simulator/index.js';
import { OVER_TODAY, type ListedRow, type TestList } from './list.js';

export interface Bounds {
  /** The most calls that may be in doubt: 1.25 × concurrency for every worker process that was killed. */
  readonly inDoubt: number;
  /** The value of `--max-calls`. */
  readonly calls?: number;
  /** With `cancelled`, rows may be left open. */
  readonly end?: 'completed' | 'cancelled';
  /** The most calls that may be answered with FaceID's limit of the day; undefined: not counted. */
  readonly overToday?: number;
  /** A stopped worker that wakes up may still record an answer whose call was given up: then a row has two. */
  readonly lateAnswers?: boolean;
}

export interface Found {
  readonly rows: number;
  readonly calls: number;
  readonly answered: number;
  readonly inDoubt: number;
  /** Calls in doubt that never left. */
  readonly neverLeft: number;
  /** Rows in gaps.csv. */
  readonly gaps: number;
  readonly refused: number;
  readonly byStatus: Readonly<Record<string, number>>;
}

type Line = Readonly<Record<string, string>>;
const SHOWN = 12;

/** @throws Error that names every fault */
export function audit(
  list: TestList,
  directory: string,
  received: readonly LoggedCall[],
  bounds: Bounds,
): Found {
  const problems: string[] = [];
  const complain = (message: string): void => {
    problems.push(message);
  };
  const outcomes = readLines(join(directory, 'outcomes.csv'));
  const attempts = readLines(join(directory, 'attempts.csv'));
  const summary = JSON.parse(readFileSync(join(directory, 'summary.json'), 'utf8')) as Summary;
  const attemptsOf = groupBy(attempts, (line) => Number(line['row']));
  const rowOf = new Map(
    list.rows
      .filter(({ source }) => source === 'api')
      .map(({ row, customer: { idNumber, name } }) => [`${idNumber}\0${name}`, row]),
  );
  const callsOf = groupBy(received, ({ idNumber, name }) => rowOf.get(`${idNumber}\0${name}`) ?? 0);
  for (const call of callsOf.get(0) ?? [])
    complain(`the service was asked about nobody of the list (${call.seq})`);

  const isFinal = finalOf(list);
  checkOutcomes(list.rows, outcomes, attemptsOf, { ...bounds, isFinal }, complain);
  const gaps = gapRows(directory);
  let neverLeft = 0;
  for (const row of new Set([...attemptsOf.keys(), ...callsOf.keys()])) {
    const unrecorded = gaps.has(row) ? Infinity : 0;
    neverLeft += checkRow(
      row,
      attemptsOf.get(row) ?? [],
      callsOf.get(row) ?? [],
      { ...bounds, unrecorded, isFinal },
      complain,
    );
  }
  if (gaps.size === 0) checkBill(attempts, received, complain);
  const overToday = attempts.filter(({ code }) => code === OVER_TODAY).length;
  if (overToday > (bounds.overToday ?? Infinity))
    complain(`${overToday} calls about a name that was over, at most ${bounds.overToday} allowed`);
  const counted = countOf(outcomes, attempts);
  const { inDoubt, calls } = counted;
  if (inDoubt > bounds.inDoubt) complain(`${inDoubt} calls in doubt, at most ${bounds.inDoubt} allowed`);
  if (bounds.calls !== undefined && calls > bounds.calls) complain(`${calls} calls, ${bounds.calls} allowed`);
  checkSummary(summary, counted, complain);
  const text = readFileSync(join(directory, 'attempts.csv'), 'utf8');
  for (const { customer } of list.rows) {
    if (text.includes(customer.idNumber)) complain('attempts.csv holds an identity number');
  }
  if (problems.length > 0) {
    const more = problems.length > SHOWN ? `\n… and ${problems.length - SHOWN} more` : '';
    throw new Error(`${directory}:\n${problems.slice(0, SHOWN).join('\n')}${more}`);
  }
  return { ...counted, neverLeft, gaps: gaps.size };
}

/** Rows that may have been called without a line, as the batch's gaps.csv says. */
function gapRows(directory: string): ReadonlySet<number> {
  const path = join(directory, 'gaps.csv');
  return new Set(existsSync(path) ? readLines(path).map(({ row }) => Number(row)) : []);
}

function groupBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

function readLines(path: string): Line[] {
  return parse<Line>(readFileSync(path), { bom: true, columns: true });
}

/** Every record of the list has one line, in the list's order, with the outcome that the rule gives. */
function checkOutcomes(
  rows: readonly ListedRow[],
  outcomes: readonly Line[],
  attemptsOf: ReadonlyMap<number, readonly Line[]>,
  { end = 'completed', isFinal }: CheckedBounds,
  complain: (message: string) => void,
): void {
  if (outcomes.length !== rows.length) complain(`${outcomes.length} outcomes for ${rows.length} rows`);
  for (const expected of rows) {
    const line = outcomes[expected.row - 1];
    if (line === undefined) break;
    const { row, customer } = expected;
    if (line['客户号'] !== customer.customerNumber || line['身份证号'] !== customer.idNumber) {
      complain(`line ${row} of the outcomes is another record's`);
    }
    const attempts = expected.source === 'api' ? (attemptsOf.get(row) ?? []) : [];
    const seen = [line['verify_status'], line['verify_code'], line['verify_source'], line['verify_attempts']];
    const wanted = wantedOf(expected, attempts, attempts.some(isFinal) ? 'completed' : end, outcomes);
    if (seen.join() !== wanted.join()) complain(`row ${row} is ${seen.join()}, not ${wanted.join()}`);
  }
}

function wantedOf(
  expected: ListedRow,
  attempts: readonly Line[],
  end: 'completed' | 'cancelled',
  outcomes: readonly Line[],
): string[] {
  const { status, source, duplicateOf } = expected;
  const code = expected.code ?? '';
  const full = [status, code, source, String(attempts.length)];
  if (end === 'completed' || source === 'local') return full;
  if (duplicateOf !== undefined) {
    const original = outcomes[duplicateOf - 1];
    return [original?.['verify_status'] ?? '', original?.['verify_code'] ?? '', source, '0'];
  }
  const doubtful = attempts.some(({ result }) => result === 'in_doubt');
  return [doubtful ? 'in_doubt' : 'not_sent', '', '', String(attempts.length)];
}

/** Tells the lines after which a row is not called again. */
function finalOf({ finalCodes }: TestList): (line: Line) => boolean {
  return (line) => line['result'] === 'answered' && finalCodes.has(line['code'] ?? '');
}

/** What the service bills is what was answered with a billed code, and beyond that at most what is in doubt. */
function checkBill(
  attempts: readonly Line[],
  received: readonly LoggedCall[],
  complain: (message: string) => void,
): void {
  const billed = received.filter(({ counted }) => counted);
  const codes = new Set<string>(billed.map(({ code }) => code ?? ''));
  const answered = attempts.filter(({ code }) => codes.has(code ?? '')).length;
  const inDoubt = attempts.filter(({ result }) => result === 'in_doubt').length;
  if (billed.length < answered || billed.length > answered + inDoubt)
    complain(`${billed.length} calls billed, ${answered} answered so and ${inDoubt} in doubt on record`);
}

/**
 * Checks that the calls the service received are those that are recorded.
 *
 * @returns calls in doubt that the service never saw
 */
function checkRow(
  row: number,
  attempts: readonly Line[],
  calls: readonly LoggedCall[],
  { lateAnswers = false, unrecorded, isFinal }: RowBounds,
  complain: (message: string) => void,
): number {
  for (const [index, line] of attempts.entries()) {
    if (Number(line['attempt']) !== index + 1)
      complain(`row ${row}: attempt ${line['attempt']} comes as ${index + 1}.`);
  }
  const bySeq = new Map(calls.map((call) => [String(call.seq), call]));
  for (const line of attempts) {
    if (line['result'] !== 'answered') continue;
    const seq = line['session_id']?.split('-').at(-1) ?? '';
    const call = bySeq.get(seq);
    if (call === undefined)
      complain(`row ${row}: an answer on record to a call that was not received (${seq})`);
    else if (String(call.code) !== line['code'])
      complain(`row ${row}: code ${line['code']}, was ${call.code}`);
    bySeq.delete(seq);
  }
  const inDoubt = attempts.filter(({ result }) => result === 'in_doubt').length;
  // The other calls got no answer, so each of them has a line in doubt.
  if (bySeq.size > inDoubt + unrecorded) {
    complain(
      `row ${row}: ${calls.length} calls received, ${calls.length - bySeq.size} answered and ${inDoubt} in doubt on record`,
    );
  }
  const finals = attempts.filter(isFinal);
  if (finals.length > 1 && !lateAnswers) complain(`row ${row} has ${finals.length} final answers`);
  if (finals.length === 1 && !lateAnswers && attempts.at(-1) !== finals[0]) {
    complain(`row ${row} was called again after it had its outcome`);
  }
  return Math.max(0, inDoubt - bySeq.size);
}

interface CheckedBounds extends Bounds {
  readonly isFinal: (line: Line) => boolean;
}

interface RowBounds extends CheckedBounds {
  /** Calls that may lack a line. */
  readonly unrecorded: number;
}

interface Summary {
  readonly state: string;
  readonly rows: number;
  readonly by_status: Readonly<Record<string, number>>;
  readonly calls: number;
  readonly answered: number;
  readonly in_doubt: number;
  readonly refused: number;
}

type Counted = Omit<Found, 'neverLeft' | 'gaps'>;

function countOf(outcomes: readonly Line[], attempts: readonly Line[]): Counted {
  const results = groupBy(attempts, ({ result }) => result);
  const sizeOf = (result: string): number => results.get(result)?.length ?? 0;
  const statuses = groupBy(outcomes, (line) => line['verify_status'] ?? '');
  return {
    rows: outcomes.length,
    calls: sizeOf('answered') + sizeOf('in_doubt'),
    answered: sizeOf('answered'),
    inDoubt: sizeOf('in_doubt'),
    refused: sizeOf('refused'),
    byStatus: Object.fromEntries([...statuses].map(([status, lines]) => [status, lines.length])),
  };
}

function checkSummary(summary: Summary, counted: Counted, complain: (message: string) => void): void {
  const { rows, calls, answered, in_doubt: inDoubt, refused } = summary;
  const seen = JSON.stringify([rows, calls, answered, inDoubt, refused]);
  const wanted = JSON.stringify([
    counted.rows,
    counted.calls,
    counted.answered,
    counted.inDoubt,
    counted.refused,
  ]);
  if (seen !== wanted) complain(`summary.json counts ${seen}, the files ${wanted}`);
  for (const [status, count] of Object.entries(summary.by_status)) {
    if (count !== (counted.byStatus[status] ?? 0)) complain(`summary.json: ${count} of status ${status}`);
  }
}
