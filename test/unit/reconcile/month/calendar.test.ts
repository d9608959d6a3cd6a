// The calendar of months: which look at a day counts, and which days nobody has reconciled.

import { describe, expect, it } from 'vitest';
import {
  calendarOf,
  monthsBetween,
  type CalendarInput,
  type Look,
} from '../../../../src/reconcile/month/calendar.js';

const BASE: CalendarInput = {
  months: ['2026-11'],
  provider: 'youtu',
  today: '2026-11-20',
  looks: [],
  calls: new Map(),
  states: new Map(),
};

function look(
  report: string,
  madeAt: string,
  ...days: readonly (readonly [string, Look['days'][number]['verdict']])[]
): Look {
  const figures = { ours: 5, in_doubt: 0, theirs: 5, difference: 0 };
  return { report, made_at: madeAt, days: days.map(([date, verdict]) => ({ date, verdict, ...figures })) };
}

describe('the calendar', () => {
  it('has the days that have begun, and those alone', () => {
    const [month] = calendarOf(BASE);
    expect(month?.days.map(({ date }) => date)).toHaveLength(20);
    expect(month).toMatchObject({ state: 'open', verdict: null, calls: 0, unreconciled: 0 });
  });

  it('tells of a day what the newest look says, whatever its report is called', () => {
    const looks = [
      look('2026-11-03_2026-11-03', '2026-11-05T09:00:00.000+08:00', ['2026-11-03', 'balanced']),
      look(
        '2026-11-01_2026-11-20',
        '2026-11-04T01:30:00.000+00:00',
        ['2026-11-03', 'unexplained'],
        ['2026-11-02', 'explained'],
      ),
    ];
    const [month] = calendarOf({ ...BASE, looks });
    expect(month?.days[2]).toMatchObject({ verdict: 'balanced', report: '2026-11-03_2026-11-03' });
    expect(month?.verdict).toBe('explained');
  });

  it('counts days with calls that nobody has looked at since they were over', () => {
    const looks = [
      look('a', '2026-11-03T12:00:00.000+08:00', ['2026-11-03', 'balanced']),
      look('b', '2026-11-05T00:00:00.000+08:00', ['2026-11-04', 'balanced']),
    ];
    const calls = new Map([
      ['2026-11-02', 3],
      ['2026-11-03', 3],
      ['2026-11-04', 3],
      ['2026-11-20', 3],
    ]);
    // 11-02: never looked at; 11-03: while it was not over; 11-20 is today.
    expect(calendarOf({ ...BASE, looks, calls })[0]).toMatchObject({ calls: 12, unreconciled: 2 });
  });

  it('has the verdict of a closed month as it was closed, and that of a bill of the whole month', () => {
    const closed = { state: 'closed', verdict: 'explained', closed_at: 'then', closed_by: 'li' } as const;
    const looks = [look('m', '2026-11-20T00:00:00.000+08:00', ['2026-11', 'unsettled'])];
    const calls = new Map([['2026-11-02', 3]]);
    expect(calendarOf({ ...BASE, looks, calls })[0]).toMatchObject({ verdict: 'unsettled', unreconciled: 0 });
    const states = new Map([['2026-11', closed]]);
    expect(calendarOf({ ...BASE, looks, states })[0]).toMatchObject(closed);
  });

  it('goes over years, and not into months to come', () => {
    expect(monthsBetween('2025-11', '2026-02', '2026-01-31')).toEqual(['2025-11', '2025-12', '2026-01']);
    expect(monthsBetween('2026-03', '2026-02', '2026-04-01')).toEqual([]);
  });
});
