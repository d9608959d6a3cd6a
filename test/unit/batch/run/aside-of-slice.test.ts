// Which rows of a finished slice are set aside, and until when.

import { describe, expect, it } from 'vitest';
import { asideOfSlice } from '../../../../src/batch/run/aside-of-slice.js';
import type { Attempt } from '../../../../src/domain/attempt.js';
import { faceidCodes } from '../../../../src/provider/faceid/codes.js';

const RULES = { codes: faceidCodes, retryCodes: new Set(['-4']), maxAttempts: 3, inDoubt: 'retry' as const };
const START = { row: 1, line: 2, byteStart: 9 };
const HOUR_MS = 3_600_000;
const NOON = Date.parse('2026-11-30T12:00:00+08:00');
const MIDNIGHT = Date.parse('2026-12-01T00:00:00+08:00');

function called(row: number, code: string, over: Partial<Attempt> = {}): Attempt {
  const times = { startedAt: NOON - 1, finishedAt: NOON };
  const rest = { httpStatus: 200, sessionId: 's', message: '', probe: false };
  return { row, attempt: 1, result: 'answered', code, ...times, ...rest, ...over };
}

function aside(attempts: readonly Attempt[], skipped: readonly [number, number][], nowMs = NOON) {
  const slice = { slice: 4, attempts, asideRows: new Map(skipped) };
  return asideOfSlice(slice, { start: START }, RULES, nowMs);
}

describe('the rows of a finished slice', () => {
  it('are set aside where the last answer was the limit of the day, or they were not called', () => {
    expect(aside([called(1, '0'), called(2, '-7')], [[3, NOON]])).toEqual({
      slice: 4,
      start: START,
      until: MIDNIGHT,
      rows: [
        [2, 1],
        [3, 0],
      ],
    });
  });

  it('are not where they have their outcome, whatever they met before', () => {
    expect(aside([called(1, '-7'), called(1, '0', { attempt: 2 })], [[1, NOON]])).toBeUndefined();
    expect(aside([called(1, '-5')], [])).toBeUndefined();
  });

  it('are where a call in doubt came before the limit: its number is not used again', () => {
    const doubtful = called(1, '', { result: 'in_doubt', code: undefined, httpStatus: undefined });
    expect(aside([doubtful, called(1, '-7', { attempt: 2 })], [])?.rows).toEqual([[1, 2]]);
  });

  it('wait from the day on which the limit was met, not from that on which the slice was collected', () => {
    const nextMorning = MIDNIGHT + 8 * HOUR_MS;
    expect(aside([called(1, '-7')], [], nextMorning)?.until).toBe(MIDNIGHT);
    expect(aside([], [[1, NOON]], nextMorning)?.until).toBe(MIDNIGHT);
    // Where one of them was met on the later day, all wait for it.
    const late = called(2, '-7', { startedAt: nextMorning - 1, finishedAt: nextMorning });
    expect(aside([called(1, '-7'), late], [], nextMorning)?.until).toBe(MIDNIGHT + 24 * HOUR_MS);
  });

  it('wait from their collection where a worker of an earlier version did not say when', () => {
    expect(aside([], [[1, 0]])?.until).toBe(MIDNIGHT);
  });
});
