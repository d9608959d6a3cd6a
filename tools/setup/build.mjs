// Keeps dist the image of the sources: built where they are newer, without files whose source is gone. It holds a module a
// source, with its types, and under programs what is run and published. Files are replaced one by one and whole, so that a
// process that runs meanwhile never reads half of one.

import {
  existsSync,
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { packageRoot } from '../../src/redis/redis-program.mjs';
import { LuaError } from '../lua/files.mjs';
import { writeModules } from '../lua/modules.mjs';
import { bundlePages } from './bundle-pages.mjs';
import { bundlePrograms } from './bundle.mjs';
import { run, say, SetupError } from './tool.mjs';
import { words } from './words.mjs';

/** npm makes commands executable when it first links them, and not again after a build. */
const COMMANDS = [join('src', 'cli', 'main.js'), join('programs', 'rollcall.js')];
const SOURCES = [
  'src',
  'workers',
  'tools/setup/bundle.mjs',
  'tools/setup/bundle-pages.mjs',
  'tsconfig.json',
  'tsconfig.build.json',
  'package-lock.json',
];
const dist = join(packageRoot, 'dist');
/** The file's time is that of the build, and its content lists what was built. */
const STAMP = '.built';

/** @throws {SetupError} where types or scripts are wrong; dist is then left as it was, a whole build of before */
export async function ensureBuild() {
  writeScripts();
  const sources = listSources();
  if (isFresh(sources)) return;
  say(words.building);
  const startedAt = new Date();
  const cache = join(packageRoot, 'node_modules', '.cache');
  mkdirSync(cache, { recursive: true });
  const fresh = mkdtempSync(join(cache, 'rollcall-build-'));
  try {
    compile(fresh);
    await bundlePrograms(join(fresh, 'programs'));
    await bundlePages(join(fresh, 'programs', 'pages'));
    writeFileSync(join(fresh, STAMP), stampOf(sources));
    utimesSync(join(fresh, STAMP), startedAt, startedAt);
    mirror(fresh);
  } finally {
    rmSync(fresh, { recursive: true });
  }
}

/** Writes the Lua as modules, which are then compiled like other sources. */
function writeScripts() {
  try {
    writeModules(packageRoot);
  } catch (error) {
    if (!(error instanceof LuaError)) throw error;
    throw new SetupError(error.message);
  }
}

/** @param {string} directory where the output goes */
function compile(directory) {
  const compiler = join(packageRoot, 'node_modules', 'typescript', 'bin', 'tsc');
  run(process.execPath, [compiler, '-p', 'tsconfig.build.json', '--outDir', directory], { cwd: packageRoot });
}

/** @param {readonly string[]} sources */
function isFresh(sources) {
  const stamp = join(dist, STAMP);
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== stampOf(sources)) return false;
  const builtAt = statSync(stamp).mtimeMs;
  return sources.every((path) => statSync(path).mtimeMs < builtAt);
}

/** @param {readonly string[]} sources */
function stampOf(sources) {
  return `${sources.map((path) => relative(packageRoot, path)).join('\n')}\n`;
}

/** @param {string} fresh becomes dist; its files are moved there */
function mirror(fresh) {
  const built = new Set(filesUnder(fresh).map((path) => relative(fresh, path)));
  for (const path of existsSync(dist) ? filesUnder(dist) : []) {
    if (!built.has(relative(dist, path))) rmSync(path);
  }
  for (const name of built) {
    mkdirSync(dirname(join(dist, name)), { recursive: true });
    renameSync(join(fresh, name), join(dist, name));
  }
  for (const name of COMMANDS) if (built.has(name)) chmodSync(join(dist, name), 0o755);
}

function listSources() {
  return SOURCES.map((name) => join(packageRoot, name))
    .filter((path) => existsSync(path))
    .flatMap((path) => (statSync(path).isDirectory() ? filesUnder(path) : [path]))
    .sort();
}

/**
 * @param {string} directory
 * @returns {string[]}
 */
function filesUnder(directory) {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    return entry.isDirectory() ? filesUnder(path) : [path];
  });
}
