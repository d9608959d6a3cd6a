// One call in the journal: a field of its slice's hash. The field is `row.attempt`; the value begins with the
// epoch that wrote it and a letter for its state, which is all that the scripts read. Nothing personal.

import type { Attempt, CallResult } from '../domain/attempt.js';
import { numberIfAny } from '../domain/optional-number.js';

const LETTER: Readonly<Record<CallResult, string>> = { answered: 'a', refused: 'r', in_doubt: 'd' };
const RESULT: ReadonlyMap<string, CallResult> = new Map([
  ['a', 'answered'],
  ['r', 'refused'],
  ['d', 'in_doubt'],
  ['s', 'in_doubt'],
]);

export function fieldOf(row: number, attempt: number): string {
  return `${row}.${attempt}`;
}

/** The value behind the epoch and the state of a call that has ended; its seal comes behind it. */
export function encodeEnd(attempt: Attempt): { letter: string; rest: string } {
  const { startedAt, finishedAt, code, httpStatus, sessionId, message, probe } = attempt;
  const fields = [
    startedAt,
    finishedAt ?? '',
    code ?? '',
    httpStatus ?? '',
    probe ? 'p' : '',
    sessionId,
    message,
  ];
  const rest = fields.join('\t').toWellFormed();
  return { letter: LETTER[attempt.result], rest };
}

/** The same call with its answer put in doubt; the session id stays, as it shows why. */
export function inDoubt(attempt: Attempt): Attempt {
  return { ...attempt, result: 'in_doubt', code: undefined, httpStatus: undefined, message: '' };
}

/**
 * @param hash a slice's hash as Redis returns it: field, value, field, value …; fields that are no calls are passed over
 * @returns its calls by row, then by attempt; a call still marked as sent is in doubt without an end
 */
export function decodeJournal(hash: readonly string[]): Attempt[] {
  const attempts: Attempt[] = [];
  for (let index = 0; index < hash.length; index += 2) {
    const [field = '', value = ''] = [hash[index], hash[index + 1]];
    const dot = field.indexOf('.');
    if (dot !== -1 && !isGapField(field) && !isAsideField(field))
      attempts.push(decodeLine(Number(field.slice(0, dot)), Number(field.slice(dot + 1)), value));
  }
  return attempts.sort((a, b) => a.row - b.row || a.attempt - b.attempt);
}

/** A field that is no call's: it marks a row that may have been called without a line. */
const GAP_FIELD = '.0';

export function isGapField(field: string): boolean {
  return field.endsWith(GAP_FIELD);
}

export function gapFieldOf(row: number): string {
  return `${row}${GAP_FIELD}`;
}

/** A field that is no call's: it follows the number of a row that is not called today. */
const ASIDE_FIELD = '.over';
/** The letter for the state of a line in `ASIDE_FIELD`. */
export const ASIDE_LETTER = 'o';
/** Behind the epoch and the letter; then comes the seal. */
const ASIDE_TIME = /^\d+ o (\d+)/;

function isAsideField(field: string): boolean {
  return field.endsWith(ASIDE_FIELD);
}

export function asideFieldOf(row: number): string {
  return `${row}${ASIDE_FIELD}`;
}

/**
 * Rows of a slice that a worker did not call, as the provider was asked about them too often: each with when that was,
 * in Unix milliseconds; 0 where an earlier version did not say.
 */
export function asideRowsOf(hash: readonly string[]): Map<number, number> {
  const rows = new Map<number, number>();
  for (let index = 0; index < hash.length; index += 2) {
    const [field = '', value = ''] = [hash[index], hash[index + 1]];
    if (!isAsideField(field)) continue;
    rows.set(Number(field.slice(0, -ASIDE_FIELD.length)), Number(ASIDE_TIME.exec(value)?.[1] ?? 0));
  }
  return rows;
}

/** Rows of a slice that may have been called while Redis lost data. */
export function gapRowsOf(hash: readonly string[]): Set<number> {
  const fields = hash.filter((field, index) => index % 2 === 0 && isGapField(field));
  return new Set(fields.map((field) => Number(field.slice(0, -GAP_FIELD.length))));
}

function decodeLine(row: number, attempt: number, value: string): Attempt {
  const first = value.indexOf(' ');
  const result = RESULT.get(value.charAt(first + 1));
  if (result === undefined) throw new Error(`journal line ${row}.${attempt} has an unknown state`);
  const [start, finishedAt, code, httpStatus, mark, sessionId, message] = value.slice(first + 3).split('\t');
  // Of a call without an end, start and mark stand together.
  const [startedAt, sentMark] = (start ?? '').split(' ');
  return {
    row,
    attempt,
    startedAt: Number(startedAt),
    finishedAt: numberIfAny(finishedAt),
    result,
    code: code === undefined || code === '' ? undefined : code,
    httpStatus: numberIfAny(httpStatus),
    sessionId: sessionId ?? '',
    message: message ?? '',
    probe: (mark ?? sentMark) === 'p',
  };
}
