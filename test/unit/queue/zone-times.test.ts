// Times of a schedule on the clocks of zones that skip and repeat hours, and of those that don't.

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clockText, nextTimes } from '../../../src/queue/zone-times.js';

function times(cron: string, tz: string, from: string, count: number): string[] {
  return nextTimes({ cron, tz }, Date.parse(from), count).map((at) =>
    new Date(at).toISOString().slice(0, 16),
  );
}

describe('a schedule', () => {
  it('of Shanghai is due at the same hour all the year', () => {
    expect(times('30 1 * * *', 'Asia/Shanghai', '2026-11-25T17:29:59Z', 2)).toEqual([
      '2026-11-25T17:30',
      '2026-11-26T17:30',
    ]);
  });

  it('whose time the zone skips is due when the clock goes on', () => {
    expect(times('30 2 * * *', 'Europe/Berlin', '2027-03-27T12:00Z', 2)).toEqual([
      '2027-03-28T01:00',
      '2027-03-29T00:30',
    ]);
  });

  it('is not lost where the zone skips midnight', () => {
    expect(times('15 0 * * *', 'America/Havana', '2027-03-13T12:00Z', 2)).toEqual([
      '2027-03-14T05:00',
      '2027-03-15T04:15',
    ]);
  });

  it('two of whose times are skipped together is due once', () => {
    expect(times('0,30 2,3 * * *', 'Europe/Berlin', '2027-03-28T00:30Z', 2)).toEqual([
      '2027-03-28T01:00',
      '2027-03-28T01:30',
    ]);
  });

  it('whose time the zone repeats is due the first time alone', () => {
    expect(times('30 2 * * *', 'Europe/Berlin', '2027-10-30T12:00Z', 2)).toEqual([
      '2027-10-31T00:30',
      '2027-11-01T01:30',
    ]);
  });

  it('is not due again where it is asked in the hour that is shown for the second time', () => {
    expect(times('30 2 * * *', 'Europe/Berlin', '2027-10-31T01:00:05Z', 1)).toEqual(['2027-11-01T01:30']);
  });

  it('of a zone that moves by half an hour is due on its clock', () => {
    expect(times('30 1 * * *', 'Australia/Lord_Howe', '2027-04-03T12:00Z', 2)).toEqual([
      '2027-04-03T14:30',
      '2027-04-04T15:00',
    ]);
  });

  it('has times that are later one after another, and no two that look alike on the clock', () => {
    const zones = fc.constantFrom(
      'Asia/Shanghai',
      'Europe/Berlin',
      'America/Havana',
      'Australia/Lord_Howe',
      'America/New_York',
      'Asia/Kathmandu',
      'Pacific/Apia',
    );
    const crons = fc.constantFrom('30 1 * * *', '*/20 * * * *', '0 0 * * 1', '15 0 1 * *', '59 23 * 3,10 *');
    const from = fc.integer({ min: Date.parse('2020-01-01'), max: Date.parse('2035-01-01') });
    fc.assert(
      fc.property(zones, crons, from, (tz, cron, after) => {
        const found = nextTimes({ cron, tz }, after, 30);
        expect(found).toHaveLength(30);
        expect(found.every((at, index) => at > (found[index - 1] ?? after))).toBe(true);
        expect(new Set(found.map((at) => clockText(at, tz))).size).toBe(30);
      }),
      { numRuns: 60 },
    );
  });
});
