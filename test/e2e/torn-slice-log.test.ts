// A batch whose record of slices was torn by a crash in the middle of a line.

import { appendFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { peopleCsv } from '../../src/simulator/index.js';
import { User } from './user.js';

test('a batch whose slice log was cut inside a line goes on', async () => {
  const user = await User.arrive({ latencyMs: 20 });
  const list = user.file('list.csv', [...peopleCsv({ seed: 7, count: 400, mix: 'clean' })].join(''));
  const args = ['run', list, '--batch', 'torn', '--concurrency', '4', '--workers', '1', '--no-ping'];
  const first = user.start(args);
  await user.simulator.whenReceived(100);
  first.signal('SIGINT');
  await first.ended;
  const work = join(user.data, 'batches', 'torn', 'work');
  const log = readdirSync(work).find((name) => name.startsWith('slices-')) ?? 'none';
  appendFileSync(join(work, log), '{"slice":9999,"start":{"row":400,"line":1,"byteStart":9}');
  const end = await user.start(args).ended;
  const calls = user.simulator.calls().length;
  await user.leave();
  expect({ status: end.status, calls }).toEqual({ status: 0, calls: 400 });
});
