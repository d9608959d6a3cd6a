// A Redis answers and refuses: commands about keys wait as long as that lasts, each is answered in the end, and people
// are told once when it begins and once when it is over.

import type { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { openRedis, type RedisAccess } from '../../../src/redis/access.js';
import { run, script } from '../../../src/redis/script.js';
import { RedisServers } from '../../support/redis-servers.js';
import { RefusingRedis, type Words } from '../../support/refusing-redis.js';

let servers: RedisServers;
let port: number;

beforeAll(async () => {
  servers = new RedisServers();
  port = await servers.start();
});
afterAll(() => servers.close());

const READ_ONLY = "READONLY You can't write against a read only replica.";
const REFUSALS: readonly string[] = [
  READ_ONLY,
  'UNBLOCKED force unblock from blocking operation, instance state changed (master -> replica?)',
  "MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.",
  'BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.',
  'LOADING Redis is loading the dataset in memory',
  'CLUSTERDOWN Hash slot not served',
  'TRYAGAIN Multiple keys request during rehashing of slot',
  'NOREPLICAS Not enough good replicas to write.',
  'MISCONF Errors writing to the AOF file: No space left on device',
  "OOM command not allowed when used memory > 'maxmemory'.",
  "ERR Error running script (call to f_1): @user_script:7: @user_script: 7: -OOM command not allowed when used memory > 'maxmemory'.",
  'NOAUTH Authentication required.',
  'NOPERM this user has no permissions to run this command',
  'ERR max number of clients reached',
];

/** A duplicate like the one on which BullMQ blocks. */
const duplicateOf = (redis: Redis): Redis => redis.duplicate();

async function setup(): Promise<{ refusing: RefusingRedis; access: RedisAccess; said: string[] }> {
  const refusing = await RefusingRedis.before(port);
  const said: string[] = [];
  const access = await openRedis({
    redisUrl: refusing.url,
    dataDir: '/nowhere',
    onWarning: (message) => said.push(message),
    onError: () => undefined,
  });
  onTestFinished(async () => {
    await access.close();
    refusing.close();
  });
  return { refusing, access, said };
}

const COUNT = script({
  name: 'test-count',
  keys: ['set'],
  args: ['member'],
  text: `redis.call('SADD', KEYS[1], ARGV[1]) return redis.call('SCARD', KEYS[1])`,
});
const aboutKeys = ([name]: Words): boolean =>
  !['PING', 'AUTH', 'HELLO', 'INFO', 'CLIENT'].includes(name ?? '');

describe.each(REFUSALS)('%s', (said) => {
  test('is waited out by scripts, commands, pipelines and whoever blocks', async () => {
    const { refusing, access } = await setup();
    const waiting = duplicateOf(access.connect() as Redis);
    onTestFinished(() => waiting.disconnect());
    const refused = refusing.refuse({ error: said, of: aboutKeys }, 4);
    const answers = Promise.all([
      run(access.redis, COUNT, { set: `count:${said}` }, { member: 'a' }),
      access.redis.set(`key:${said}`, '1'),
      access.redis.pipeline().setbit(`bits:${said}`, 1, 1).getbit(`bits:${said}`, 1).exec(),
      waiting.xread('BLOCK', 10, 'STREAMS', `stream:${said}`, '0'),
    ]);
    await refused;
    refusing.heal();
    expect(await answers).toEqual([
      1,
      'OK',
      [
        [null, 0],
        [null, 1],
      ],
      null,
    ]);
  });

  test('is no fault where the command was done all the same', async () => {
    const { refusing, access } = await setup();
    const refused = refusing.refuse({
      error: said,
      of: ([name]) => name === 'EVAL' || name === 'EVALSHA',
      done: true,
    });
    const answer = run(access.redis, COUNT, { set: `done:${said}` }, { member: 'a' });
    await refused;
    refusing.heal();
    expect(await answer).toBe(1);
  });
});

test('a pipeline that is cut off after its first answers is answered whole', async () => {
  const { refusing, access } = await setup();
  const cut = refusing.refuse({ error: undefined, of: (words) => words[0] === 'SETBIT' && words[2] === '2' });
  const pipeline = access.redis.pipeline();
  for (const bit of [0, 1, 2, 3]) pipeline.setbit('cut', bit, 1);
  const answer = pipeline.exec();
  await cut;
  refusing.heal();
  expect((await answer)?.map(([error]) => error)).toEqual([null, null, null, null]);
  expect(await access.redis.bitcount('cut')).toBe(4);
});

test('a hundred commands say it once, and a few of them try for all', async () => {
  const { refusing, access, said } = await setup();
  const refused = refusing.refuse({ error: 'BUSY Redis is busy running a script.', of: aboutKeys }, 105);
  const answers = Promise.all(
    Array.from({ length: 100 }, (_, index) => access.redis.set(`many:${index}`, '1')),
  );
  await refused;
  expect(access.state.trouble).toMatchObject({ kind: 'busy' });
  refusing.heal();
  await answers;
  await vi.waitUntil(() => access.state.trouble === undefined, { timeout: 10_000 });
  expect(said.slice(-2)).toEqual([
    "Redis is busy with somebody's script: no call leaves until that is over.",
    'Redis can be worked with again: the work goes on.',
  ]);
  expect(said.filter((line) => line.includes('busy'))).toHaveLength(1);
});

test('a server that is read-only is asked on new connections, as another one may stand behind its address', async () => {
  const { refusing, access, said } = await setup();
  const { connections } = refusing;
  void refusing.refuse({ error: READ_ONLY, of: ([name]) => name === 'SET' });
  const answer = access.redis.set('elsewhere', '1');
  await vi.waitUntil(() => refusing.connections > connections + 2, { timeout: 10_000 });
  refusing.heal();
  expect(await answer).toBe('OK');
  expect(said.filter((line) => line.includes('away'))).toEqual([]);
});

test('what can be done meanwhile is done meanwhile', async () => {
  const { refusing, access } = await setup();
  await access.redis.set('kept', '1');
  const refused = refusing.refuse({
    error: "OOM command not allowed when used memory > 'maxmemory'.",
    of: ([name]) => name === 'SET',
  });
  const answer = access.redis.set('more', '1');
  await refused;
  expect(await access.redis.unlink('kept')).toBe(1);
  refusing.heal();
  await answer;
});

test('what is about the connection is answered at once', async () => {
  const { refusing, access } = await setup();
  void refusing.refuse({
    error: 'NOPERM this user has no permissions',
    of: ([name]) => name === 'CLIENT' || name === 'PING',
  });
  await expect(access.redis.client('LIST')).rejects.toThrow('NOPERM');
  await expect(access.redis.ping()).rejects.toThrow('NOPERM');
});

test('a login that is refused when the connection is made anew is tried until it is accepted', async () => {
  const { refusing, access, said } = await setup();
  const refused = refusing.refuse(
    {
      error: 'WRONGPASS invalid username-password pair or user is disabled.',
      of: ([name]) => name === 'INFO',
    },
    2,
  );
  access.redis.disconnect(true);
  const answer = access.redis.set('login', '1');
  await refused;
  refusing.heal();
  expect(await answer).toBe('OK');
  expect(said).toContain('Redis refuses user or password: no call leaves until that is over.');
});

test("the server's time waits as well", async () => {
  const { refusing, access } = await setup();
  const refused = refusing.refuse({ error: 'BUSY Redis is busy running a script.', of: aboutKeys });
  const answer = access.redis.time();
  await refused;
  refusing.heal();
  expect(await answer).toHaveLength(2);
});

test('a fault of the command is a fault', async () => {
  const { access } = await setup();
  await access.redis.set('text', 'x');
  await expect(access.redis.incr('text')).rejects.toThrow('not an integer');
  await expect(access.redis.lpush('text', 'x')).rejects.toThrow('WRONGTYPE');
});

test('whoever waits when the access is closed hears that it is closed', async () => {
  const { refusing, access } = await setup();
  const refused = refusing.refuse({ error: 'BUSY Redis is busy running a script.', of: aboutKeys });
  const answer = access.redis.set('closed', '1');
  await refused;
  await Promise.all([expect(answer).rejects.toThrow('Connection is closed.'), access.close()]);
});
