// What a server's INFO must say for it to be used.

import { describe, expect, test } from 'vitest';
import { checkServer } from '../../../src/queue/server-check.js';

const GOOD = {
  redis_version: '7.0.15',
  redis_mode: 'standalone',
  maxmemory_policy: 'noeviction',
  aof_enabled: '1',
};

function check(changes: Readonly<Record<string, string | undefined>>): Promise<string[]> {
  const lines = Object.entries({ ...GOOD, ...changes }).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}:${value}`],
  );
  return checkServer({ info: () => Promise.resolve(['# Server', ...lines, ''].join('\r\n')) });
}

describe('a Redis server', () => {
  test.each([
    [{}],
    [{ redis_version: '6.2.0' }],
    [{ redis_version: '10.1.0' }],
    [{ redis_version: '5.0.0', valkey_version: '8.1.0' }],
  ])('that is new enough, evicts nothing and appends passes: %j', async (changes) => {
    expect(await check(changes)).toEqual([]);
  });

  test.each([
    [{ redis_version: '6.0.16' }, 'version 6.0.16'],
    [{ redis_version: '5.0.14' }, 'version 5.0.14'],
    [{ redis_version: undefined }, 'version unknown'],
    [{ maxmemory_policy: 'allkeys-lru' }, 'maxmemory-policy allkeys-lru'],
    [{ redis_mode: 'cluster' }, 'Redis Cluster'],
  ])('that is not fit is refused: %j', async (changes, words) => {
    await expect(check(changes)).rejects.toThrow(words);
  });

  test('without an append-only file passes with a warning', async () => {
    expect(await check({ aof_enabled: '0' })).toEqual([expect.stringContaining('append-only file is off')]);
  });

  test('that hides its policy passes with a warning', async () => {
    expect(await check({ maxmemory_policy: undefined })).toEqual([
      expect.stringContaining('maxmemory-policy'),
    ]);
  });
});
