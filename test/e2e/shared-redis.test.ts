// A shared Redis as others run it: behind TLS, with a user that may do little, in a database of its own. And a verify
// worker on a machine where it can write nothing.

import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { peopleCsv } from '../../src/simulator/index.js';
import { findOnPath } from '../../src/setup/redis-program.mjs';
import { RedisServers } from '../support/redis-servers.js';
import { User, type Started } from './user.js';

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

/** Ends with the test. */
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
    let authority: string;

    beforeAll(async () => {
      const made = makeCertificate(servers.directory);
      authority = made.authority;
      const files = ['--tls-cert-file', made.certificate, '--tls-key-file', made.key];
      const port = await servers.launch(['--tls-port', '{port}', '--tls-auth-clients', 'no', ...files]);
      redisUrl = `rediss://127.0.0.1:${port}`;
    });

    it('a worker verifies a batch, once the authority is named in NODE_EXTRA_CA_CERTS', async () => {
      const environment = { REDIS_URL: redisUrl, NODE_EXTRA_CA_CERTS: authority };
      worker(environment);
      const ended = await user.rollcall(['submit', people(5), '--batch', 'tls', '--wait'], environment);
      expect(ended).toMatchObject({ status: 0 });
      expect(user.lines('tls', 'outcomes.csv')).toHaveLength(5);
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

/** An authority, and a certificate of it for 127.0.0.1. */
function makeCertificate(directory: string) {
  const at = (name: string): string => join(directory, name);
  const openssl = (...args: string[]): void => {
    execFileSync('openssl', args, { stdio: 'pipe' });
  };
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const authority = [
    '-subj',
    '/CN=An authority',
    '-out',
    at('authority.pem'),
    '-keyout',
    at('authority.key'),
  ];
  openssl('req', '-x509', ...newKey, ...authority);
  openssl('req', ...newKey, '-subj', '/CN=redis', '-out', at('request.pem'), '-keyout', at('key.pem'));
  writeFileSync(at('names'), 'subjectAltName=IP:127.0.0.1');
  const signing = ['-CA', at('authority.pem'), '-CAkey', at('authority.key'), '-set_serial', '1'];
  openssl(
    'x509',
    '-req',
    '-in',
    at('request.pem'),
    ...signing,
    '-extfile',
    at('names'),
    '-out',
    at('cert.pem'),
  );
  return { authority: at('authority.pem'), certificate: at('cert.pem'), key: at('key.pem') };
}

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

  it('batches are submitted, shown, paused, resumed, cancelled and completed; database 0 stays empty', async () => {
    worker(environment);
    const said: string[] = [];
    const rollcall = async (status: number, ...args: string[]): Promise<void> => {
      const ended = await user.rollcall(args, environment);
      said.push(ended.stderr);
      expect(ended).toMatchObject({ status });
    };
    await rollcall(0, 'submit', people(200), '--batch', 'slow', '--rate', '5');
    await rollcall(0, 'pause', 'slow');
    await rollcall(0, 'status');
    await rollcall(0, 'resume', 'slow');
    await rollcall(5, 'cancel', 'slow');
    await rollcall(0, 'submit', people(5), '--batch', 'quick', '--wait');
    expect(user.lines('slow', 'outcomes.csv')).toHaveLength(200);
    expect(user.lines('quick', 'outcomes.csv')).toHaveLength(5);
    for (const words of said) expect(words).toMatch(UNCHECKED);
    const keyspace = await servers.ask(port, (redis) => redis.info('keyspace'));
    expect(keyspace).toMatch(/^db3:/m);
    expect(keyspace).not.toMatch(/^db0:/m);
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

function documentedRule(): string[] {
  const rule = /^ACL SETUSER list-worker (.+)$/m.exec(readFileSync(OPERATIONS, 'utf8'))?.[1];
  if (rule === undefined) throw new Error('docs/operations.md has no rule for the user list-worker');
  return rule.split(' ');
}
