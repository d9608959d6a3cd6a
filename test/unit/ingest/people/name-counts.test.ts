// Names in more rows than a provider answers about in a day.

import { expect, test } from 'vitest';
import { NameCounts } from '../../../../src/ingest/people/name-counts.js';

test('names beyond the limit are counted, and rows beyond it', () => {
  const counts = new NameCounts(3);
  for (let row = 0; row < 5; row += 1) counts.add('张伟');
  for (let row = 0; row < 4; row += 1) counts.add('王芳');
  for (let row = 0; row < 3; row += 1) counts.add('李娜');
  expect(counts.found()).toEqual({ names: 2, beyond: 3, most: 5 });
});

test('where none has too many nothing is found', () => {
  const counts = new NameCounts(500);
  for (let row = 0; row < 500; row += 1) counts.add('张伟');
  expect(counts.found()).toBeUndefined();
});

test('among half a million other names the frequent ones alone are found', () => {
  const counts = new NameCounts(500);
  for (let row = 0; row < 500_000; row += 1) counts.add(`名${row}`);
  for (let row = 0; row < 510; row += 1) counts.add('张伟');
  const { names = 0, beyond = 0, most } = counts.found() ?? {};
  expect(names).toBe(1);
  expect(most).toBeGreaterThanOrEqual(510);
  expect(beyond).toBeLessThan(16);
});
