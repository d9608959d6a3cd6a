// What is called unusual, and whose fault it is said to be.

import { describe, expect, it } from 'vitest';
import { judge, watchHour, type HourCounts } from '../../../src/domain/watch.js';

/** Monday 2026-11-23 10:00 in China. */
const HOUR = Date.parse('2026-11-23T10:00:00+08:00') / 3_600_000;

function counts(
  label: string,
  hour: number,
  rows: number,
  match: number,
  more: Partial<HourCounts> = {},
): HourCounts {
  return { label, hour, rows, match, lookup_failed: 0, error: 0, ...more };
}

/** Two weeks of hours, each a little different. */
function usualHours(label: string, share = 0.9): HourCounts[] {
  return Array.from({ length: 14 * 24 }, (_, back) => {
    const match = Math.round(200 * share) + (back % 7) - 3;
    return counts(label, HOUR - 1 - back, 200, match, { lookup_failed: back % 3 });
  });
}

describe('an hour', () => {
  it('that is as those before is usual', () => {
    const { labels, anomalies } = watchHour(HOUR, [...usualHours('a'), counts('a', HOUR, 200, 176)]);
    expect(anomalies).toEqual([]);
    expect(labels[0]?.measures.map(({ verdict }) => verdict)).toEqual(['usual', 'usual', 'usual']);
  });

  it('in which the matches fall is unusual, with the band in which they would not have been', () => {
    const { anomalies } = watchHour(HOUR, [...usualHours('a'), counts('a', HOUR, 200, 120)]);
    expect(anomalies).toMatchObject([{ label: 'a', measure: 'match', share: 0.6, cause: 'unknown' }]);
    const { least = 1, share = 0 } = anomalies[0]?.usual ?? {};
    expect(share).toBeCloseTo(0.9, 2);
    expect(least).toBeGreaterThan(0.6);
    expect(least).toBeLessThan(0.9);
  });

  it('in which more look-ups fail, or more calls end in errors, is unusual', () => {
    const now = counts('a', HOUR, 200, 180, { lookup_failed: 15, error: 12 });
    const { anomalies } = watchHour(HOUR, [...usualHours('a'), now]);
    expect(anomalies.map(({ measure }) => measure)).toEqual(['lookup_failed', 'error']);
  });

  it('of few rows raises no alarm, whatever they are', () => {
    const { labels, anomalies } = watchHour(HOUR, [...usualHours('a'), counts('a', HOUR, 3, 0)]);
    expect([labels[0]?.measures[0]?.verdict, anomalies]).toEqual(['few', []]);
  });

  it('of a label nobody knows is held against all labels, and against nothing where there are none', () => {
    const known = watchHour(HOUR, [...usualHours('a'), ...usualHours('b'), counts('new', HOUR, 200, 100)]);
    expect(known.anomalies).toMatchObject([{ label: 'new', measure: 'match' }]);
    const alone = watchHour(HOUR, [counts('new', HOUR, 200, 0)]);
    expect(alone.labels[0]?.measures[0]).toMatchObject({ verdict: 'unknown', usual: undefined });
    expect(alone.anomalies).toEqual([]);
  });

  it('is held against hours like it: nights that are always bad are no news', () => {
    const isNight = (hour: number): boolean => (hour + 8) % 24 < 6;
    const weeks = Array.from({ length: 27 * 24 }, (_, back) => HOUR - 1 - back).map((hour) =>
      counts('a', hour, 200, (isNight(hour) ? 100 : 180) + (hour % 5)),
    );
    const night = HOUR + 17;
    expect(watchHour(night, [...weeks, counts('a', night, 200, 100)]).anomalies).toEqual([]);
    expect(watchHour(HOUR, [...weeks, counts('a', HOUR, 200, 100)]).anomalies).toHaveLength(1);
  });

  it('is not held against hours of more than four weeks ago', () => {
    const old = usualHours('a').map((each) => ({ ...each, hour: each.hour - 29 * 24 }));
    expect(watchHour(HOUR, [...old, counts('a', HOUR, 200, 0)]).anomalies).toEqual([]);
  });
});

describe('a cause', () => {
  const before = [...usualHours('a'), ...usualHours('b'), ...usualHours('c')];
  const causes = (...now: readonly HourCounts[]): string[] =>
    watchHour(HOUR, [...before, ...now]).anomalies.map(({ label, cause }) => `${label} ${cause}`);

  it('is the list where other labels are as usual', () => {
    expect(causes(counts('a', HOUR, 200, 100), counts('b', HOUR, 200, 180))).toEqual(['a list']);
  });

  it('is the provider where all labels show the same', () => {
    expect(causes(counts('a', HOUR, 200, 100), counts('b', HOUR, 200, 90))).toEqual([
      'a provider',
      'b provider',
    ]);
  });

  it('is not known where others have too few rows, or show both', () => {
    expect(causes(counts('a', HOUR, 200, 100), counts('b', HOUR, 2, 0))).toEqual(['a unknown']);
    const mixed = causes(
      counts('a', HOUR, 200, 100),
      counts('b', HOUR, 200, 90),
      counts('c', HOUR, 200, 180),
    );
    expect(mixed).toEqual(['a unknown', 'b unknown']);
  });
});

it('judges nothing by no rows', () => {
  const usual = { p: 0.9, rho: 0, hours: 10, rows: 1000, meanVariance: 0.001 };
  expect(judge('match', { n: 0, hits: 0 }, usual).verdict).toBe('few');
});
