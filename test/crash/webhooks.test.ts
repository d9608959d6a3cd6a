// Webhooks told by a process that is killed at a few of its writes. At each of them: webhooks.crash.ts.

import { expect, test } from 'vitest';
import { receiver } from '../support/webhook-receiver.js';
import { killAtWrite, killRun, WHOLE, writesInAll } from './webhooks-kill.js';

/** Parts of all writes: the event noted, before and after it happens, deliveries made, messages sent and put on record. */
const AT = [0.05, 0.2, 0.3, 0.4, 0.6, 0.85, 0.97];

test('what has happened is told, and what has not is not, though the process that tells it is killed', async () => {
  const writes = await writesInAll();
  expect(writes).toBeGreaterThan(60);
  const killed = AT.map((part) => killAtWrite(Math.ceil(part * writes)));
  expect(await Promise.all(killed)).toEqual(AT.map(() => WHOLE));
});

test.each(['state-completed-rename:before', 'state-completed-rename:after'])(
  'a run that is killed at %s has told nobody, and its webhook hears of the batch’s end when it is resumed',
  async (at) => {
    const hook = await receiver();
    expect(await killRun({ at, target: 'group' }, hook)).toEqual({
      struck: true,
      before: [],
      after: ['batch.completed'],
      ids: 1,
    });
  },
);
