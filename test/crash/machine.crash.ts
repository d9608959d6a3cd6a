// Faults of the machine: a full disk, something else in the output directory's place, a removed list. The batch halts
// and says what to do, and resume goes on.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Command } from './command.js';
import { IN_DOUBT_MAX, inWorld } from './world.js';

const HALTED = 3;

function mount(directory: string, size: string): void {
  mkdirSync(directory, { recursive: true });
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', directory], { stdio: 'pipe' });
}

function unmount(directory: string): void {
  execFileSync('umount', ['-l', directory]);
}

function whyNoMount(): string {
  const directory = mkdtempSync(join(tmpdir(), 'rollcall-mount-'));
  try {
    mount(directory, '64k');
    unmount(directory);
    return '';
  } catch (error) {
    return (error as Error).message;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

const noMount = whyNoMount();
if (noMount !== '') process.stderr.write(`disk-full tests are left out: ${noMount}\n`);

async function whenHalted(run: Command, reason: string): Promise<void> {
  const { code, out } = await run.ended();
  expect(code).toBe(HALTED);
  expect(out).toContain(reason);
  expect(out).toContain('rollcall resume b1');
}

describe.skipIf(noMount !== '')('the disk is full', () => {
  test('under the output directory: halts at the end, resume writes the files', async () => {
    await inWorld({}, async (world) => {
      const out = join(world.directory, 'out');
      mount(out, '4k');
      try {
        await whenHalted(world.run(undefined, ['--out', out]), `The disk of ${out} is full`);
        expect(await world.status()).toMatchObject({ state: 'halted' });
        execFileSync('mount', ['-o', 'remount,size=4m', out]);
        expect((await world.resume().ended()).code).toBe(0);
        await world.audit({ inDoubt: 0 }, out);
      } finally {
        unmount(out);
      }
    });
  });

  test('under the data directory, on a shared Redis: halts, resume goes on', async () => {
    const { inSharedWorld } = await import('./redis.js');
    await inSharedWorld({ rows: 1500, settings: { latencyMs: 5 } }, async (world) => {
      mount(world.data, '2m');
      try {
        const run = world.run();
        await world.simulator.whenReceived(100);
        fill(world.data);
        // The state `halted` can't be written to the full disk either.
        await whenHalted(run, `The disk of ${world.batchDirectory} is full`);
        rmSync(join(world.data, 'filler'));
        expect((await world.resume().ended()).code).toBe(0);
        await world.audit({ inDoubt: IN_DOUBT_MAX });
      } finally {
        unmount(world.data);
      }
    });
  });

  test('under the private Redis: says so, and goes on when there is room', async () => {
    await inWorld({ rows: 1500, settings: { latencyMs: 5 } }, async (world) => {
      mount(world.data, '4m');
      try {
        const run = world.run();
        await world.simulator.whenReceived(100);
        fill(world.data);
        await run.says(`Redis is away (The disk of ${world.data} is full)`);
        rmSync(join(world.data, 'filler'));
        expect((await run.ended()).code).toBe(0);
        await world.audit({ inDoubt: 2 * IN_DOUBT_MAX });
      } finally {
        unmount(world.data);
      }
    });
  });
});

/** The command ends before any call; the same command does its work once there is space. */
describe.skipIf(noMount !== '')('the disk is full from the start', () => {
  test.each(['data', 'out'] as const)('under the %s directory: said so, nothing is left', async (which) => {
    await inWorld({ rows: 30 }, async (world) => {
      const full = join(world.directory, which);
      mount(full, '4m');
      try {
        fill(full);
        const options = which === 'out' ? ['--out', full] : [];
        const refused = await world.run(undefined, options).ended();
        expect(refused.code).toBe(1);
        expect(refused.err).toContain(`The disk of ${full} is full`);
        expect(refused.err).not.toContain('fault');
        expect(world.simulator.totals().received).toBe(0);
        expect(existsSync(world.batchDirectory)).toBe(false);
        rmSync(join(full, 'filler'));
        expect((await world.run(undefined, options).ended()).code).toBe(0);
        await world.audit({ inDoubt: 0 }, which === 'out' ? full : world.batchDirectory);
      } finally {
        unmount(full);
      }
    });
  });
});

function fill(directory: string): void {
  try {
    writeFileSync(join(directory, 'filler'), Buffer.alloc(8 * 1024 * 1024));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  }
}

describe('files that were there are gone', () => {
  test('a file stands where the output directory was: halts, resume goes on', async () => {
    await inWorld({}, async (world) => {
      const out = join(world.directory, 'out');
      const run = world.run(undefined, ['--out', out]);
      await world.simulator.whenReceived(30);
      rmSync(out, { recursive: true, force: true });
      writeFileSync(out, 'in the way');
      await whenHalted(run, out);
      expect(await world.status()).toMatchObject({ state: 'halted' });
      rmSync(out);
      expect((await world.resume().ended()).code).toBe(0);
      await world.audit({ inDoubt: 0 }, out);
    });
  });

  test('the output directory is removed: it is made again', async () => {
    await inWorld({}, async (world) => {
      const out = join(world.directory, 'out');
      mkdirSync(out);
      const run = world.run(undefined, ['--out', out]);
      await world.simulator.whenReceived(30);
      rmSync(out, { recursive: true });
      expect((await run.ended()).code).toBe(0);
      await world.audit({ inDoubt: 0 }, out);
    });
  });

  test('the list is removed after it was submitted: it was copied', async () => {
    await inWorld({}, async (world) => {
      const run = world.run({ at: 'request:after', nth: 40, in: 'verify' });
      await world.simulator.whenReceived(30);
      rmSync(world.listPath);
      await run.ended();
      expect((await world.resume().ended()).code).toBe(0);
      await world.audit({ inDoubt: IN_DOUBT_MAX });
    });
  });

  test('the last line of the record of slices is cut off by a power cut: resume goes on', async () => {
    const { readdirSync, readFileSync, truncateSync } = await import('node:fs');
    await inWorld({}, async (world) => {
      await world.run({ at: 'request:after', nth: 60, in: 'verify' }).ended();
      const work = join(world.batchDirectory, 'work');
      const file = join(work, readdirSync(work).find((name) => name.startsWith('slices-')) ?? '');
      const text = readFileSync(file, 'utf8');
      // The line is cut behind a brace, so that it looks like a whole one.
      truncateSync(file, text.indexOf('}', text.trimEnd().lastIndexOf('\n')) + 1);
      expect((await world.resume().ended()).code).toBe(0);
      await world.audit({ inDoubt: IN_DOUBT_MAX });
    });
  });
});
