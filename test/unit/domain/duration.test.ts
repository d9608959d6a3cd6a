// Times as people write them.

import { describe, expect, it } from 'vitest';
import { formatDuration, parseDuration } from '../../../src/domain/duration.js';

describe('a duration', () => {
  it.each([
    ['30d', 2_592_000_000],
    ['6h', 21_600_000],
    ['90m', 5_400_000],
    ['1.5s', 1_500],
    ['500ms', 500],
  ])('%s is %i ms', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  it.each(['', '5', 'h', '-5h', '5 h', '1e3s', '5w'])('"%s" is none', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });

  it.each([
    [2_592_000_000, '30d'],
    [5_400_000, '90m'],
    [1_500, '1500ms'],
    [0, '0d'],
  ])('%i ms is written in the largest unit of which it is whole: %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
    expect(parseDuration(text)).toBe(ms);
  });
});
