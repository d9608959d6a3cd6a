// Some rows first, killed in their middle and between them and the rest.

import { expect, test } from 'vitest';
import { killAroundSample, SAMPLE_SURVIVED } from './kill-sample.js';

test.each(['--first', '--sample'])(
  'the rows of %s are finished first, and nobody is called twice',
  async (option) => {
    expect(await killAroundSample(option)).toEqual(SAMPLE_SURVIVED);
  },
);
