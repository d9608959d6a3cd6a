// The package as it is published: what is in it, and that it works where there is no checkout and no node_modules.

import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { peopleCsv } from '../../src/simulator/index.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** The build was made before the first test. */
const PACK = ['pack', '--json', '--ignore-scripts', '--pack-destination'];

interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

let directory: string;
let packed: Packed;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'rollcall-package-'));
  const [answer] = JSON.parse(
    execFileSync('npm', [...PACK, directory], { cwd: ROOT, encoding: 'utf8' }),
  ) as Packed[];
  if (answer === undefined) throw new Error('npm packs nothing');
  packed = answer;
  execFileSync('tar', ['-xzf', join(directory, packed.filename), '-C', directory]);
});
afterAll(() => {
  rmSync(directory, { recursive: true, force: true });
});

/** Runs the packed command as a user who has nothing else. */
function rollcall(args: readonly string[], path = process.env['PATH'] ?? '') {
  return spawnSync(
    process.execPath,
    [join(directory, 'package', 'dist', 'programs', 'rollcall.js'), ...args],
    {
      cwd: directory,
      encoding: 'utf8',
      env: { PATH: path, HOME: directory },
    },
  );
}

describe('the package', () => {
  test('holds the programs, their types, the documents and the set-up', () => {
    const paths = packed.files.map(({ path }) => path);
    expect(paths).toEqual(
      expect.arrayContaining([
        'dist/programs/rollcall.js',
        'dist/programs/index.js',
        'dist/programs/verify.js',
        'dist/programs/workbook.js',
        'dist/programs/third-party-licences.txt',
        'dist/src/index.d.ts',
        'docs/library.md',
        'tools/setup/setup.mjs',
        'README.md',
        'LICENSE',
      ]),
    );
  });

  test('holds no test, no source but what the set-up needs, and nothing of this machine', () => {
    const foreign = packed.files
      .map(({ path }) => path)
      .filter((path) => !/^(dist|docs|examples|tools\/setup)\/|^[A-Z]+(\.md)?$|^package\.json$/.test(path));
    expect(foreign).toEqual(['src/redis/redis-program.mjs']);
    expect(packed.files.filter(({ path }) => /(^|\/)((test|data|secrets)\/|\.env)/.test(path))).toEqual([]);
  });

  test('names the licence of every package that is in the programs', () => {
    const text = readFileSync(
      join(directory, 'package', 'dist', 'programs', 'third-party-licences.txt'),
      'utf8',
    );
    for (const name of ['bullmq', 'ioredis', 'commander', 'zod', 'undici', 'pino'])
      expect(text).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(`, 'm'));
  });
});

describe('the packed command', () => {
  test('reads a list, in a process of its own where it is a workbook, with no package beside it', () => {
    writeFileSync(
      join(directory, 'people.csv'),
      [...peopleCsv({ seed: 1, count: 20, mix: 'clean' })].join(''),
    );
    const { status, stdout, stderr } = rollcall(['check', 'people.csv', '--json']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ rows: 20 });
  });

  test('says how to get a Redis in words that fit it, and keeps the one that it gets outside itself', () => {
    const nothing = join(directory, 'nothing');
    mkdirSync(nothing);
    const environment = {
      ROLLCALL_APPID: 'a',
      ROLLCALL_BUCKET: 'b',
      ROLLCALL_SECRET_ID: 'c',
      ROLLCALL_SECRET_KEY: 'd',
    };
    writeFileSync(
      join(directory, '.env'),
      Object.entries(environment)
        .map(([name, value]) => `${name}=${value}`)
        .join('\n'),
    );
    const { status, stderr } = rollcall(['run', 'people.csv', '--no-ping'], nothing);
    expect(status).toBe(1);
    expect(stderr).toContain('To get one, run: rollcall setup.');
    expect(stderr).not.toMatch(/npm (run|--)/);

    writeFileSync(
      join(nothing, 'redis-check-rdb'),
      '#!/bin/sh\necho "Redis server v=7.0.15 sha=00000000:0"\n',
      {
        mode: 0o755,
      },
    );
    rollcall(['setup'], nothing);
    expect(existsSync(join(directory, '.local', 'share', 'rollcall', 'redis', 'bin', 'redis-server'))).toBe(
      true,
    );
    expect(existsSync(join(directory, 'package', '.redis'))).toBe(false);
  });

  test('is found by its link', () => {
    const link = join(directory, 'rollcall');
    symlinkSync(join(directory, 'package', 'dist', 'programs', 'rollcall.js'), link);
    const { status, stdout } = spawnSync(process.execPath, [link, '--version'], { encoding: 'utf8' });
    const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
    expect({ status, stdout }).toEqual({ status: 0, stdout: `${manifest.version}\n` });
  });
});
