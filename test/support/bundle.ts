// Bundles the built programs into a few files: a command's start spends most of its time on finding some four hundred
// modules, and the tests start hundreds of commands. The bundle holds dist and the packages; crash, docs and others run
// dist itself.

import { existsSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown, type Plugin } from 'rolldown';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const DIST = join(ROOT, 'dist');
const BUNDLE = join(ROOT, 'test-output', 'programs');
const ENTRIES = ['src/cli/main', 'workers/verify', 'workers/workbook'];
/** The file changes with every build. */
const BUILT = join(DIST, '.built');

/** The command for tests that start it often. */
export const PROGRAM = join(BUNDLE, 'src', 'cli', 'main.js');

/** Keeps module paths as they were, because programs find each other by them, in the bundle as in dist. */
const whereItLay: Plugin = {
  name: 'where-it-lay',
  transform(code, id) {
    if (!id.startsWith(DIST + sep) || !code.includes('import.meta.url')) return undefined;
    const url = pathToFileURL(join(BUNDLE, relative(DIST, id))).href;
    return code.replaceAll('import.meta.url', JSON.stringify(url));
  },
};

export async function bundlePrograms(): Promise<void> {
  if (existsSync(PROGRAM) && statSync(PROGRAM).mtimeMs > statSync(BUILT).mtimeMs) return;
  const build = await rolldown({
    input: Object.fromEntries(ENTRIES.map((name) => [name, join(DIST, `${name}.js`)])),
    platform: 'node',
    external: [/^node:/, '#manifest'],
    plugins: [whereItLay],
    cwd: ROOT,
    logLevel: 'warn',
  });
  await build.write({
    dir: BUNDLE,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name]-[hash].js',
  });
  await build.close();
}
