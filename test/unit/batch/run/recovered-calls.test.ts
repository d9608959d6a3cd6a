// What a batch that is taken up again is said to have left behind.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { countEarlier } from '../../../../src/batch/run/recovered-calls.js';
import { ProgressTally } from '../../../../src/batch/run/progress.js';
import { SegmentWriter } from '../../../../src/collect/segments.js';
import { attempt, RULES } from '../../verify/fakes.js';

describe('a batch that goes on', () => {
  it('counts rows that have their answer, collected or not, and calls without one', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'rollcall-earlier-'));
    try {
      const writer = await SegmentWriter.create(directory, 1);
      await writer.append([attempt(1, 1), attempt(1, 2, { code: '0' }), attempt(2, 1, { code: '-5803' })]);
      await writer.close();
      const open = [
        attempt(3, 1, { code: '0' }),
        attempt(4, 1, { code: '107' }),
        attempt(5, 1),
        attempt(6, 1, { finishedAt: undefined }),
      ];
      const progress = new ProgressTally('b1', 10, RULES);
      const signal = new AbortController().signal;
      const found = await countEarlier(
        directory,
        [writer.segment],
        open,
        RULES.codes.verdicts,
        progress,
        signal,
      );
      expect(found).toEqual({ rows: 3, inDoubt: 3, mayEnd: 1 });
    } finally {
      await rm(directory, { recursive: true });
    }
  });
});
