// attempts.csv: one line for every call. The same lines make up the segments that a batch's owners write. No cell
// holds a line break, so a line is a call.

import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { z } from 'zod';
import type { Attempt, CallResult } from '../domain/attempt.js';
import { chinaIso } from '../domain/china-time.js';

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
  return stringify(attempts.map(cellsOf), { record_delimiter: '\n' });
}

function cellsOf(attempt: Attempt): (string | number | undefined)[] {
  const { startedAt, finishedAt, result, code, httpStatus, sessionId, probe, message } = attempt;
  return [
    attempt.row,
    attempt.attempt,
    chinaIso(startedAt),
    finishedAt === undefined ? undefined : chinaIso(finishedAt),
    result,
    code,
    httpStatus,
    sessionId,
    probe ? 1 : undefined,
    message,
  ];
}

const results = z.enum(['answered', 'refused', 'in_doubt'] satisfies CallResult[]);

/** @param line without its line end */
export function parseAttemptLine(line: string): Attempt {
  const cells = line.includes('"') ? parse(line)[0] : line.split(',');
  const [row, attempt, startedAt, finishedAt, result, code, httpStatus, sessionId, probe, message] =
    cells ?? [];
  return {
    row: Number(row),
    attempt: Number(attempt),
    startedAt: Date.parse(startedAt ?? ''),
    finishedAt: finishedAt === '' ? undefined : Date.parse(finishedAt ?? ''),
    result: results.parse(result),
    code: numberOrNone(code),
    httpStatus: numberOrNone(httpStatus),
    sessionId: sessionId ?? '',
    message: message ?? '',
    probe: probe === '1',
  };
}

function numberOrNone(text: string | undefined): number | undefined {
  return text === undefined || text === '' ? undefined : Number(text);
}
