import { expect, test } from 'vitest';
import { grouped, signed } from '../../../../src/reconcile/report/numbers.js';

test.each([
  [0, '0'],
  [999, '999'],
  [1000, '1,000'],
  [-1_234_567, '-1,234,567'],
  ['1234567.8901', '1,234,567.8901'],
  ['-0.35', '-0.35'],
  ['–', '–'],
])('%s is read as %s', (value, words) => {
  expect(grouped(value)).toBe(words);
});

test('a difference says which way', () => {
  expect([signed(1500), signed(0), signed(-3)]).toEqual(['+1,500', '0', '-3']);
});
