// attempts.csv: one line for every call. The same lines make up the segments that a batch's owners write. No cell
// holds a line break, so a line is a call.

import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { Attempt, CallResult } from '../domain/attempt.js';
import { chinaIso, instantOfChinaIso } from '../domain/china-time.js';
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
    String(code ?? ''),
    String(httpStatus ?? ''),
    sessionId,
    probe ? '1' : '',
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
    startedAt: instantOfChinaIso(startedAt ?? ''),
    finishedAt: finishedAt === '' ? undefined : instantOfChinaIso(finishedAt ?? ''),
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
