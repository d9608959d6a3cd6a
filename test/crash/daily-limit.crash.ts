// The kill matrix around a provider's limit of the day: a run is killed where rows are set aside, where its batch becomes
// `waiting`, and on the day after, when the rows come again.

import { describe, expect, test } from 'vitest';
import { killOverDays, survivedOver } from './kill.js';
import { COME_AGAIN, SET_ASIDE } from './points.js';
import { RESTARTED, restartedWhileWaiting } from './restarted.js';

describe('a run that meets the limit of the day has every row and every call over two days', () => {
  test.each(SET_ASIDE)('killed at $at: $means', async (point) => {
    expect(await killOverDays([point], [])).toEqual(survivedOver([point]));
  });

  test.each(COME_AGAIN)('killed on the day after at $at: $means', async (point) => {
    expect(await killOverDays([], [point])).toEqual(survivedOver([point]));
  });
});

test('a batch that waits goes on by itself, though Redis lost everything and every worker was killed meanwhile', async () => {
  expect(await restartedWhileWaiting({ emptied: true })).toEqual(RESTARTED);
});
