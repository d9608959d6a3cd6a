// `npm run release` in a small git repository of its own: what it makes, and that whatever goes wrong leaves the
// repository as it was.

import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CHANGES = '### Added\n\n- A thing.\n';
const CHANGELOG = `# Changelog\n\n## [Unreleased]\n\n${CHANGES}\n## [0.1.0] - 2026-11-26\n\nThe first.\n`;

interface Manifest {
  name: string;
  version: string;
  scripts: Record<string, string>;
  dependencies: Record<string, string>;
}

const CARRIED = ['tools/release', 'package-lock.json', 'docs/kubernetes/kustomization.yaml', '.gitignore'];

let template: string;
let directory: string;
let checkout: string;

beforeAll(() => {
  template = mkdtempSync(join(tmpdir(), 'release-'));
  [directory, checkout] = [template, template];
  for (const path of CARRIED) cpSync(join(ROOT, path), join(checkout, path), { recursive: true });
  write('CHANGELOG.md', CHANGELOG);
  prepack('true');
  putVersion('0.1.0');
  git('init', '--quiet', '--initial-branch', 'main');
  git('config', 'user.name', 'Somebody');
  git('config', 'user.email', 'somebody@example.com');
  commitAll('Begin');
});

afterAll(() => {
  rmSync(template, { recursive: true });
});

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'release-'));
  checkout = join(directory, 'some-checkout');
  cpSync(template, checkout, { recursive: true });
});

afterEach(() => {
  rmSync(directory, { recursive: true });
});

function read(path: string): string {
  return readFileSync(join(checkout, path), 'utf8');
}

function write(path: string, text: string): void {
  writeFileSync(join(checkout, path), text);
}

/** Puts a version in, whatever this repository's own version is. */
function putVersion(version: string): void {
  const lock = JSON.parse(read('package-lock.json')) as {
    version: string;
    packages: { '': { version: string } };
  };
  lock.version = version;
  lock.packages[''].version = version;
  write('package-lock.json', `${JSON.stringify(lock, undefined, 2)}\n`);
  const manifests = 'docs/kubernetes/kustomization.yaml';
  write(manifests, read(manifests).replace(/newTag: .*/, `newTag: ${version}`));
}

/** Sets what npm runs before it packs. */
function prepack(command: string): void {
  const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Manifest;
  const changed = { ...manifest, version: '0.1.0', files: ['tools'], scripts: { prepack: command } };
  write('package.json', `${JSON.stringify(changed, undefined, 2)}\n`);
}

const ENVIRONMENT = {
  PATH: process.env['PATH'],
  // A home directory without anybody's settings of git and npm.
  get HOME() {
    return directory;
  },
  GIT_CONFIG_NOSYSTEM: '1',
};

function git(...args: string[]): string {
  return execFileSync('git', args, {
    cwd: checkout,
    env: ENVIRONMENT,
    encoding: 'utf8',
    stdio: 'pipe',
  }).trim();
}

function commitAll(message: string): void {
  git('add', '--all');
  git('commit', '--quiet', '--message', message);
}

function hook(name: string, script: string): void {
  mkdirSync(join(checkout, '.git', 'hooks'), { recursive: true });
  writeFileSync(join(checkout, '.git', 'hooks', name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
}

function release(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const program = join(checkout, 'tools', 'release', 'release.mjs');
  return spawnSync(process.execPath, [program, ...args], {
    cwd: directory,
    env: ENVIRONMENT,
    encoding: 'utf8',
  });
}

/** Everything that a release could change. */
function state(): unknown {
  const files = ['package.json', 'package-lock.json', 'CHANGELOG.md', 'docs/kubernetes/kustomization.yaml'];
  const made = join(checkout, 'release');
  return {
    head: git('rev-parse', 'HEAD'),
    branch: git('branch', '--show-current'),
    tags: git('tag'),
    status: git('status', '--porcelain'),
    files: files.map((file) => (existsSync(join(checkout, file)) ? read(file) : undefined)),
    made: existsSync(made) ? readdirSync(made) : [],
  };
}

describe('a release', () => {
  it('sets the version in every file that names it, cuts the changelog, commits and tags', () => {
    expect(release('0.2.0', '--no-pack')).toMatchObject({ status: 0, stdout: '' });
    const lock = JSON.parse(read('package-lock.json')) as Manifest & { packages: Record<string, Manifest> };
    expect([(JSON.parse(read('package.json')) as Manifest).version, lock.version]).toEqual([
      '0.2.0',
      '0.2.0',
    ]);
    expect(lock.packages['']?.version).toBe('0.2.0');
    expect(read('docs/kubernetes/kustomization.yaml')).toMatch(/^ +newTag: 0\.2\.0$/m);
    const cut =
      /## \[Unreleased\]\n\n## \[0\.2\.0\] - \d{4}-\d\d-\d\d\n\n### Added\n\n- A thing\.\n\n## \[0\.1\.0\]/;
    expect(read('CHANGELOG.md')).toMatch(cut);
    expect(git('log', '-1', '--format=%s')).toBe('Release 0.2.0');
    expect(git('rev-parse', 'v0.2.0^{commit}')).toBe(git('rev-parse', 'HEAD'));
    expect(git('cat-file', '-t', 'v0.2.0')).toBe('tag');
    expect(git('show', '--format=', '--name-only').split('\n')).toHaveLength(4);
    expect(git('status', '--porcelain')).toBe('');
  });

  it('changes nothing else in the files that name the version', () => {
    release('0.2.0', '--no-pack');
    const changed = git('diff', '-U0', 'HEAD^', '--', 'package.json', 'package-lock.json', 'docs');
    const lines = changed.split('\n').filter((line) => /^[+-](?![+-])/.test(line));
    expect(lines).toHaveLength(8);
    for (const line of lines) expect(line).toMatch(/^[+-] +(?:"version"|newTag): "?0\.[12]\.0"?,?$/);
  });

  it('packs what is tagged, with its SHA-256 and what comes with it', () => {
    const { status, stdout, stderr } = release('0.2.0');
    expect([status, stderr]).toEqual([0, expect.stringContaining('git push origin main v0.2.0')]);
    const made = join(checkout, 'release');
    const names = ['rollcall-0.2.0.cdx.json', 'rollcall-0.2.0.tgz', 'rollcall-0.2.0.tgz.sha256'];
    expect(readdirSync(made).toSorted()).toEqual(names);
    expect(stdout.trim().split('\n').toSorted()).toEqual(names.map((name) => join(made, name)));
    execFileSync('sha256sum', ['-c', 'rollcall-0.2.0.tgz.sha256'], { cwd: made, stdio: 'pipe' });
    const manifest = execFileSync('tar', ['-xzOf', 'rollcall-0.2.0.tgz', 'package/package.json'], {
      cwd: made,
    });
    expect(JSON.parse(String(manifest))).toMatchObject({ version: '0.2.0' });
    const sbom = JSON.parse(readFileSync(join(made, 'rollcall-0.2.0.cdx.json'), 'utf8')) as {
      metadata: { component: unknown };
      components: { name: string; 'bom-ref': string }[];
      dependencies: { ref: string; dependsOn?: string[] }[];
    };
    expect(sbom.metadata.component).toMatchObject({ name: 'rollcall', version: '0.2.0' });
    const within = sbom.components.map(({ name }) => name);
    const { dependencies } = JSON.parse(read('package.json')) as Manifest;
    expect(within).toEqual(expect.arrayContaining(Object.keys(dependencies)));
    expect(within).not.toContain('vitest');
    const known = new Set(['rollcall@0.2.0', ...sbom.components.map((component) => component['bom-ref'])]);
    const named = sbom.dependencies.flatMap(({ ref, dependsOn = [] }) => [ref, ...dependsOn]);
    expect(named.filter((ref) => !known.has(ref))).toEqual([]);
    expect(git('status', '--porcelain')).toBe('');
  });

  it('may be followed by the next one', () => {
    release('0.2.0-rc.1', '--no-pack');
    write(
      'CHANGELOG.md',
      read('CHANGELOG.md').replace('[Unreleased]\n', '[Unreleased]\n\n- Another thing.\n'),
    );
    commitAll('Do another thing');
    expect(release('0.2.0', '--no-pack').status).toBe(0);
    expect(git('tag').split('\n')).toEqual(['v0.2.0', 'v0.2.0-rc.1']);
  });
});

describe('a release is refused, and nothing changed,', () => {
  function refused(...args: string[]): string {
    const before = state();
    const { status, stdout, stderr } = release(...args);
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).not.toMatch(/^ +at /m);
    expect(state()).toEqual(before);
    return stderr;
  }

  it.each([
    [['v0.2.0'], 'Without the "v": 0.2.0'],
    [['1.2'], '"1.2" is no version'],
    [['0.1.0'], '0.1.0 is not later than 0.1.0'],
    [['0.1.0-rc.1'], 'not later'],
    [['0.0.9'], 'not later'],
    [[], 'One version'],
    [['0.2.0', '0.3.0'], 'One version'],
    [['0.2.0', '--nopack'], '--nopack'],
  ])('of %j', (args, message) => {
    expect(refused(...args)).toContain(message);
  });

  it.each<[string, () => unknown, string]>([
    ['with a changed file', () => write('CHANGELOG.md', `${CHANGELOG}\n`), ' M CHANGELOG.md'],
    ['with a file that git does not know', () => write('new.txt', ''), '?? new.txt'],
    ['with a staged file', () => [write('new.txt', ''), git('add', 'new.txt')], 'A  new.txt'],
    ['where the tag is there', () => git('tag', 'v0.2.0'), 'v0.2.0 is there already'],
    ['without a branch', () => git('checkout', '--quiet', '--detach'), 'No branch'],
    [
      'without a name to commit with',
      () => git('config', 'user.useConfigOnly', 'true') + git('config', '--unset', 'user.email'),
      'no name and e-mail',
    ],
  ])('%s', (_what, spoil, message) => {
    spoil();
    expect(refused('0.2.0', '--no-pack')).toContain(message);
  });

  it.each([
    ['no changes', CHANGELOG.replace(CHANGES, ''), 'nothing stands under'],
    ['no heading for them', CHANGELOG.replace('[Unreleased]', '[Next]'), 'one heading'],
    ['that version', CHANGELOG.replace('0.1.0', '0.2.0'), 'a part for 0.2.0'],
  ])('where the changelog has %s', (_what, text, message) => {
    write('CHANGELOG.md', text);
    commitAll('Spoil the changelog');
    expect(refused('0.2.0', '--no-pack')).toContain(message);
  });

  it('in the middle of a merge', () => {
    git('switch', '--quiet', '--create', 'other');
    git('commit', '--quiet', '--allow-empty', '--message', 'Go one way');
    git('switch', '--quiet', 'main');
    git('commit', '--quiet', '--allow-empty', '--message', 'Go another');
    git('merge', '--quiet', '--no-commit', '--no-ff', 'other');
    expect(refused('0.2.0', '--no-pack')).toContain('A merge is under way');
  });

  it('where a file of it is there', () => {
    mkdirSync(join(checkout, 'release'));
    write('release/rollcall-0.2.0.tgz', 'an earlier one');
    expect(refused('0.2.0')).toContain('rollcall-0.2.0.tgz is there already');
    expect(read('release/rollcall-0.2.0.tgz')).toBe('an earlier one');
  });

  it('outside a git repository, and below the top of one', () => {
    rmSync(join(checkout, '.git'), { recursive: true });
    expect(release('0.2.0', '--no-pack')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('not the top of a git repository') as string,
    });
    execFileSync('git', ['init', '--quiet'], { cwd: directory, env: ENVIRONMENT, stdio: 'pipe' });
    expect(release('0.2.0', '--no-pack').stderr).toContain('not the top of a git repository');
    expect(read('CHANGELOG.md')).toBe(CHANGELOG);
  });

  it('where the package can’t be made', () => {
    prepack('echo it does not build; false');
    commitAll('Break the build');
    expect(refused('0.2.0')).toContain('it does not build');
  });

  it('where packing changes what is committed', () => {
    prepack('echo changed >> .gitignore');
    commitAll('Have the build change a file');
    const { status, stderr } = release('0.2.0');
    expect([status, stderr]).toEqual([1, expect.stringContaining('commit them first.\n M .gitignore')]);
    expect([git('log', '-1', '--format=%s'), git('tag'), git('status', '--porcelain')]).toEqual([
      'Have the build change a file',
      '',
      'M .gitignore',
    ]);
  });

  it('where a hook refuses the commit', () => {
    hook('pre-commit', 'echo not today >&2; exit 1');
    expect(refused('0.2.0', '--no-pack')).toContain('not today');
  });

  it('where the tag can’t be made, though the commit could', () => {
    hook('reference-transaction', 'while read old new ref; do case $ref in refs/tags/*) exit 1;; esac; done');
    expect(refused('0.2.0')).toContain('git tag');
  });
});

describe('a release that is stopped', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('by %s leaves everything as it was', async (signal) => {
    prepack('echo packing > ../pipe; sleep 600');
    commitAll('Build for long');
    execFileSync('mkfifo', [join(directory, 'pipe')]);
    const before = state();
    const program = join(checkout, 'tools', 'release', 'release.mjs');
    const child = spawn(process.execPath, [program, '0.2.0'], {
      env: ENVIRONMENT,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (text) => (said += String(text)));
    const reader = spawn('cat', [join(directory, 'pipe')], { stdio: 'ignore' });
    await once(reader, 'exit');
    expect(read('CHANGELOG.md')).toContain('[0.2.0]');
    child.kill(signal);
    await once(child, 'close');
    expect(child.exitCode).toBe(1);
    expect(said).toContain(`Stopped by ${signal}.`);
    expect(state()).toEqual({ ...(before as object), made: [] });
  });
});
