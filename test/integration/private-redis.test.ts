// The private Redis with real servers and real processes: sharing, killing, racing.

import { execFileSync, spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { usePrivateRedis } from '../../src/redis/private-redis.js';
import { identityOf, isAlive, type ProcessIdentity } from '../../src/redis/process-identity.js';
import { findServer } from '../../src/redis/redis-server.js';
import { findRedisProgram } from '../../src/redis/redis-program.mjs';
import { checkServers } from '../../src/redis/server-check.js';

const built = fileURLToPath(new URL('../../dist/src/redis/private-redis.js', import.meta.url));
const userScript = fileURLToPath(new URL('private-redis-user.mjs', import.meta.url));

let dataDir: string;
const processes: UserProcess[] = [];
const clients: Redis[] = [];

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'private-redis-'));
});

afterEach(async () => {
  for (const client of clients.splice(0)) client.disconnect();
  await Promise.all(processes.splice(0).map((user) => user.kill()));
  // The next user removes the killed ones from the list, and so stops what they left.
  await (await usePrivateRedis(dataDir)).release();
  rmSync(dataDir, { recursive: true });
});

interface UserProcess {
  readonly child: ChildProcessWithoutNullStreams;
  tell(line: 'use' | 'release'): void;
  /** The next line that the process prints. */
  next(): Promise<string>;
  kill(): Promise<void>;
}

/** A process that has begun to use the server, or is about to. */
async function startUser(): Promise<UserProcess> {
  const user = await startProcess();
  user.tell('use');
  return user;
}

async function startProcess(): Promise<UserProcess> {
  // A process group of its own, as a shell gives to what runs in the foreground.
  const child = spawn(process.execPath, [userScript, built, dataDir], { detached: true });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let complaints = '';
  child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
  const exited = once(child, 'exit');
  const user: UserProcess = {
    child,
    tell: (line) => child.stdin.write(`${line}\n`),
    next: async () => {
      const line = (await lines.next()) as IteratorResult<string, undefined>;
      if (line.done === true) throw new Error(`the process ended: ${complaints}`);
      return line.value;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
  processes.push(user);
  expect(await user.next()).toBe('there');
  return user;
}

async function release(user: UserProcess): Promise<void> {
  user.tell('release');
  expect(await user.next()).toBe('released');
}

function connect(socketPath: string): Redis {
  const client = new Redis({ path: socketPath, maxRetriesPerRequest: null });
  client.on('error', () => {
    // Servers are killed here; the connection comes back by itself.
  });
  clients.push(client);
  return client;
}

function server(): ProcessIdentity {
  const found = findServer(redisDirectory());
  if (found === undefined) throw new Error('no server runs');
  return found;
}

function redisDirectory(): string {
  return join(dataDir, 'redis');
}

/** Makes the server's program run something first, until the environment is restored. */
function shadowServer(first: string): void {
  const { path, libraries } = findRedisProgram() ?? { path: '', libraries: undefined };
  const programs = join(dataDir, 'programs');
  mkdirSync(programs);
  writeFileSync(join(programs, 'redis-server'), `#!/bin/sh\n${first}\nexec '${path}' "$@"\n`, {
    mode: 0o755,
  });
  vi.stubEnv('PATH', `${programs}:${process.env['PATH']}`);
  vi.stubEnv('LD_LIBRARY_PATH', libraries ?? '');
}

async function killServer(): Promise<void> {
  const killed = server();
  process.kill(killed.pid, 'SIGKILL');
  await vi.waitUntil(() => !isAlive(killed), { interval: 5 });
}

describe('the private Redis', () => {
  test('keeps what was written from one use to the next, and runs only in between', async () => {
    const first = await usePrivateRedis(dataDir);
    const running = server();
    await connect(first.socketPath).set('key', 'kept');
    await first.release();
    expect(isAlive(running)).toBe(false);

    const second = await usePrivateRedis(dataDir);
    expect(await connect(second.socketPath).get('key')).toBe('kept');
    await second.release();
  });

  test('is fit for the queue, and open to nobody else', async () => {
    const use = await usePrivateRedis(dataDir);
    const client = connect(use.socketPath);
    expect(await checkServers([client], 'single')).toEqual([]);
    expect(await client.config('GET', 'port')).toEqual(['port', '0']);
    expect(await client.config('GET', 'appendfsync')).toEqual(['appendfsync', 'always']);
    await client.set('key', 'value');
    const modes = ['.', ...readdirSync(redisDirectory(), { recursive: true, encoding: 'utf8' })].map(
      (path) => {
        const stats = statSync(join(redisDirectory(), path));
        return { path, open: stats.mode & (stats.isFile() ? 0o177 : 0o077) };
      },
    );
    expect(modes.length).toBeGreaterThan(6);
    expect(modes.filter(({ open }) => open !== 0)).toEqual([]);
    await use.release();
  });

  test('hands none of our secrets to the server', async () => {
    const seen = join(dataDir, 'environment');
    shadowServer(`env > '${seen}'`);
    vi.stubEnv('ROLLCALL_SECRET_KEY', 'to-be-kept');
    const use = await usePrivateRedis(dataDir);
    vi.unstubAllEnvs();
    expect(readFileSync(seen, 'utf8')).toContain('PATH=');
    expect(readFileSync(seen, 'utf8')).not.toContain('to-be-kept');
    await use.release();
  });

  test('may be released twice', async () => {
    const use = await usePrivateRedis(dataDir);
    await Promise.all([use.release(), use.release()]);
    await use.release();
    expect(findServer(redisDirectory())).toBeUndefined();
  });

  test('is shared by processes and stopped by the last', async () => {
    const here = await usePrivateRedis(dataDir);
    const there = await startUser();
    expect(await there.next()).toBe(`using ${here.socketPath}`);
    const running = server();
    await here.release();
    expect(isAlive(running)).toBe(true);
    await release(there);
    expect(isAlive(running)).toBe(false);
  });

  test('starts once for five processes that come at once, and stops once for all', async () => {
    const users = await Promise.all(Array.from({ length: 5 }, startProcess));
    for (let turn = 1; turn <= 5; turn += 1) {
      for (const user of users) user.tell('use');
      const said = await Promise.all(users.map((user) => user.next()));
      expect(new Set(said).size).toBe(1);
      const starts = readFileSync(join(redisDirectory(), 'redis.log'), 'utf8').match(/Server initialized/g);
      expect(starts).toHaveLength(turn);
      const running = server();
      await Promise.all(users.map(release));
      expect(isAlive(running)).toBe(false);
      expect(readdirSync(join(redisDirectory(), 'users'))).toEqual([]);
    }
  });

  test('is there for those who come while the last lets go', async () => {
    let use = await usePrivateRedis(dataDir);
    for (let turn = 0; turn < 5; turn += 1) {
      const [next] = await Promise.all([usePrivateRedis(dataDir), use.release()]);
      expect(await connect(next.socketPath).ping()).toBe('PONG');
      use = next;
    }
    await use.release();
  });

  test('does not count a killed process as a user', async () => {
    const here = await usePrivateRedis(dataDir);
    const killed = await startUser();
    await killed.next();
    await killed.kill();
    const running = server();
    await here.release();
    expect(isAlive(running)).toBe(false);
  });

  test('does not count a process that was given the pid of a killed one', async () => {
    const here = await usePrivateRedis(dataDir);
    writeFileSync(join(redisDirectory(), 'users', `${process.pid}-killed`), `${process.pid}:1`);
    await here.release();
    expect(findServer(redisDirectory())).toBeUndefined();
  });

  test('is taken up from a process that was killed with it', async () => {
    const killed = await startUser();
    await killed.next();
    const running = server();
    await killed.kill();
    const here = await usePrivateRedis(dataDir);
    expect(server()).toEqual(running);
    await here.release();
    expect(isAlive(running)).toBe(false);
  });

  test('keeps every acknowledged write when it is killed itself', async () => {
    const before = await usePrivateRedis(dataDir);
    const client = connect(before.socketPath);
    let acknowledged = 0;
    const enough = new Promise<void>((resolve) => {
      const write = async (): Promise<void> => {
        for (;;) {
          await client.set(`key:${acknowledged}`, 'written');
          acknowledged += 1;
          if (acknowledged === 500) resolve();
        }
      };
      void write().catch(() => undefined);
    });
    await enough;
    await killServer();
    client.disconnect();
    const known = acknowledged;

    const after = await usePrivateRedis(dataDir);
    expect(await connect(after.socketPath).exists(Array.from({ length: known }, (_, n) => `key:${n}`))).toBe(
      known,
    );
    await after.release();
    await before.release();
  });

  test('comes back for those who were using it when it was killed', async () => {
    const before = await usePrivateRedis(dataDir);
    const client = connect(before.socketPath);
    await client.set('key', 'kept');
    await killServer();
    const again = await usePrivateRedis(dataDir);
    expect(await client.get('key')).toBe('kept');
    await again.release();
    expect(await client.get('key')).toBe('kept');
    await before.release();
    expect(findServer(redisDirectory())).toBeUndefined();
  });

  test('is started anew for those who found it and saw it end before it answered', async () => {
    const before = await usePrivateRedis(dataDir);
    process.kill(server().pid, 'SIGSTOP');
    const coming = usePrivateRedis(dataDir);
    // By the next turn of the event loop the process has found the server and waits for its answer.
    await new Promise((resolve) => setImmediate(resolve));
    await killServer();
    const again = await coming;
    expect(await connect(again.socketPath).ping()).toBe('PONG');
    await Promise.all([before.release(), again.release()]);
    expect(findServer(redisDirectory())).toBeUndefined();
  });

  test('lies in a directory whose path is too long for a socket', async () => {
    const root = dataDir;
    dataDir = join(dataDir, '名单'.repeat(10), 'a "quoted" part', 'x'.repeat(60));
    mkdirSync(dataDir, { recursive: true });
    const here = await usePrivateRedis(dataDir);
    const there = await startUser();
    expect(await there.next()).toBe(`using ${here.socketPath}`);
    expect(Buffer.byteLength(here.socketPath)).toBeLessThanOrEqual(100);
    const directory = join(here.socketPath, '..');
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    const client = connect(here.socketPath);
    await client.set('key', 'kept');
    await killServer();
    const again = await usePrivateRedis(dataDir);
    expect(again.socketPath).toBe(here.socketPath);
    expect(await client.get('key')).toBe('kept');
    await Promise.all([again.release(), here.release(), release(there)]);
    expect(() => statSync(directory)).toThrow('ENOENT');
    dataDir = root;
  });

  test("is not reached by the terminal's Ctrl-C", async () => {
    const user = await startUser();
    await user.next();
    const running = server();
    process.kill(-(user.child.pid ?? Number.NaN), 'SIGINT');
    expect(await user.next()).toBe('interrupted');
    expect(isAlive(running)).toBe(true);
    await release(user);
  });

  test('does not keep a process from ending', async () => {
    const user = await startUser();
    await user.next();
    user.child.stdin.end();
    const [status] = (await once(user.child, 'exit')) as [number | null];
    expect(status).toBe(0);
  });

  test('is found by others when the process that starts it is killed before it knows its pid', async () => {
    const gate = join(dataDir, 'gate');
    execFileSync('mkfifo', [gate]);
    shadowServer(`[ "$1" = --version ] || read line < '${gate}'`);
    const starter = await startUser();
    vi.unstubAllEnvs();
    const pidFile = join(redisDirectory(), 'redis.pid');
    await vi.waitUntil(() => existsSync(pidFile), { interval: 5, timeout: 30_000 });
    await starter.kill();
    rmSync(pidFile);

    const coming = Promise.all([usePrivateRedis(dataDir), usePrivateRedis(dataDir)]);
    writeFileSync(gate, 'open\n');
    const uses = await coming;
    for (const use of uses) expect(await connect(use.socketPath).ping()).toBe('PONG');
    const starts = readFileSync(join(redisDirectory(), 'redis.log'), 'utf8').match(/Server initialized/g);
    expect(starts).toHaveLength(1);
    await Promise.all(uses.map((use) => use.release()));
    expect(findServer(redisDirectory())).toBeUndefined();
    expect(readdirSync(redisDirectory()).filter((name) => name.startsWith('lock'))).toEqual([]);
  });

  test('stops although its data directory was removed under it', async () => {
    const use = await usePrivateRedis(dataDir);
    const running = server();
    rmSync(redisDirectory(), { recursive: true });
    await use.release();
    expect(isAlive(running)).toBe(false);
  });

  test('that does not start says why, in the words of its log, and leaves nothing behind', async () => {
    mkdirSync(join(redisDirectory(), 'appendonlydir'), { recursive: true });
    writeFileSync(join(redisDirectory(), 'appendonlydir', 'appendonly.aof.manifest'), 'no manifest\n');
    await expect(usePrivateRedis(dataDir)).rejects.toThrow(/could not be started.*manifest/s);
    expect(findServer(redisDirectory())).toBeUndefined();
    expect(readdirSync(join(redisDirectory(), 'users'))).toEqual([]);
    rmSync(join(redisDirectory(), 'appendonlydir'), { recursive: true });
  });

  test('names a data directory that can not be one', async () => {
    const file = join(dataDir, 'file');
    writeFileSync(file, '');
    await expect(usePrivateRedis(file)).rejects.toThrow(`The data directory ${file} can't be used`);
  });

  test('has the bound on memory that was asked for, none by default', async () => {
    const use = await usePrivateRedis(dataDir, { maxmemoryBytes: 50_000_000 });
    expect(await connect(use.socketPath).config('GET', 'maxmemory')).toEqual(['maxmemory', '50000000']);
    await use.release();
    const again = await usePrivateRedis(dataDir);
    expect(await connect(again.socketPath).config('GET', 'maxmemory')).toEqual(['maxmemory', '0']);
    await again.release();
  });
});

test('a process is told from another with its pid', () => {
  const own = identityOf(process.pid);
  expect(own === undefined ? false : isAlive(own)).toBe(true);
  expect(isAlive({ pid: process.pid, startTicks: '1' })).toBe(false);
});
