// What a Redis that can't work just now says, in words for people.

import { expect, test } from 'vitest';
import { refusalInWords, refusalOf } from '../../../src/redis/refusal.js';

test.each([
  ['MISCONF Errors writing to the AOF file: No space left on device', /disk.*data directory/],
  ['ERR Error running script: MISCONF Redis is configured to save RDB snapshots', /disk/],
  ['OOM command not allowed when used memory > maxmemory', /no room in memory/],
])('%s is told as what it is, and waited for', (said, words) => {
  const kind = refusalOf(new Error(said));
  expect(kind === undefined || kind === 'cut' ? '' : refusalInWords(kind)).toMatch(words);
});
