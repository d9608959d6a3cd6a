// A shared Redis as others run it: behind TLS, with a user that may do little, in a database of its own. And a verify
// worker on a machine where it can write nothing.

import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { Redis } from 'ioredis';
import { peopleCsv } from '../../src/simulator/index.js';
import { CHECK_KEY, CHECKED_COMMANDS } from '../../src/redis/permission-check.js';
import { findOnPath } from '../../src/redis/redis-program.mjs';
import { makeCertificate, type Certificate } from '../support/certificate.js';
import { RedisServers } from '../support/redis-servers.js';
import { User, type Line, type Started } from './user.js';

const OPERATIONS = new URL('../../docs/operations.md', import.meta.url);
const KEY = 'ab'.repeat(32);
const UNCHECKED =
  /^Warning: Whether the Redis server syncs every write .* could not be checked, .* CONFIG\.\n/m;

let servers: RedisServers;
let user: User;

beforeAll(async () => {
  servers = new RedisServers();
  user = await User.arrive();
});

afterAll(async () => {
  await user.leave();
  await servers.close();
});

function people(count: number): string {
  return user.file(`${count}.csv`, [...peopleCsv({ seed: 7, count, mix: 'clean' })].join(''));
}

/** The worker is ended with the test. */
function worker(environment: Readonly<Record<string, string>>, role = 'all', directory?: string): Started {
  const started = user.start(['worker', '--role', role], environment, '', directory);
  onTestFinished(async () => {
    started.signal('SIGTERM');
    expect((await started.ended).status).toBe(0);
  });
  return started;
}

describe.skipIf(findOnPath('openssl') === undefined)(
  'behind TLS, with an authority of its own (openssl)',
  () => {
    let redisUrl: string;
    let tls: Certificate;
    let authority: string;

    beforeAll(async () => {
      tls = makeCertificate(servers.directory);
      authority = tls.authority;
      redisUrl = `rediss://127.0.0.1:${await servers.start([], { tls })}`;
    });

    it('a worker verifies a batch, once the authority is named in NODE_EXTRA_CA_CERTS', async () => {
      const environment = { REDIS_URL: redisUrl, NODE_EXTRA_CA_CERTS: authority };
      worker(environment);
      const ended = await user.rollcall(['submit', people(5), '--batch', 'tls', '--wait'], environment);
      expect(ended).toMatchObject({ status: 0 });
      expect(user.lines('tls', 'outcomes.csv')).toHaveLength(5);
    });

    it('Sentinels that have a password of their own name a master that has another', async () => {
      const guard = { tls, password: 'of:the@servers', sentinelPassword: 'of the sentinels' };
      const { url } = await servers.startSentinels(guard);
      const environment = {
        REDIS_URL: url,
        REDIS_PASSWORD: guard.password,
        REDIS_SENTINEL_PASSWORD: guard.sentinelPassword,
        NODE_EXTRA_CA_CERTS: authority,
      };
      worker(environment);
      const ended = await user.rollcall(['submit', people(5), '--batch', 'guarded', '--wait'], environment);
      expect(ended).toMatchObject({ status: 0 });
      expect(user.lines('guarded', 'outcomes.csv')).toHaveLength(5);
    });

    it('a command that was not told of the authority says so in one line', async () => {
      const { status, stderr } = await user.rollcall(['status'], { REDIS_URL: redisUrl });
      expect(status).toBe(1);
      expect(stderr).toMatch(
        /^Redis at rediss:.* certificate that is not trusted: .* NODE_EXTRA_CA_CERTS\.\n$/,
      );
    });
  },
);

describe('with a user that has the documented rule, in database 3', () => {
  let port: number;
  let environment: Record<string, string>;

  beforeAll(async () => {
    port = await servers.start();
    await setUser(...documentedRule());
    environment = { REDIS_URL: `redis://list-worker:PASSWORD@127.0.0.1:${port}/3`, ROLLCALL_KEY: KEY };
  });

  function setUser(...rule: string[]): Promise<unknown> {
    return servers.ask(port, (redis) => redis.acl('SETUSER', 'list-worker', ...rule));
  }

  it('every command works, and none runs one that was not asked about; database 0 stays empty', async () => {
    const commands = await listen(port);
    worker(environment);
    const said: string[] = [];
    const rollcall = async (status: number, ...args: string[]): Promise<void> => {
      const ended = await user.rollcall(args, environment);
      said.push(ended.stderr);
      expect(ended).toMatchObject({ status });
    };
    await rollcall(0, 'submit', people(60), '--batch', 'slow', '--rate', '1');
    const nightly = ['--file', people(5), '--cron', '0 2 * * *'];
    await Promise.all([rollcall(0, 'pause', 'slow'), rollcall(0, 'schedule', 'add', 'nightly', ...nightly)]);
    await Promise.all([
      rollcall(0, 'schedule', 'list'),
      rollcall(0, 'status'),
      rollcall(0, 'resume', 'slow'),
    ]);
    await Promise.all([
      rollcall(0, 'schedule', 'remove', 'nightly'),
      rollcall(5, 'cancel', 'slow'),
      rollcall(0, 'submit', people(5), '--batch', 'quick', '--wait'),
    ]);
    expect(user.lines('slow', 'outcomes.csv')).toHaveLength(60);
    expect(user.lines('quick', 'outcomes.csv')).toHaveLength(5);
    for (const words of said) expect(words).toMatch(UNCHECKED);
    const keyspace = await servers.ask(port, (redis) => redis.info('keyspace'));
    expect(keyspace).toMatch(/^db3:/m);
    expect(keyspace).not.toMatch(/^db0:/m);
    const seen = await commands.stop();
    const unchecked = [...seen].filter(
      (command) => !CHECKED_COMMANDS.includes(command) && command !== DISPENSABLE,
    );
    expect(unchecked.sort()).toEqual(BEFORE_CHECK);
  });

  it('a verify worker needs no file and makes none', async () => {
    const bare = join(user.directory, 'bare');
    mkdirSync(bare);
    chmodSync(bare, 0o555);
    const nowhere = join(bare, 'data');
    worker({ ...environment, HOME: bare, ROLLCALL_DATA: nowhere }, 'verify', bare);
    worker(environment, 'batch');
    const ended = await user.rollcall(['submit', people(5), '--batch', 'bare', '--wait'], environment);
    expect(ended).toMatchObject({ status: 0 });
    expect(existsSync(nowhere)).toBe(false);
    expect(readdirSync(bare)).toEqual([]);
  });

  it.each([
    ['-hset', 'the command hset, which Rollcall needs'],
    ['resetkeys', 'the keys of Rollcall, {rollcall-*'],
  ])('but for %s, a worker says in one line what is forbidden, and ends', async (less, what) => {
    await setUser(less);
    onTestFinished(async () => {
      await setUser('reset', ...documentedRule());
    });
    const ended = await user.rollcall(['worker'], environment);
    expect(ended.status).toBe(1);
    expect(ended.stderr).toBe(
      `Redis at redis://127.0.0.1:${port}/3 forbids its user ${what}. Give it the ACL rule in docs/operations.md.\n`,
    );
  });
});

describe('with a user that has the documented rule, where several servers hold the data', () => {
  function giveUser(ports: Iterable<number>, ...more: string[]): Promise<unknown> {
    const rule = [...documentedRule(), ...more];
    return Promise.all(
      [...ports].map((port) => servers.ask(port, (redis) => redis.acl('SETUSER', 'list-worker', ...rule))),
    );
  }

  async function outcomesOf(batch: string, url: string): Promise<Line[]> {
    const environment = { REDIS_URL: url.replace('://', '://list-worker:PASSWORD@'), ROLLCALL_KEY: KEY };
    worker(environment);
    const ended = await user.rollcall(['submit', people(5), '--batch', batch, '--wait'], environment);
    expect(ended).toMatchObject({ status: 0 });
    expect(ended.stderr).toMatch(UNCHECKED);
    return user.lines(batch, 'outcomes.csv');
  }

  it('a worker behind Sentinels verifies a batch', async () => {
    const { master, replicas, url } = await servers.startSentinels();
    await giveUser([master, ...replicas]);
    expect(await outcomesOf('sentinels', url)).toHaveLength(5);
  });

  it('a worker on a cluster does so with two commands more', async () => {
    const { masters, url } = await servers.startCluster(3);
    const more = /with `(\+cluster\S+ \+cluster\S+)` besides/.exec(readFileSync(OPERATIONS, 'utf8'))?.[1];
    await giveUser(masters, ...(more ?? '').split(' '));
    expect(await outcomesOf('cluster', url)).toHaveLength(5);
  });
});

function documentedRule(): string[] {
  const rule = /^ACL SETUSER list-worker (.+)$/m.exec(readFileSync(OPERATIONS, 'utf8'))?.[1];
  if (rule === undefined) throw new Error('docs/operations.md has no rule for the user list-worker');
  return rule.split(' ');
}

/** Commands by which a connection is made and tried; a user who may not run them learns it from them. */
const BEFORE_CHECK = ['HELLO', 'PING', 'SELECT'];
/** ioredis tells its name by this command, and a refusal does no harm. */
const DISPENSABLE = 'CLIENT|SETINFO';

/** Listens to every command from now on, in scripts too, except those by which Rollcall asks what it may do. */
async function listen(port: number): Promise<{ stop(): Promise<ReadonlySet<string>> }> {
  const seen = new Set<string>();
  const redis = new Redis(port, '127.0.0.1');
  const monitor = await redis.monitor();
  monitor.on('monitor', (_: string, [command = '', ...args]: string[]) => {
    if (args.includes(CHECK_KEY)) return;
    const name = command.toUpperCase();
    seen.add(name === 'CLIENT' ? `${name}|${String(args[0]).toUpperCase()}` : name);
  });
  return {
    stop: async () => {
      // Once this last command has been heard, all before it have been.
      const last = once(monitor, 'monitor');
      await redis.ping();
      await last;
      monitor.disconnect();
      redis.disconnect();
      return seen;
    },
  };
}
