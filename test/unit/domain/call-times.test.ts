// Calls over time: which bucket a call belongs to, and how buckets become a curve.

import { describe, expect, it } from 'vitest';
import type { Attempt } from '../../../src/domain/attempt.js';
import { CallTimes, STEPS_MS } from '../../../src/domain/call-times.js';

const [FIVE, HOUR, DAY] = STEPS_MS;
const NOON = Date.parse('2026-11-30T12:00:00.000+08:00');

function call(startedAt: number, over: Partial<Attempt> = {}): Attempt {
  return {
    row: 1,
    attempt: 1,
    startedAt,
    finishedAt: startedAt + 100,
    result: 'answered',
    code: '0',
    httpStatus: 200,
    sessionId: '',
    message: '',
    probe: false,
    ...over,
  };
}

describe('calls over time', () => {
  it('belong to the time of their answer, or of their start where none came', () => {
    const times = new CallTimes();
    times.add(call(NOON - 50));
    times.add(call(NOON - 50, { result: 'in_doubt', code: undefined, finishedAt: NOON + 10_000 }));
    times.add(call(NOON, { code: '-5803' }));
    times.add(call(NOON, { result: 'refused', code: undefined }));
    const [before, after] = times.points(FIVE);
    expect(before).toEqual({ at: NOON - FIVE, answered: 0, inDoubt: 1, refused: 0, byCode: new Map() });
    const byCode = new Map([
      ['0', 1],
      ['-5803', 1],
    ]);
    expect(after).toEqual({ at: NOON, answered: 2, inDoubt: 0, refused: 1, byCode });
  });

  it('are told by hours, and by days of China, each call once', () => {
    const times = new CallTimes();
    const midnight = Date.parse('2026-12-01T00:00:00.000+08:00');
    for (const at of [NOON, NOON + FIVE, NOON + HOUR, midnight - 1_000, midnight + 1_000])
      times.add(call(at));
    expect(times.points(HOUR).map(({ at, answered }) => [at, answered])).toEqual([
      [NOON, 2],
      [NOON + HOUR, 1],
      [midnight - HOUR, 1],
      [midnight, 1],
    ]);
    expect(times.points(DAY).map(({ at, answered }) => [at, answered])).toEqual([
      [midnight - DAY, 4],
      [midnight, 1],
    ]);
  });

  it('take the smallest step that makes no more points than wanted', () => {
    const times = new CallTimes();
    expect(times.stepFor(10)).toBe(FIVE);
    times.add(call(NOON));
    times.add(call(NOON + 9 * FIVE));
    expect(times.stepFor(10)).toBe(FIVE);
    times.add(call(NOON + 10 * FIVE));
    expect(times.stepFor(10)).toBe(HOUR);
    times.add(call(NOON + 3 * DAY));
    expect(times.stepFor(10)).toBe(DAY);
  });

  it('come back as they were kept', () => {
    const times = new CallTimes();
    for (const at of [NOON, NOON, NOON + HOUR]) times.add(call(at));
    times.add(call(NOON, { result: 'in_doubt', code: undefined }));
    const kept = JSON.parse(JSON.stringify(times)) as ReturnType<CallTimes['toJSON']>;
    expect(CallTimes.fromJSON(kept).points(FIVE)).toEqual(times.points(FIVE));
  });
});
