// `npm run demo` behind its set-up: what it leaves on disk, and that it leaves nothing else.

import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const PROGRAM = fileURLToPath(new URL('../../tools/setup/demo.mjs', import.meta.url));

/** Settings of a user that would break the demonstration if they reached it. */
const HOSTILE = {
  REDIS_URL: 'redis://127.0.0.1:1',
  ROLLCALL_DATA: '/nowhere',
  ROLLCALL_AUTH_URL: 'http://127.0.0.1:1',
  ROLLCALL_APPID: 'somebody',
  ROLLCALL_MAX_ATTEMPTS: 'not a number',
  HTTP_PROXY: 'http://127.0.0.1:1',
};

/** A whole run takes long on a machine that does other things too. */
const PATIENCE_MS = 180_000;

let directory: string;

beforeEach(() => {
  directory = realpathSync(mkdtempSync(join(tmpdir(), 'rollcall-demo-')));
});

afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

type Demo = ChildProcessByStdio<null, Readable, Readable>;

function start(): { child: Demo; said: () => string } {
  const child = spawn(process.execPath, [PROGRAM, directory], {
    env: { ...process.env, ...HOSTILE },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += String(chunk)));
  return { child, said: () => said };
}

/** The address on which the pretend service listened. */
function addressIn(said: string): string {
  return /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0] ?? 'no address';
}

/** Processes that work in the directory, as the commands and their Redis do. Only Linux can tell. */
function processesIn(place: string): string[] {
  if (!existsSync('/proc/self/cwd')) return [];
  return readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readlinkSync(`/proc/${pid}/cwd`).startsWith(place);
    } catch {
      return false;
    }
  });
}

async function expectNothingRuns(said: string): Promise<void> {
  expect(processesIn(directory)).toEqual([]);
  expect(existsSync(join(directory, 'redis', 'redis.pid'))).toBe(false);
  await expect(fetch(addressIn(said))).rejects.toThrow('fetch failed');
}

describe('the demonstration', { timeout: PATIENCE_MS }, () => {
  it('verifies the fixture, reconciles it and leaves files and nothing else', async () => {
    const { child, said } = start();
    const [status] = (await once(child, 'close')) as [number];

    expect(said()).toContain("Reconciliation with the provider's counts: balanced");
    expect(status).toBe(0);
    const batch = join(directory, 'batches', 'demo');
    const summary = JSON.parse(readFileSync(join(batch, 'summary.json'), 'utf8')) as {
      rows: number;
      by_status: Record<string, number>;
    };
    for (const [name, count] of Object.entries(summary.by_status).filter(([, rows]) => rows > 0)) {
      expect(said()).toMatch(new RegExp(`\\b${name} +${count}\\b`));
    }
    const shown = said()
      .split('\n')
      .flatMap((line) => /^ {2}(\S+\.(?:csv|json|html))$/.exec(line)?.[1] ?? []);
    expect(shown).toEqual(expect.arrayContaining([join(batch, 'outcomes.csv'), join(batch, 'attempts.csv')]));
    expect(shown.filter((path) => !existsSync(path))).toEqual([]);
    await expectNothingRuns(said());
  });

  it('leaves nothing running when it is told to stop in the middle', async () => {
    const { child, said } = start();
    while (!existsSync(join(directory, 'batches', 'demo', 'work', 'state-1.json'))) await sleep(20);
    child.kill('SIGTERM');
    const [status] = (await once(child, 'close')) as [number];

    expect(status).toBe(5);
    expect(said()).toContain('Stopped by SIGTERM');
    await expectNothingRuns(said());
  });

  it('touches no directory of the user that has something in it', async () => {
    writeFileSync(join(directory, 'theirs.txt'), 'kept');
    const { child, said } = start();
    const [status] = (await once(child, 'close')) as [number];

    expect(status).toBe(1);
    expect(said()).toContain('is not empty');
    expect(readFileSync(join(directory, 'theirs.txt'), 'utf8')).toBe('kept');
  });
});
