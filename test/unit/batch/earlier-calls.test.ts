// What a batch that is taken up again is said to have left behind.

import { describe, expect, it } from 'vitest';
import { describeFound } from '../../../src/batch/earlier-calls.js';

describe('a batch that goes on', () => {
  it('tells the rows that are done and the calls in doubt', () => {
    expect(describeFound('b1', { rows: 120, inDoubt: 8, mayEnd: 0 })).toBe(
      'Batch b1 goes on: 120 rows were called and are done, 8 calls are in doubt.',
    );
  });

  it('tells calls apart that a worker may have under way', () => {
    expect(describeFound('b1', { rows: 120, inDoubt: 8, mayEnd: 5 })).toContain(
      '8 calls are in doubt (5 of them may still be answered, if their worker is alive).',
    );
  });
});
