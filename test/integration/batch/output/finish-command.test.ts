// A user's program is told of an end: what it is given, what it may see, and that nothing it does reaches further.

import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runFinishCommand, type CommandPorts } from '../../../../src/batch/output/finish-command.js';

const PATH = process.env['PATH'] ?? '';

function place(): string {
  const directory = mkdtempSync(join(tmpdir(), 'rollcall-finish-'));
  onTestFinished(() => {
    rmSync(directory, { recursive: true, force: true });
  });
  return directory;
}

function run(script: string, over: Partial<CommandPorts> & { directory?: string } = {}) {
  const { directory = place(), ...ports } = over;
  const command = join(directory, 'command');
  writeFileSync(command, `#!/bin/sh\n${script}\n`);
  chmodSync(command, 0o700);
  const argument = join(directory, 'summary with blanks; and $signs.json');
  const output = join(directory, 'output.log');
  const all = {
    environment: { PATH, TZ: 'Asia/Shanghai' },
    stopping: new AbortController().signal,
    ...ports,
  };
  return { directory, argument, output, end: runFinishCommand(command, argument, output, all) };
}

describe('a finish command', () => {
  it('is given the path as its one argument, untouched by any shell', async () => {
    const { end, output, argument } = run('echo "$#:$1"');
    expect(await end).toMatchObject({ exit: 0, problem: null });
    expect(readFileSync(output, 'utf8')).toBe(`1:${argument}\n`);
    expect(statSync(output).mode & 0o777).toBe(0o600);
  });

  it('sees the environment that it is given and nothing of this process’s', async () => {
    process.env['ROLLCALL_SECRET_KEY'] = 'secret';
    onTestFinished(() => {
      delete process.env['ROLLCALL_SECRET_KEY'];
    });
    const { end, output } = run('env');
    await end;
    const names = readFileSync(output, 'utf8')
      .split('\n')
      .map((line) => line.split('=')[0] ?? '');
    // The shell adds the last two by itself.
    expect(names.filter((name) => !['PATH', 'TZ', 'PWD', 'SHLVL', '_', 'OLDPWD', ''].includes(name))).toEqual(
      [],
    );
    expect(names).toContain('TZ');
  });

  it('that fails is told with its exit status', async () => {
    expect(await run('exit 7').end).toMatchObject({ exit: 7, problem: 'exit status 7' });
  });

  it('that is not there any more is told', async () => {
    const directory = place();
    const ports = { environment: {}, stopping: new AbortController().signal };
    const end = await runFinishCommand(
      join(directory, 'gone'),
      join(directory, 'x'),
      join(directory, 'o'),
      ports,
    );
    expect(end).toMatchObject({ exit: null });
    expect(end?.problem).toMatch(/can't be run/);
  });

  it('that never ends is ended, with all that it has started', async () => {
    const { end, directory } = run('sleep 1000 & echo $! > child; wait', { timeoutMs: 500 });
    expect(await end).toMatchObject({ exit: null, problem: 'it was ended after 0.5 s' });
    const child = Number(readFileSync(join(directory, 'child'), 'utf8'));
    const state = existsSync(`/proc/${child}/stat`) ? readFileSync(`/proc/${child}/stat`, 'utf8') : '(x) Z';
    expect(state).toMatch(/\) Z/);
  });

  it('that says without end is read without end, and a little of it is kept', async () => {
    const { end, output } = run('head -c 3000000 /dev/zero');
    expect(await end).toMatchObject({ exit: 0 });
    expect(statSync(output).size).toBe(65_536);
  });

  it('is ended where this process is told to stop, and counts as not run', async () => {
    const stopping = new AbortController();
    const { end } = run('sleep 1000', { stopping: stopping.signal });
    stopping.abort();
    expect(await end).toBeUndefined();
  });
});
