// The built programs in a few files: most of a command's start goes by in finding some four hundred modules, and the tests
// start hundreds of commands. What they hold is dist and the packages, nothing else; crash, docs and others run dist.

import { existsSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown, type Plugin } from 'rolldown';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const DIST = join(ROOT, 'dist');
const BUNDLE = join(ROOT, 'test-output', 'programs');
const ENTRIES = ['src/cli/main', 'workers/verify', 'workers/workbook'];
/** Changes with every build. */
const BUILT = join(DIST, '.built');

/** The command, as tests start it that need many. */
export const PROGRAM = join(BUNDLE, 'src', 'cli', 'main.js');

/** Programs find each other by where their modules lie: in the bundle as in dist. */
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
