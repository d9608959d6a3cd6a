// A Redis that refuses in mid-batch, at every kind of command that Rollcall or BullMQ sends: no answer is lost, nobody is
// called twice, and the batch ends by itself when that is over.

import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test, type TestContext } from 'vitest';
import { EXCHANGE } from '../../../src/journal/scripts.js';
import { ofAccount } from '../../../src/redis/script.js';
import { RedisServers } from '../../support/redis-servers.js';
import { RefusingRedis, type Words } from '../../support/refusing-redis.js';
import { Bench } from './bench.js';

// Three at a time, because they mostly wait. All processes of a test are this one, so five would keep each other from
// renewing locks.
let servers: RedisServers;

beforeAll(() => {
  servers = new RedisServers();
});
afterAll(() => servers.close());

const CONNECTION = new Set(['PING', 'AUTH', 'HELLO', 'INFO', 'CLIENT', 'SELECT', 'CONFIG']);
const aboutKeys = ([name = '']: Words): boolean => !CONNECTION.has(name);
/** Scripts are told apart by their digest. */
const kindOf = ([name = '', digest = '']: Words): string => (name.startsWith('EVAL') ? digest : name);

/** The first few commands of every kind. */
function firstOfEachKind(times: number): (words: Words) => boolean {
  const seen = new Map<string, number>();
  return (words) => {
    if (!aboutKeys(words)) return false;
    const count = (seen.get(kindOf(words)) ?? 0) + 1;
    seen.set(kindOf(words), count);
    return count <= times;
  };
}

async function prepare(context: Pick<TestContext, 'onTestFinished'>) {
  const port = await servers.start();
  const refusing = await RefusingRedis.before(port);
  context.onTestFinished(() => {
    refusing.close();
  });
  const bench = await Bench.start({ redisUrl: refusing.url, settings: { latencyMs: 20 } }, context);
  return { bench, refusing, port };
}

function expectNothingLost(bench: Bench, rows: number): void {
  const attempts = bench.attempts('b');
  expect(attempts.filter(({ result }) => result === 'in_doubt')).toEqual([]);
  expect(attempts.filter(({ result }) => result === 'answered')).toHaveLength(rows);
  expect(bench.simulator.totals().received).toBe(rows);
  expect(bench.disagreements('b')).toEqual([]);
}

const READ_ONLY = "READONLY You can't write against a read only replica.";
const BUSY = 'BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.';
const FULL = "OOM command not allowed when used memory > 'maxmemory'.";
const LOGIN = 'NOAUTH Authentication required.';
const UNKNOWN = 'ERR upstream failure';
const ROWS = 400;

test.concurrent.for([READ_ONLY, BUSY, FULL, LOGIN])(
  '%s at the first commands of every kind costs nothing',
  async (error, context) => {
    const { bench, refusing } = await prepare(context);
    void refusing.refuse({ error, of: firstOfEachKind(2) });
    await bench.verify(2);
    expect(await bench.run('b', { rows: ROWS, options: { rate: 400 } })).toMatchObject({
      state: 'completed',
    });
    expect(refusing.refusals).toBeGreaterThan(20);
    expectNothingLost(bench, ROWS);
  },
);

test.concurrent(
  'every kind of command that is done though the answer says otherwise costs nothing',
  async (context) => {
    const { bench, refusing } = await prepare(context);
    void refusing.refuse({ error: BUSY, of: firstOfEachKind(2), done: true });
    await bench.verify(2);
    expect(await bench.run('b', { rows: ROWS, options: { rate: 400 } })).toMatchObject({
      state: 'completed',
    });
    expectNothingLost(bench, ROWS);
  },
);

test.concurrent(
  'a connection that is cut at the first commands of every kind costs nothing',
  async (context) => {
    const { bench, refusing } = await prepare(context);
    void refusing.refuse({ error: undefined, of: firstOfEachKind(2) });
    await bench.verify(2);
    expect(await bench.run('b', { rows: ROWS, options: { rate: 400 } })).toMatchObject({
      state: 'completed',
    });
    expectNothingLost(bench, ROWS);
  },
);

test.concurrent.for([READ_ONLY, BUSY, FULL, LOGIN])(
  '%s for longer than locks last, with calls under way, costs nothing',
  async (error, context) => {
    const { bench, refusing } = await prepare(context);
    await bench.verify(2);
    const running = bench.run('b', { rows: ROWS, options: { rate: 400 } });
    await bench.simulator.whenReceived(100);
    await refusing.refuse({ error, of: aboutKeys }, 20);
    await sleep(8_000);
    refusing.heal();
    expect(await running).toMatchObject({ state: 'completed' });
    expectNothingLost(bench, ROWS);
  },
);

test.concurrent('an error that nobody knows keeps no answer from the record', async (context) => {
  const { bench, refusing } = await prepare(context);
  await bench.verify(2);
  const running = bench.run('b', { rows: ROWS });
  await bench.simulator.whenReceived(100);
  const { digest } = ofAccount(EXCHANGE, bench.accountKey);
  const exchanges = (words: Words): boolean => kindOf(words) === digest;
  await refusing.refuse({ error: UNKNOWN, of: exchanges }, 5);
  refusing.heal();
  expect(await running).toMatchObject({ state: 'completed' });
  expectNothingLost(bench, ROWS);
});

test.concurrent(
  'a full Redis halts no batch that has a rate, and is left in good order when there is room',
  async (context) => {
    const { bench, port } = await prepare(context);
    await bench.verify(1);
    const running = bench.run('b', { rows: ROWS, options: { rate: 60 } });
    await bench.simulator.whenReceived(100);
    await servers.ask(port, (redis) => redis.config('SET', 'maxmemory', '1'));
    await sleep(4_000);
    expect(bench.endsOf('b')).toEqual([]);
    await servers.ask(port, (redis) => redis.config('SET', 'maxmemory', '0'));
    expect(await running).toMatchObject({ state: 'completed' });
    expectNothingLost(bench, ROWS);
  },
);
