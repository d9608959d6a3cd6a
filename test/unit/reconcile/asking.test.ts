// Figures are read in every way in which the provider gives them.

import { expect, test } from 'vitest';
import { agree, figuresOf } from '../../../src/reconcile/asking.js';
import type { DayRange } from '../../../src/domain/days.js';
import type { Figures } from '../../../src/domain/provider-counts.js';
import { listAddsUp } from '../../../src/reconcile/balance/provider-checks.js';
import { CountsError } from '../../../src/provider/counts-error.js';

const TODAY = '2026-11-24';
const RANGE = { from: '2026-11-18', to: '2026-11-20' };

function figures(summary: number, ...days: [string, number][]): Figures {
  const list = days.map(([date, calls]) => ({ date, counts: new Map([['0', calls]]) }));
  return { summary: new Map([['0', summary]]), list };
}

/** A provider that answers the whole range as told and knows each single day. */
function provider(whole: Figures | CountsError, single: Readonly<Record<string, Figures>>) {
  const asked: string[] = [];
  const ask = async ({ from, to }: DayRange): Promise<Figures> => {
    asked.push(from === to ? from : 'range');
    if (from === to) return single[from] ?? { summary: new Map(), list: [] };
    if (whole instanceof CountsError) throw whole;
    return whole;
  };
  return { asked, ask };
}

const TOO_LONG = new CountsError('dates', () => 'too long');

test('a range that the provider refuses is asked day by day', async () => {
  const bucket = figures(3, ['2026-11-18 00:00:00', 3]);
  const { asked, ask } = provider(TOO_LONG, {
    '2026-11-18': bucket,
    '2026-11-20': figures(4, ['2026-11-20 00:00:00', 4]),
  });
  const got = await figuresOf(ask, RANGE, new Set(), TODAY);
  expect(asked).toEqual(['range', '2026-11-18', '2026-11-19', '2026-11-20']);
  expect(got.summary).toEqual(new Map([['0', 7]]));
  expect(got.list.map(({ date }) => date)).toEqual(['2026-11-18', '2026-11-20']);
});

test('a day that has not begun is not asked for, and counts as nothing', async () => {
  const bucket = figures(3, ['2026-11-18 00:00:00', 3]);
  const { asked, ask } = provider(TOO_LONG, { '2026-11-18': bucket });
  const got = await figuresOf(ask, RANGE, new Set(), '2026-11-19');
  expect(asked).toEqual(['range', '2026-11-18', '2026-11-19']);
  expect(got.summary).toEqual(new Map([['0', 3]]));
});

test('a day that contradicts itself is not hidden by adding up', async () => {
  const { ask } = provider(TOO_LONG, { '2026-11-18': figures(3, ['2026-11-18 00:00:00', 2]) });
  expect(listAddsUp(await figuresOf(ask, RANGE, new Set(), TODAY))).toBe(false);
});

test('another failure is not asked around', async () => {
  const { asked, ask } = provider(new CountsError('credentials', () => 'no'), {});
  await expect(figuresOf(ask, RANGE, new Set(), TODAY)).rejects.toMatchObject({ failure: 'credentials' });
  expect(asked).toEqual(['range']);
});

test('a day that is left out although we called on it is asked alone', async () => {
  const whole = figures(3, ['2026-11-18', 3]);
  const { asked, ask } = provider(whole, { '2026-11-20': figures(4, ['2026-11-20 00:00:00', 4]) });
  const got = await figuresOf(ask, RANGE, new Set(['2026-11-18', '2026-11-20']), TODAY);
  expect(asked).toEqual(['range', '2026-11-20']);
  expect(got.summary).toEqual(new Map([['0', 7]]));
  expect(listAddsUp(got)).toBe(true);
});

test('where only the list was cut the summary stays as it is', async () => {
  const whole = figures(7, ['2026-11-18', 3]);
  const { ask } = provider(whole, { '2026-11-20': figures(4, ['2026-11-20 00:00:00', 4]) });
  const got = await figuresOf(ask, RANGE, new Set(['2026-11-20']), TODAY);
  expect(got.summary).toEqual(new Map([['0', 7]]));
  expect(listAddsUp(got)).toBe(true);
});

test('one day is asked once', async () => {
  const { asked, ask } = provider(TOO_LONG, {});
  await figuresOf(ask, { from: '2026-11-18', to: '2026-11-18' }, new Set(['2026-11-18']), TODAY);
  expect(asked).toEqual(['2026-11-18']);
});

test.each([
  ['the same', figures(3, ['2026-11-18', 3]), true],
  ['another summary', figures(4, ['2026-11-18', 3]), false],
  ['another day', figures(3, ['2026-11-19', 3]), false],
  ['a row of zeros more', figures(3, ['2026-11-18', 3], ['2026-11-19', 0]), true],
])('an answer agrees with %s: %s', (_, other, expected) => {
  expect(agree(figures(3, ['2026-11-18', 3]), other)).toBe(expected);
});
