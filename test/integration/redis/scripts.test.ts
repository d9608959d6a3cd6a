// Every script as Redis reads it, which knows limits that no parser does: how many locals a function may have, for one.

import { expect, test } from 'vitest';
import { Redis } from 'ioredis';
import * as journal from '../../../src/journal/scripts.js';
import * as queue from '../../../src/queue/scripts.js';
import * as ofRedis from '../../../src/redis/scripts.js';
import { roundTripsByName, type Script } from '../../../src/redis/script.js';
import { redisForFile } from '../queue/bench.js';

const path = redisForFile();
const SCRIPTS: Script[] = [...Object.values(journal), ...Object.values(queue), ...Object.values(ofRedis)];

test('Redis reads every script, and knows it by the digest by which it is called', async () => {
  const redis = new Redis(path(), { lazyConnect: true });
  const loaded: unknown[] = [];
  for (const { name, text } of SCRIPTS) loaded.push([name, await redis.script('LOAD', text)]);
  redis.disconnect();
  expect(loaded).toEqual(SCRIPTS.map(({ name, digest }) => [name, digest]));
});

test('the round trips of every script are shown from the start', () => {
  const redis = new Redis(path(), { lazyConnect: true });
  const shown = roundTripsByName(redis);
  redis.disconnect();
  // Another file of tests in this process may have made a script of its own.
  const ours = [...shown.keys()].filter((name) => !name.startsWith('test-'));
  expect(ours).toEqual(SCRIPTS.map(({ name }) => name).sort());
  expect([...shown.values()].every(({ durations, errors }) => durations.count === 0 && errors === 0)).toBe(
    true,
  );
});
