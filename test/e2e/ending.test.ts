// What ends a run and what doesn't: a hang-up, nohup, npx that is stopped, a reader of the output that goes, a run that
// is killed together with its Redis.

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { arrive, cleanList, filesUnder, STACK, User } from './user.js';

const CHECKOUT = fileURLToPath(new URL('../..', import.meta.url));
const PROGRAM = join(CHECKOUT, 'dist/programs/rollcall.js');
const SLOW = { latencyMs: 150 };
const PATIENCE_MS = 120_000;
const LOOK_MS = 50;

interface Shell {
  readonly child: ChildProcess;
  readonly said: () => string;
  readonly ended: Promise<number | null>;
}

/** A command line of bash, in which `$ROLLCALL` is the program. */
function shell(user: User, line: string, cwd = user.directory): Shell {
  const env = { ...user.environment, HOME: user.directory, ROLLCALL_DATA: user.data };
  const program = `${process.execPath} ${PROGRAM}`;
  const child = spawn('bash', ['-c', line], {
    cwd,
    env: { ...env, ROLLCALL: program },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  let said = '';
  child.stdout.on('data', (chunk) => (said += String(chunk)));
  child.stderr.on('data', (chunk) => (said += String(chunk)));
  return { child, said: () => said, ended: once(child, 'close').then(([status]) => status as number | null) };
}

/** Processes of Rollcall that work on this user's list or data directory. */
function processesOf(user: User): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const environment = readFileSync(`/proc/${pid}/environ`, 'utf8');
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
        const cwd = readlinkSync(`/proc/${pid}/cwd`);
        return (
          (command.includes('/dist/') && environment.includes(`ROLLCALL_DATA=${user.data}\0`)) ||
          cwd === join(user.data, 'redis')
        );
      } catch {
        return false;
      }
    })
    .map(Number);
}

async function untilNoneIsLeft(user: User): Promise<void> {
  while (processesOf(user).length > 0) await sleep(LOOK_MS);
}

const received = (user: User): number => user.simulator.totals().received;

async function untilCalled(user: User, count: number): Promise<void> {
  while (received(user) < count) await sleep(LOOK_MS);
}

/** Every call that the service saw is on record, and no row was called twice. */
async function audit(user: User, rows: number): Promise<void> {
  const resumed = await user.rollcall(['resume', 'b', '--no-ping'], { ROLLCALL_DATA: user.data });
  expect(resumed.status).toBe(0);
  // A call that was permitted and never left is recorded as refused.
  const attempts = user.lines('b', 'attempts.csv').filter(({ result }) => result !== 'refused');
  expect(attempts).toHaveLength(received(user));
  expect(new Set(attempts.map(({ row }) => row)).size).toBe(rows);
}

describe('hanging up', () => {
  it(
    'ends a run in good order, as SIGTERM does, and twice is once',
    async () => {
      const user = await arrive(SLOW);
      user.file('l.csv', cleanList(300));
      const run = shell(user, 'exec $ROLLCALL run l.csv --batch b --no-ping --workers 1');
      await untilCalled(user, 30);
      run.child.kill('SIGHUP');
      run.child.kill('SIGHUP');
      expect(await run.ended).toBe(5);
      expect(run.said()).toContain('rollcall resume b');
      await untilNoneIsLeft(user);
      await audit(user, 300);
    },
    PATIENCE_MS,
  );

  it(
    'does nothing to a run under nohup',
    async () => {
      const user = await arrive(SLOW);
      user.file('l.csv', cleanList(100));
      const line = 'nohup $ROLLCALL run l.csv --batch b --no-ping --workers 1 & echo PID $!; wait $!';
      const run = shell(user, line);
      await untilCalled(user, 20);
      process.kill(Number(/PID (\d+)/.exec(run.said())?.[1]), 'SIGHUP');
      expect(await run.ended).toBe(0);
      expect(received(user)).toBe(100);
    },
    PATIENCE_MS,
  );
});

describe('npx that is stopped', () => {
  it.each(['SIGTERM', 'SIGKILL'] as const)(
    'by %s stops the run that it started, in good order',
    async (signal) => {
      const user = await arrive(SLOW);
      const list = user.file('l.csv', cleanList(600));
      const line = `exec npx rollcall run ${list} --batch b --no-ping --workers 1`;
      const run = shell(user, line, CHECKOUT);
      await untilCalled(user, 30);
      run.child.kill(signal);
      await untilNoneIsLeft(user);
      expect(received(user)).toBeLessThan(600);
      await audit(user, 600);
    },
    PATIENCE_MS,
  );

  it(
    'leaves alone a run whose shell is gone while npm lives',
    async () => {
      const user = await arrive(SLOW);
      const list = user.file('l.csv', cleanList(100));
      const line = `setsid npx rollcall run ${list} --batch b --no-ping --workers 1 > /dev/null 2>&1 & exit 0`;
      expect(await shell(user, line, CHECKOUT).ended).toBe(0);
      await untilCalled(user, 100);
      await untilNoneIsLeft(user);
      expect(JSON.parse(user.batchFile('b', 'summary.json'))).toMatchObject({ state: 'completed' });
    },
    PATIENCE_MS,
  );
});

describe('whoever reads along and goes', () => {
  it(
    'ends no run, and it says nothing of it',
    async () => {
      const user = await arrive(SLOW);
      user.file('l.csv', cleanList(200));
      const line = '$ROLLCALL run l.csv --batch b --workers 1 2>&1 | head -1; echo STATUS ${PIPESTATUS[0]}';
      const run = shell(user, line);
      await run.ended;
      expect(run.said()).toContain('STATUS 0');
      expect(run.said()).not.toMatch(STACK);
      expect(JSON.parse(user.batchFile('b', 'summary.json'))).toMatchObject({
        state: 'completed',
        calls: 200,
      });
    },
    PATIENCE_MS,
  );

  it(
    'is no fault of any command',
    async () => {
      const user = await arrive();
      user.file('l.csv', cleanList(50));
      expect((await user.rollcall(['run', 'l.csv', '--batch', 'b'])).status).toBe(0);
      for (const command of [
        'status --json',
        'status b',
        'check l.csv',
        'check l.csv --json',
        '--help',
        'run --help',
        'purge --older-than 0d',
        'simulate people --count 50000',
      ]) {
        const run = shell(user, `$ROLLCALL ${command} | (exec 0<&-; exit 0); echo STATUS \${PIPESTATUS[0]}`);
        await run.ended;
        expect({ command, said: run.said() }).toMatchObject({
          said: expect.stringContaining('STATUS 0') as unknown,
        });
        expect({ command, said: run.said() }).not.toMatchObject({
          said: expect.stringMatching(/EPIPE|fault/) as unknown,
        });
      }
    },
    PATIENCE_MS,
  );

  it(
    'ends a watch',
    async () => {
      const user = await arrive();
      user.file('l.csv', cleanList(5));
      expect((await user.rollcall(['run', 'l.csv', '--batch', 'b'])).status).toBe(0);
      const run = shell(user, '$ROLLCALL status --watch --json | head -1');
      expect(await run.ended).toBe(0);
    },
    PATIENCE_MS,
  );
});

describe('nothing is left', () => {
  it(
    'of a run that is killed together with its private Redis',
    async () => {
      const user = await arrive(SLOW);
      user.file('l.csv', cleanList(600));
      const run = shell(user, 'exec $ROLLCALL run l.csv --batch b --no-ping --workers 2', user.directory);
      await untilCalled(user, 60);
      const redis = Number(readFileSync(join(user.data, 'redis/redis.pid'), 'utf8'));
      process.kill(redis, 'SIGKILL');
      run.child.kill('SIGKILL');
      await untilNoneIsLeft(user);
      expect(existsSync(`/proc/${redis}`)).toBe(false);
    },
    PATIENCE_MS,
  );

  it.each([
    ['no credentials', { ROLLCALL_SECRET_KEY: '' }, /ROLLCALL_SECRET_KEY/],
    ['a proxy that is none', { HTTP_PROXY: 'socks5://p:1' }, /SOCKS/],
    [
      'a port that is taken',
      { ROLLCALL_METRICS_PORT: '1', ROLLCALL_METRICS_HOST: '192.0.2.1' },
      /192\.0\.2\.1/,
    ],
  ])(
    'of a worker with %s: it says so and ends with 1',
    async (_what, environment, wanted) => {
      const user = await arrive();
      const { status, stderr } = await user.rollcall(['worker'], environment);
      expect(status).toBe(1);
      expect(stderr).toMatch(wanted);
      expect(stderr).not.toMatch(STACK);
    },
    PATIENCE_MS,
  );

  describe('of a worker whose key file is damaged', () => {
    let user: User;
    beforeAll(async () => {
      user = await User.arrive();
      user.file('l.csv', cleanList(1));
      await user.rollcall(['run', 'l.csv', '--batch', 'b']);
      const key = filesUnder(user.data).find((path) => path.endsWith('/key'));
      writeFileSync(key ?? '', 'rubbish\n');
    });
    afterAll(() => user.leave());

    it.each(['all', 'verify', 'batch'])(
      '(%s): it says so and ends with 1',
      async (role) => {
        const { status, stderr } = await user.rollcall(['worker', '--role', role]);
        expect(status).toBe(1);
        expect(stderr).toMatch(/key is not a key: 64 hexadecimal digits/);
        expect(stderr).not.toMatch(STACK);
        await untilNoneIsLeft(user);
      },
      PATIENCE_MS,
    );
  });
});
