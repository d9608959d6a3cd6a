// A call as a line of attempts.csv: what is written comes back, and a line is a call.

import { parse } from 'csv-parse/sync';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { ATTEMPT_HEADER, attemptLines, parseAttemptLine } from '../../../src/collect/attempt-line.js';
import { attempts, call } from './fakes.js';

test('every call comes back as it was, each from its own line', () => {
  fc.assert(
    fc.property(fc.array(attempts, { maxLength: 10 }), (calls) => {
      const lines = attemptLines(calls).split('\n');
      expect(lines.pop()).toBe('');
      expect(lines.map(parseAttemptLine)).toEqual(calls);
    }),
  );
});

test('the columns of the contract come first, in its order and under its names', () => {
  expect(ATTEMPT_HEADER).toMatch(/^row,attempt,started_at,finished_at,result,code,http_status,session_id,/);
  expect(ATTEMPT_HEADER.endsWith('\n')).toBe(true);
});

test('a line is what the contract says', () => {
  const startedAt = Date.parse('2026-11-24T09:30:00.007+08:00');
  const line = attemptLines([
    call(12, 3, { startedAt, finishedAt: startedAt + 40, code: '-5803', sessionId: 's-1' }),
  ]);
  const [record] = parse(ATTEMPT_HEADER + line, { columns: true });
  expect(record).toEqual({
    row: '12',
    attempt: '3',
    started_at: '2026-11-24T09:30:00.007+08:00',
    finished_at: '2026-11-24T09:30:00.047+08:00',
    result: 'answered',
    code: '-5803',
    http_status: '200',
    session_id: 's-1',
    probe: '',
    provider_message: '',
  });
});

test('a call whose end nobody saw has no finished_at', () => {
  const line = attemptLines([call(1, 1, { result: 'in_doubt', finishedAt: undefined })]);
  expect(line).toBe('1,1,1970-01-01T08:00:01.000+08:00,,in_doubt,,,,,\n');
  expect(parseAttemptLine(line.trimEnd()).finishedAt).toBeUndefined();
});

test('a line of an unknown result is refused rather than guessed', () => {
  expect(() => parseAttemptLine('1,1,2026-11-24T09:30:00.000+08:00,,lost,,,,,')).toThrow(
    /no known result: row 1/,
  );
});

test.each(['=1+1', '+x', '-x', '@SUM(A1)', '\tx', '＝1+1', "'=1", "''-1"])(
  'no spreadsheet runs what the provider has sent: %j',
  (text) => {
    const line = attemptLines([call(1, 1, { sessionId: text, message: text })]);
    const [record] = parse<Record<string, string>>(ATTEMPT_HEADER + line, { columns: true });
    expect(record).toMatchObject({ session_id: `'${text}`, provider_message: `'${text}` });
    expect(parseAttemptLine(line.trimEnd())).toMatchObject({ sessionId: text, message: text });
  },
);

test('what an earlier version has written is read as it was', () => {
  const line = attemptLines([call(1, 1, { sessionId: 's-1' })]).trimEnd();
  expect(parseAttemptLine(line.replace('s-1', '=1+1')).sessionId).toBe('=1+1');
});
