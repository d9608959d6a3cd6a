// attempts.csv: one line for every call. The same lines make up the segments that a batch's owners write. No cell
// holds a line break, so a line is a call.

import { parse } from 'csv-parse/sync';
import type { Attempt, CallResult } from '../domain/attempt.js';
import { chinaIso, instantOfChinaIso } from '../domain/china-time.js';
import { numberIfAny } from '../domain/optional-number.js';
import { csvLines } from './csv-lines.js';

const ATTEMPT_COLUMNS = [
  'row',
  'attempt',
  'started_at',
  'finished_at',
  'result',
  'code',
  'http_status',
  'session_id',
  'probe',
  'provider_message',
] as const;
export const ATTEMPT_HEADER = `${ATTEMPT_COLUMNS.join(',')}\n`;

export function attemptLines(attempts: readonly Attempt[]): string {
  return csvLines(attempts.map(cellsOf));
}

function cellsOf(attempt: Attempt): string[] {
  const { startedAt, finishedAt, result, code, httpStatus, sessionId, probe, message } = attempt;
  return [
    String(attempt.row),
    String(attempt.attempt),
    chinaIso(startedAt),
    finishedAt === undefined ? '' : chinaIso(finishedAt),
    result,
    code ?? '',
    String(httpStatus ?? ''),
    defused(sessionId),
    probe ? '1' : '',
    defused(message),
  ];
}

/**
 * A cell that a spreadsheet would run, behind any number of `'`. Each gets one more `'`, so that it can be read back
 * exactly.
 */
const FORMULA = /^'*[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;

function defused(cell: string): string {
  return FORMULA.test(cell) ? `'${cell}` : cell;
}

/** Undoes the added `'`, which earlier versions did not write. */
function restored(cell: string): string {
  return cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell;
}

const RESULTS: ReadonlySet<string> = new Set<CallResult>(['answered', 'refused', 'in_doubt']);

/** A set is asked for speed: this runs for every line, and a schema would take many times longer. */
function isResult(text: string | undefined): text is CallResult {
  return text !== undefined && RESULTS.has(text);
}

/** @param line without its line end */
export function parseAttemptLine(line: string): Attempt {
  const cells = line.includes('"') ? parse(line)[0] : line.split(',');
  const [row, attempt, startedAt, finishedAt, result, code, httpStatus, sessionId, probe, message] =
    cells ?? [];
  if (!isResult(result) || !(Number(row) > 0))
    throw new Error(`a call on record has no known result: row ${row}`);
  return {
    row: Number(row),
    attempt: Number(attempt),
    startedAt: instantOfChinaIso(startedAt ?? ''),
    finishedAt: finishedAt === '' ? undefined : instantOfChinaIso(finishedAt ?? ''),
    result,
    code: code === '' ? undefined : code,
    httpStatus: numberIfAny(httpStatus),
    sessionId: restored(sessionId ?? ''),
    message: restored(message ?? ''),
    probe: probe === '1',
  };
}
