// Every way in which a service may say how long it wants silence.

import { expect, it } from 'vitest';
import { retryAfterMs } from '../../../src/domain/retry-after.js';

const NOW = Date.parse('2026-11-30T01:00:00Z');

it.each([
  ['7', 7000],
  [' 7 ', 7000],
  ['0', 0],
  ['1.5', 1500],
  ['.5', 500],
  ['2s', 2000],
  ['2 seconds', 2000],
  ['500ms', 500],
  ['3 min', 180_000],
  ['1h', 3_600_000],
  ['99999999', 99_999_999_000],
  ['Mon, 30 Nov 2026 01:00:10 GMT', 10_000],
  ['Monday, 30-Nov-26 01:00:10 GMT', 10_000],
  ['2026-11-30T01:00:10Z', 10_000],
  ['Mon, 30 Nov 2026 00:59:00 GMT', 0],
  [String(NOW / 1000 + 5), 5000],
  [`${NOW / 1000 + 5}.5`, 5500],
  [String(NOW + 5000), 5000],
  [String(NOW / 1000 - 5), 0],
])('%s is %i ms', (header, ms) => {
  expect(retryAfterMs(header, NOW)).toBe(ms);
});

it.each(['', 'soon', '-5', 'NaN', '5 apples', 'Infinity'])('%j says no time', (header) => {
  expect(retryAfterMs(header, NOW)).toBeUndefined();
});
