// Until when a person is over for the day: the provider's day is China's, whatever this machine's.

import { expect, test } from 'vitest';
import { overUntil } from '../../../src/domain/over-today.js';

test.each([
  ['2026-11-30T09:00:00+08:00', '2026-12-01T00:00:00+08:00'],
  ['2026-11-30T23:59:59.999+08:00', '2026-12-01T00:00:00+08:00'],
  ['2026-11-30T16:30:00Z', '2026-12-02T00:00:00+08:00'],
  ['2026-12-31T12:00:00+08:00', '2027-01-01T00:00:00+08:00'],
])('who was asked about too often at %s is asked about again from %s', (answeredAt, until) => {
  expect(new Date(overUntil(Date.parse(answeredAt)))).toEqual(new Date(until));
});

test('shortly behind midnight the provider may still be in the day before: a whole day is not lost', () => {
  const soon = overUntil(Date.parse('2026-12-01T00:00:20+08:00'));
  expect(new Date(soon)).toEqual(new Date('2026-12-01T00:10:00+08:00'));
  expect(new Date(overUntil(soon))).toEqual(new Date('2026-12-02T00:00:00+08:00'));
});
