// What a server's INFO must say for it to be used.

import { describe, expect, test } from 'vitest';
import { checkServers, type ServerKind } from '../../../src/redis/server-check.js';

const GOOD = {
  redis_version: '7.0.15',
  redis_mode: 'standalone',
  maxmemory_policy: 'noeviction',
  aof_enabled: '1',
};

function check(
  changes: Readonly<Record<string, string | undefined>>,
  sync: () => Promise<unknown> = () => Promise.resolve(['appendfsync', 'always']),
  kind: ServerKind = 'single',
): Promise<string[]> {
  const lines = Object.entries({ ...GOOD, ...changes }).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}:${value}`],
  );
  const info = ['# Server', ...lines, ''].join('\r\n');
  return checkServers([{ info: () => Promise.resolve(info), config: sync }], kind);
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
    [{ redis_mode: 'cluster' }, 'Write redis+cluster://'],
    [{ redis_mode: 'sentinel' }, 'Write redis+sentinel://'],
    [{ role: 'slave' }, 'a replica'],
  ])('that is not fit is refused: %j', async (changes, words) => {
    await expect(check(changes)).rejects.toThrow(words);
  });

  test('without an append-only file passes with a warning', async () => {
    expect(await check({ aof_enabled: '0' })).toEqual([expect.stringContaining('append-only file is off')]);
  });

  test('that syncs only now and then, or does not say, passes with a warning', async () => {
    const everySecond = (): Promise<unknown> => Promise.resolve(['appendfsync', 'everysec']);
    expect(await check({}, everySecond)).toEqual([expect.stringContaining('appendfsync everysec')]);
    const forbidden = (): Promise<unknown> => Promise.reject(new Error("ERR unknown command 'CONFIG'"));
    expect(await check({}, forbidden)).toEqual([expect.stringContaining('could not be checked')]);
    expect(await check({}, () => Promise.resolve([]))).toEqual([expect.stringContaining('could not be')]);
  });

  test('of a cluster passes where one is named', async () => {
    const sync = (): Promise<unknown> => Promise.resolve(['appendfsync', 'always']);
    expect(await check({ redis_mode: 'cluster' }, sync, 'cluster')).toEqual([]);
  });

  test('that hides its policy passes with a warning', async () => {
    expect(await check({ maxmemory_policy: undefined })).toEqual([
      expect.stringContaining('maxmemory-policy'),
    ]);
  });
});
