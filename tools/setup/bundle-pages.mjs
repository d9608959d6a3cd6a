// Makes what browsers get with the pages: one script of src/serve/pages/scripts, and one stylesheet of the files in
// src/serve/pages/styles, in the order of their names.

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/redis/redis-program.mjs';

const PAGES = join(packageRoot, 'src', 'serve', 'pages');

/** @param {string} directory where they go */
export async function bundlePages(directory) {
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'style.css'), stylesheet());
  // Only now: the set-up begins before any package is there.
  const { rolldown } = await import('rolldown');
  const build = await rolldown({
    input: { script: join(PAGES, 'scripts', 'main.ts') },
    platform: 'browser',
    resolve: { extensionAlias: { '.js': ['.ts', '.js'] } },
    cwd: packageRoot,
    logLevel: 'warn',
  });
  try {
    await build.write({
      dir: directory,
      format: 'esm',
      charset: 'ascii',
      minify: true,
      codeSplitting: false,
      entryFileNames: '[name].js',
    });
  } finally {
    await build.close();
  }
}

function stylesheet() {
  const directory = join(PAGES, 'styles');
  const names = readdirSync(directory).filter((name) => name.endsWith('.css'));
  return names
    .sort()
    .map((name) => readFileSync(join(directory, name), 'utf8'))
    .join('\n');
}
