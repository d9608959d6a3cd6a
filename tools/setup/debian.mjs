// Gets Debian's packages: installed or, for users who may not install, the package with the Redis server unpacked into
// .redis. Node built-ins only.

import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { privateCopy } from '../../src/redis/redis-program.mjs';
import { run, say, SetupError } from './tool.mjs';
import { words } from './words.mjs';

const PROGRAM = join('usr', 'bin', 'redis-check-rdb');

/** @param {readonly string[]} names of packages */
export function installDebianPackages(names) {
  const options = ['-o', 'DPkg::Lock::Timeout=120'];
  const install = () => {
    run('apt-get', [...options, 'install', '-y', '--no-install-recommends', ...names], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  };
  withFreshLists(install, options, install);
}

/**
 * For users who may not install: unpacks the package, with the libraries that the machine lacks, into .redis.
 *
 * @param {string} name of the package
 */
export function unpackDebianCopy(name) {
  const work = mkdtempSync(join(tmpdir(), 'rollcall-'));
  try {
    download(name, work);
    const root = join(work, 'root');
    for (const file of readdirSync(work).filter((entry) => entry.endsWith('.deb'))) {
      run('dpkg-deb', ['-x', join(work, file), root]);
    }
    layOut(root);
  } finally {
    rmSync(work, { recursive: true });
  }
}

/**
 * @param {string} name
 * @param {string} work where the packages go
 */
function download(name, work) {
  // Only root can renew the machine's own lists, so new ones are made here.
  const lists = join(work, 'lists');
  const cache = join(work, 'cache');
  mkdirSync(join(lists, 'partial'), { recursive: true });
  mkdirSync(join(cache, 'archives', 'partial'), { recursive: true });
  const own = ['-o', `Dir::State::Lists=${lists}`, '-o', `Dir::Cache=${cache}`];
  withFreshLists(
    () => fetchPackages(name, work, []),
    own,
    () => fetchPackages(name, work, own),
  );
}

/**
 * @param {() => void} get
 * @param {readonly string[]} options of apt, for the renewed lists
 * @param {() => void} getAgain
 */
function withFreshLists(get, options, getAgain) {
  if (attempt(get) === undefined) return;
  // There are no package lists yet, or their packages were replaced by newer ones.
  say(words.renewing);
  // Another package source may be down, which doesn't matter where the needed one answers.
  const update = attempt(() => run('apt-get', [...options, '-o', 'APT::Update::Error-Mode=any', 'update']));
  const second = attempt(getAgain);
  if (second !== undefined) throw new SetupError(update === undefined ? second : `${update}\n${second}`);
}

/**
 * @param {() => void} action
 * @returns {string | undefined} what went wrong
 */
function attempt(action) {
  try {
    action();
    return undefined;
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    return error.message;
  }
}

/**
 * @param {string} name
 * @param {string} work
 * @param {readonly string[]} options of apt
 */
function fetchPackages(name, work, options) {
  const plan = run('apt-get', [...options, '--simulate', 'install', '--no-install-recommends', name]);
  // "Inst NAME (VERSION …)" is a new package. "Inst NAME [OLD] (…" would be upgraded, so it is on the machine already.
  const missing = [...plan.matchAll(/^Inst (lib\S+) \(/gm)].map(([, library = '']) => library);
  run('apt-get', [...options, 'download', name, ...missing], { cwd: work });
}

/** @param {string} root what the packages hold */
function layOut(root) {
  rmSync(privateCopy.directory, { recursive: true, force: true });
  mkdirSync(dirname(privateCopy.path), { recursive: true });
  mkdirSync(privateCopy.libraries);
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (!/\.so\.\d/.test(entry.name)) continue;
    const library = join(entry.parentPath, entry.name);
    if (existsSync(library)) copyFileSync(library, join(privateCopy.libraries, entry.name));
  }
  // Copied last, because this file shows that the copy is complete. The program decides by its name what it does.
  copyFileSync(join(root, PROGRAM), privateCopy.path);
  chmodSync(privateCopy.path, 0o755);
}
