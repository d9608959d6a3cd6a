// Days and buckets of the provider, at the edges where an hour too few or too many shows.

import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  chinaBucket,
  chinaDay,
  chinaDayStart,
  chinaIso,
  instantOfChinaIso,
} from '../../../src/domain/china-time.js';

const MIDNIGHT = Date.parse('2026-11-24T00:00:00+08:00');

describe('the day in China', () => {
  it('begins at 16:00 of the day before in UTC', () => {
    expect(MIDNIGHT).toBe(Date.UTC(2026, 10, 23, 16));
    expect(chinaDay(MIDNIGHT)).toBe('2026-11-24');
    expect(chinaDay(MIDNIGHT - 1)).toBe('2026-11-23');
  });

  it('ends one millisecond before the next', () => {
    expect(chinaDay(MIDNIGHT + 86_400_000 - 1)).toBe('2026-11-24');
    expect(chinaDay(MIDNIGHT + 86_400_000)).toBe('2026-11-25');
  });

  it('crosses a year with China, not with UTC', () => {
    expect(chinaDay(Date.UTC(2025, 11, 31, 16))).toBe('2026-01-01');
    expect(chinaDay(Date.UTC(2025, 11, 31, 15, 59, 59, 999))).toBe('2025-12-31');
  });

  it('knows the leap day', () => {
    expect(chinaDay(Date.parse('2028-02-29T23:59:59.999+08:00'))).toBe('2028-02-29');
  });
});

describe('a time in an outcome', () => {
  it('has milliseconds and the offset', () => {
    expect(chinaIso(MIDNIGHT + 123)).toBe('2026-11-24T00:00:00.123+08:00');
    expect(chinaIso(MIDNIGHT - 1)).toBe('2026-11-23T23:59:59.999+08:00');
    for (const rubbish of ['', 'yesterday', '2026-11-24T00:00:00.12x+08:00', '2026-13-24T00:00:00.123+08:00'])
      expect(instantOfChinaIso(rubbish)).toBeNaN();
  });

  test('names the instant that it came from', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Date.UTC(2200, 0, 1) }), (instant) => {
        expect(Date.parse(chinaIso(instant))).toBe(instant);
        expect(instantOfChinaIso(chinaIso(instant))).toBe(instant);
      }),
    );
  });
});

describe('a bucket of five minutes', () => {
  it.each([
    ['2026-11-24T09:30:00.000+08:00', '2026-11-24 09:30:00'],
    ['2026-11-24T09:34:59.999+08:00', '2026-11-24 09:30:00'],
    ['2026-11-24T09:35:00.000+08:00', '2026-11-24 09:35:00'],
    ['2026-11-24T00:00:00.000+08:00', '2026-11-24 00:00:00'],
    ['2026-11-23T23:59:59.999+08:00', '2026-11-23 23:55:00'],
  ])('at %s is %s', (instant, bucket) => {
    expect(chinaBucket(Date.parse(instant))).toBe(bucket);
  });
});

describe('the start of a day', () => {
  it('is midnight in China', () => {
    expect(chinaDayStart('2026-11-24')).toBe(MIDNIGHT);
  });

  it.each([
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '2026-1-1',
    '20261124',
    '',
    '2026-11-24T00',
    'today',
  ])('is none for "%s", which is no day of the calendar', (text) => {
    expect(chinaDayStart(text)).toBeUndefined();
  });

  test('and the day belong together', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Date.UTC(2200, 0, 1) }), (instant) => {
        const start = chinaDayStart(chinaDay(instant)) ?? Number.NaN;
        expect(instant - start).toBeGreaterThanOrEqual(0);
        expect(instant - start).toBeLessThan(86_400_000);
      }),
    );
  });
});
