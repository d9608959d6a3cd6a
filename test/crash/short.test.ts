// The kill matrix in short, as part of `npm test`. The whole of it: `npm run test:crash`.

import { describe, expect, test } from 'vitest';
import { killAndResume, killOverDays, SURVIVED, survivedOver } from './kill.js';
import { SHORT, SHORT_COME_AGAIN, SHORT_SET_ASIDE } from './points.js';
import { RESTARTED, restartedWhileWaiting } from './restarted.js';

describe('a run killed and resumed has every row, every call, and pays nothing twice', () => {
  test.each(SHORT)('killed at $at: $means', async (point) => {
    const { survival } = await killAndResume(point);
    expect(survival).toEqual(SURVIVED);
  });
});

test('a run that meets a limit of the day survives kills at its set-aside, as it begins to wait, and at its waking', async () => {
  const ended = await killOverDays(SHORT_SET_ASIDE, SHORT_COME_AGAIN);
  expect(ended).toEqual(survivedOver([...SHORT_SET_ASIDE, ...SHORT_COME_AGAIN]));
});

test('a batch that waits goes on by itself on the next day, though Redis and every worker were started anew meanwhile', async () => {
  expect(await restartedWhileWaiting()).toEqual(RESTARTED);
});
