// The set-up in a small checkout of its own, on a PATH that shows only what a test puts there. Getting a Redis from
// Debian or npm's packages needs the network and is not tried here.

import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findRedisProgram, redisEnvironment } from '../../src/redis/redis-program.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

const BUILT_WITH = [
  'typescript',
  '@typescript',
  '@types',
  'undici-types',
  'rolldown',
  '@rolldown',
  '@oxc-project',
];

let checkout: string;
let programs: string;

beforeEach(() => {
  checkout = mkdtempSync(join(tmpdir(), 'setup-'));
  programs = join(checkout, 'programs');
  mkdirSync(programs);
  for (const name of ['package.json', 'tsconfig.json', 'tsconfig.build.json'])
    cpSync(join(root, name), join(checkout, name));
  for (const name of ['setup', 'lua'])
    cpSync(join(root, 'tools', name), join(checkout, 'tools', name), { recursive: true });
  rmSync(join(checkout, 'tools', 'setup', 'demo.mjs'), { force: true });
  const program = join('src', 'redis', 'redis-program.mjs');
  cpSync(join(root, program), join(checkout, program));
  const sources = ['src/cli/main.ts', 'src/index.ts', 'workers/verify.ts', 'workers/workbook.ts'];
  for (const name of [...sources, 'src/serve/pages/scripts/main.ts', 'src/serve/pages/styles/base.css']) {
    mkdirSync(dirname(join(checkout, name)), { recursive: true });
    writeFileSync(join(checkout, name), name.endsWith('.css') ? '' : `export const name = '${name}';\n`);
  }
  for (const name of BUILT_WITH) {
    mkdirSync(join(checkout, 'node_modules'), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), join(checkout, 'node_modules', name));
  }
});

afterEach(() => {
  rmSync(checkout, { recursive: true });
});

function setUp(
  step: string,
  environment: Readonly<Record<string, string>> = {},
): { status: number | null; said: string } {
  const { status, stderr } = spawnSync(process.execPath, [join('tools', 'setup', 'setup.mjs'), step], {
    cwd: checkout,
    env: { ...environment, PATH: programs },
    encoding: 'utf8',
  });
  return { status, said: stderr };
}

function putProgram(name: string, script: string): void {
  writeFileSync(join(programs, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
}

/** Puts the machine's own server under the name of its check tool. */
function putCheckTool(): Record<string, string> {
  const program = findRedisProgram();
  if (program === undefined) throw new Error('there is no Redis on this machine');
  symlinkSync(realpathSync(program.path), join(programs, 'redis-check-rdb'));
  return redisEnvironment(program);
}

describe('the search for a Redis', () => {
  test('is content with one that is here', () => {
    putProgram('redis-server', 'echo "Redis server v=7.0.15 sha=00000000:0"');
    expect(setUp('redis')).toEqual({ status: 0, said: '' });
    expect(existsSync(join(checkout, '.redis'))).toBe(false);
  });

  test.each([
    ['is too old', 'echo "Redis server v=6.0.16 sha=00000000:0"'],
    ['does not run', 'exit 127'],
  ])('passes over one that %s, and says what to do where no other can be had', (_, script) => {
    putProgram('redis-server', script);
    putProgram('dnf', 'exit 1');
    const { status, said } = setUp('redis');
    expect(status).toBe(1);
    expect(said).toContain('Run: sudo dnf install -y redis\n');
  });

  test('takes an old one for none beside a Valkey', () => {
    putProgram('redis-server', 'echo "Redis server v=6.0.16 sha=00000000:0"');
    putProgram('valkey-server', 'echo "Valkey server v=8.1.3 sha=00000000:0"');
    expect(setUp('redis')).toEqual({ status: 0, said: '' });
  });

  test("finds the server in the check tool's program", () => {
    const env = putCheckTool();
    expect(setUp('redis', env)).toEqual({ status: 0, said: '' });
    const server = join(checkout, '.redis', 'bin', 'redis-server');
    expect(spawnSync(server, ['--version'], { encoding: 'utf8', env }).stdout).toMatch(/ server v=\d/);
  });

  test('shows what the tool said that failed', () => {
    putProgram('apt-get', 'echo "no such host" >&2; exit 100');
    putProgram('dpkg-deb', 'exit 1');
    const { status, said } = setUp('redis');
    expect(status).toBe(1);
    expect(said).toContain('no such host');
    expect(said).toContain('Run: sudo apt-get install -y redis-tools\n');
    const chinese = setUp('redis', { LANG: 'zh_CN.UTF-8' });
    expect(chinese.status).toBe(1);
    expect(chinese.said).toContain('no such host');
    expect(chinese.said).toContain('请运行：sudo apt-get install -y redis-tools\n然后再试一次。');
    expect(setUp('--lang=en', { LANG: 'zh_CN.UTF-8' }).said).toContain('No Redis on this machine');
  });
});

describe('the build', () => {
  test('is made once, and again where a source is newer, new or gone', () => {
    const source = join(checkout, 'src', 'one.ts');
    writeFileSync(source, 'export const one: number = 1;\n');
    expect(setUp('build')).toEqual({ status: 0, said: 'Building …\n' });
    const output = join(checkout, 'dist', 'src', 'one.js');
    expect(readFileSync(output, 'utf8')).toBe('export const one = 1;\n');
    expect(setUp('build')).toEqual({ status: 0, said: '' });

    writeFileSync(source, 'export const one: number = 2;\n');
    setUp('build');
    expect(readFileSync(output, 'utf8')).toBe('export const one = 2;\n');

    // Renaming keeps the file's time.
    renameSync(source, join(checkout, 'src', 'two.ts'));
    setUp('build');
    expect(existsSync(output)).toBe(false);
    expect(existsSync(join(checkout, 'dist', 'src', 'two.js'))).toBe(true);
    expect(setUp('build').said).toBe('');
  });

  test('fails with the words of the compiler, every time, where types are wrong, and leaves the one before', () => {
    const source = join(checkout, 'src', 'one.ts');
    writeFileSync(source, 'export const one: number = 1;\n');
    setUp('build');
    writeFileSync(source, "export const one: number = 'one';\n");
    for (const turn of ['first', 'second']) {
      const { status, said } = setUp('build');
      expect({ turn, status }).toEqual({ turn, status: 1 });
      expect(said).toContain('src/one.ts(1,14): error TS2322');
    }
    expect(readFileSync(join(checkout, 'dist', 'src', 'one.js'), 'utf8')).toBe('export const one = 1;\n');
  });
});

describe('the search for a browser', () => {
  test('is content with one that is here, and a font', () => {
    putProgram('google-chrome', 'exit 1');
    putProgram('apt-get', 'exit 1');
    putProgram('fc-list', 'echo "Noto Sans CJK SC"');
    expect(setUp('browser')).toEqual({ status: 0, said: '' });
  });

  test('says what to do where none can be had, and fails nothing', () => {
    const { status, said } = setUp('browser');
    expect({ status, said }).toEqual({
      status: 0,
      said: 'No Chromium for the browser tests. To have them run, install Chromium or Google Chrome.\n',
    });
  });

  test('says what it installs before it does, or what to run where it may not, and fails nothing', () => {
    putProgram('apt-get', 'echo "apt-get $*" >&2; exit 100');
    putProgram('fc-list', 'exit 0');
    const { status, said } = setUp('browser');
    expect(status).toBe(0);
    const command = 'apt-get install -y --no-install-recommends chromium fonts-noto-cjk';
    expect(said.split('\n')[0]).toContain(process.getuid?.() === 0 ? `(${command})` : `sudo ${command}`);
  });

  test('is not made unless it is asked for', () => {
    const text = readFileSync(join(checkout, 'package.json'), 'utf8');
    const { scripts } = JSON.parse(text) as { scripts: Record<string, string> };
    expect(Object.keys(scripts).filter((name) => scripts[name]?.includes('browser'))).toEqual([
      'test',
      'test:nodes',
    ]);
  });
});

test('an unknown step is named', () => {
  expect(setUp('nothing')).toEqual({
    status: 1,
    said: 'There is no step nothing, only packages, redis, build, browser, nodes.\n',
  });
});
