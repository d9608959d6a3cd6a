// What REDIS_URL may be, and that nothing secret is in what people are shown.

import { describe, expect, test } from 'vitest';
import { formatRedisAddress, parseRedisAddress, redisPlace } from '../../../src/domain/redis-address.js';

describe('an address of Redis', () => {
  test('of one server has user, password and database', () => {
    expect(parseRedisAddress('rediss://rollcall:p%40ss@redis.example:6380/3')).toEqual({
      kind: 'single',
      tls: true,
      login: { username: 'rollcall', password: 'p@ss' },
      hosts: [{ host: 'redis.example', port: 6380 }],
      master: undefined,
      database: 3,
      sentinelLogin: { username: undefined, password: undefined },
    });
  });

  test('of Sentinels names each, the master and the database', () => {
    const address = parseRedisAddress(
      'redis+sentinel://:pw@s1,s2:26380,[::1]:1/my%20master/2?sentinel_username=u&sentinel_password=p%26w',
    );
    expect(address).toMatchObject({ kind: 'sentinel', master: 'my master', database: 2 });
    expect(address.hosts).toEqual([
      { host: 's1', port: 26_379 },
      { host: 's2', port: 26_380 },
      { host: '::1', port: 1 },
    ]);
    expect(address.sentinelLogin).toEqual({ username: 'u', password: 'p&w' });
  });

  test('of a cluster names some of its nodes', () => {
    const address = parseRedisAddress('rediss+cluster://a:7000,b');
    expect(address).toMatchObject({ kind: 'cluster', tls: true });
    expect(address.hosts.map(({ port }) => port)).toEqual([7000, 6379]);
  });

  test.each([
    'redis://localhost:6379',
    'redis://u:p%25@h:1/15',
    'rediss+sentinel://:p@h:1,i:2/m%2Fn/4?sentinel_username=u&sentinel_password=p',
    'redis+cluster://[::1]:7000,b:7001',
  ])('is the same once read and written: %s', (url) => {
    expect(formatRedisAddress(parseRedisAddress(url))).toBe(url);
  });

  test('keeps a password that is not encoded', () => {
    expect(parseRedisAddress('redis://:100%@host@h').login.password).toBe('100%@host');
  });

  test('is shown without anything secret', () => {
    const url = 'redis+sentinel://user:geheim@h:1,i:2/m/4?sentinel_password=geheim';
    expect(redisPlace(parseRedisAddress(url))).toBe('redis+sentinel://h:1,i:2/m/4');
  });

  test.each([
    ['localhost:6379', 'must be redis://'],
    ['http://localhost', 'must be redis://'],
    ['redis://a,b', 'one host'],
    ['redis://a:b:c', 'HOST or HOST:PORT'],
    ['redis://a:65536', 'HOST or HOST:PORT'],
    ['redis+sentinel://a,b', "must name the Sentinels' master"],
    ['redis+sentinel://a,/m', 'HOST or HOST:PORT'],
    ['redis+cluster://a/1', 'no database'],
    ['redis://a/name', 'number of a database'],
    ['redis+sentinel://a/m/0/1', 'number of a database'],
    ['redis://a?tls=1', 'no other options'],
    ['redis+tcp://geheim@a', 'must be redis://'],
  ])('that is none is refused by what it must be: %s', (url, words) => {
    expect(() => parseRedisAddress(url)).toThrow(words);
    expect(() => parseRedisAddress(url)).not.toThrow('geheim');
  });
});
