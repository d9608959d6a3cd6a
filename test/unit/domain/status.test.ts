// The statuses by their places: files of batches under way have a status as its place in the list.

import { expect, test } from 'vitest';
import { STATUSES } from '../../../src/domain/status.js';

/** As the copies of earlier outcomes have them; a new status comes after these. */
const PLACES = [
  'match',
  'mismatch',
  'invalid_id',
  'bad_format',
  'lookup_failed',
  'error',
  'unreadable',
  'in_doubt',
  'not_sent',
];

test('a status keeps its place for ever', () => {
  expect(STATUSES.slice(0, PLACES.length)).toEqual(PLACES);
});
