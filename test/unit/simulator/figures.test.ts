// The provider's figures: days and buckets in China, and the faults that figures can have.

import { describe, expect, test } from 'vitest';
import { figuresOf, periodOf, type FigureFaults, type Period } from '../../../src/simulator/figures.js';
import { Tally } from '../../../src/simulator/tally.js';

const NO_FAULTS: FigureFaults = { allRows: false, missing: 0, extra: [], summaryOff: 0 };

function period(start: string, end = start): Period {
  const found = periodOf(start, end);
  if (found === undefined) throw new Error('no period');
  return found;
}

/** Two calls in the last second of 23 November in China, and three in the first of the 24th. */
function aroundMidnight(): Tally {
  const tally = new Tally();
  tally.add(Date.parse('2026-11-23T23:59:59.999+08:00'), '0');
  tally.add(Date.parse('2026-11-23T23:59:59.000+08:00'), '-5803');
  tally.add(Date.parse('2026-11-24T00:00:00.000+08:00'), '0');
  tally.add(Date.parse('2026-11-24T00:04:59.999+08:00'), '0');
  tally.add(Date.parse('2026-11-24T00:05:00.000+08:00'), '-5804');
  return tally;
}

describe('a period', () => {
  test('of one day begins at midnight in China', () => {
    expect(period('2026-11-24').start).toBe(Date.parse('2026-11-23T16:00:00Z'));
    expect(period('2026-11-24').end).toBe(Date.parse('2026-11-24T16:00:00Z'));
  });

  test.each([
    ['no date', undefined, '2026-11-24'],
    ['a number for a date', 20_261_124, '2026-11-24'],
    ['a day that is none', '2026-02-30', '2026-03-01'],
    ['another form', '2026/11/24', '2026/11/24'],
    ['its end before its start', '2026-11-24', '2026-11-23'],
    ['more than a year', '2025-11-24', '2026-11-25'],
  ])('is refused with %s', (_, start, end) => {
    expect(periodOf(start, end)).toBeUndefined();
  });
});

describe('figures', () => {
  test('of one day have a row for each 5-minute bucket with calls, which add up to the summary', () => {
    expect(figuresOf(aroundMidnight().entries(), period('2026-11-24'), NO_FAULTS)).toEqual({
      summary: { '0': 2, '-5804': 1 },
      list: [
        { date: '2026-11-24 00:00:00', '0': 2, '-5804': 0 },
        { date: '2026-11-24 00:05:00', '0': 0, '-5804': 1 },
      ],
    });
  });

  test('of the day before end at midnight in China', () => {
    expect(figuresOf(aroundMidnight().entries(), period('2026-11-23'), NO_FAULTS)).toEqual({
      summary: { '0': 1, '-5803': 1 },
      list: [{ date: '2026-11-23 23:55:00', '0': 1, '-5803': 1 }],
    });
  });

  test('of several days have a row a day', () => {
    expect(figuresOf(aroundMidnight().entries(), period('2026-11-23', '2026-11-24'), NO_FAULTS)).toEqual({
      summary: { '0': 3, '-5803': 1, '-5804': 1 },
      list: [
        { date: '2026-11-23', '0': 1, '-5803': 1, '-5804': 0 },
        { date: '2026-11-24', '0': 2, '-5803': 0, '-5804': 1 },
      ],
    });
  });

  test('of a day without calls are empty', () => {
    expect(figuresOf([], period('2026-11-24'), NO_FAULTS)).toEqual({ summary: {}, list: [] });
  });

  test('have all 288 buckets of a day where that is asked for', () => {
    const { list } = figuresOf(aroundMidnight().entries(), period('2026-11-24'), {
      ...NO_FAULTS,
      allRows: true,
    });
    expect(list).toHaveLength(288);
    expect(list.at(0)).toEqual({ date: '2026-11-24 00:00:00', '0': 2, '-5804': 0 });
    expect(list.at(-1)).toEqual({ date: '2026-11-24 23:55:00', '0': 0, '-5804': 0 });
  });

  test('can lack the latest calls', () => {
    const { summary } = figuresOf(aroundMidnight().entries(), period('2026-11-24'), {
      ...NO_FAULTS,
      missing: 2,
    });
    expect(summary).toEqual({ '0': 1 });
  });

  test('lack the same calls whatever period is asked for', () => {
    const days = period('2026-11-23', '2026-11-24');
    const { summary } = figuresOf(aroundMidnight().entries(), days, { ...NO_FAULTS, missing: 2 });
    expect(summary).toEqual({ '0': 2, '-5803': 1 });
  });

  test('can have calls of somebody else', () => {
    const extra = [{ bucketStart: Date.parse('2026-11-24T09:30:00+08:00'), code: '0', count: 5 }];
    const { summary, list } = figuresOf(aroundMidnight().entries(), period('2026-11-24'), {
      ...NO_FAULTS,
      extra,
    });
    expect(summary).toEqual({ '0': 7, '-5804': 1 });
    expect(list.at(-1)).toEqual({ date: '2026-11-24 09:30:00', '0': 5, '-5804': 0 });
  });

  test('can have a summary that the list does not add up to', () => {
    const { summary, list } = figuresOf([], period('2026-11-24'), { ...NO_FAULTS, summaryOff: 3 });
    expect({ summary, list }).toEqual({ summary: { '0': 3 }, list: [] });
  });
});
