// Makes of the sources and the packages the programs that are run and published, in a few files: most of a command's start
// would go by in finding some four hundred modules. With a map to the sources beside each, and the packages' licences.

import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { packageRoot } from '../../src/redis/redis-program.mjs';

/** Each lies beside the others, and finds them there (src/program-files.ts). */
const PROGRAMS = {
  rollcall: 'src/cli/main.ts',
  index: 'src/index.ts',
  verify: 'workers/verify.ts',
  workbook: 'workers/workbook.ts',
};
/** What is used of undici: its index would load a browser's whole way to the network besides. */
const USED_OF_UNDICI = 'used-of-undici';
const LICENCES = 'third-party-licences.txt';

/** @param {string} directory where they go */
export async function bundlePrograms(directory) {
  // Only now: the set-up begins before any package is there.
  const { rolldown } = await import('rolldown');
  const input = Object.fromEntries(
    Object.entries(PROGRAMS).map(([name, path]) => [name, join(packageRoot, path)]),
  );
  const build = await rolldown({
    input,
    platform: 'node',
    external: [/^node:/, '#manifest'],
    resolve: {
      extensionAlias: { '.js': ['.ts', '.tsx', '.js'] },
      // Modules from which what is not used can be left out, where a package has them.
      mainFields: ['module', 'main'],
    },
    // BullMQ doesn't say that its modules only define things; what is not used of it is a queue on PostgreSQL.
    treeshake: { moduleSideEffects: [{ test: /\/node_modules\/bullmq\//, sideEffects: false }] },
    plugins: [
      {
        name: 'used-of-undici',
        resolveId: (id) => (id === 'undici' ? USED_OF_UNDICI : null),
        load: (id) => (id === USED_OF_UNDICI ? usedOfUndici() : null),
      },
    ],
    cwd: packageRoot,
    logLevel: 'warn',
  });
  try {
    const { output } = await build.write({
      dir: directory,
      format: 'esm',
      // One character beyond it makes V8 take a whole file for twice as many bytes.
      charset: 'ascii',
      sourcemap: 'hidden',
      // As seen from where the programs end up.
      sourcemapPathTransform: (source, map) =>
        relative(join(packageRoot, 'dist', 'programs'), resolve(dirname(map), source)),
      minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
      entryFileNames: '[name].js',
      chunkFileNames: '[name]-[hash].js',
    });
    const modules = output.flatMap((chunk) => (chunk.type === 'chunk' ? chunk.moduleIds : []));
    writeFileSync(join(directory, LICENCES), licencesOf(modules));
  } finally {
    await build.close();
  }
}

/** Does what its index does with the part that is used. */
function usedOfUndici() {
  const { resolve: find } = createRequire(import.meta.url);
  const at = (/** @type {string} */ path) => JSON.stringify(find(`undici/lib/${path}.js`));
  return `
    import Dispatcher from ${at('dispatcher/dispatcher')};
    import api from ${at('api/index')};
    Object.assign(Dispatcher.prototype, api);
    export { default as Pool } from ${at('dispatcher/pool')};
    export { default as ProxyAgent } from ${at('dispatcher/proxy-agent')};
    export { default as buildConnector } from ${at('core/connect')};`;
}

/** @typedef {{ name: string, version: string, license: string }} Manifest */

/**
 * The terms of every package of which something is in the programs.
 *
 * @param {readonly string[]} modules
 */
function licencesOf(modules) {
  const packages = new Set(
    modules.flatMap((id) => /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(id)?.[1] ?? []),
  );
  return [...packages]
    .sort()
    .map((directory) => {
      const { name, version, license } = /** @type {Manifest} */ (
        JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'))
      );
      return `${name} ${version} (${license})\n\n${termsIn(directory)}\n`;
    })
    .join(`\n${'-'.repeat(80)}\n\n`);
}

/** @param {string} directory */
function termsIn(directory) {
  const file = readdirSync(directory).find((name) => /^(licen[cs]e|copying)/i.test(name));
  const path = file === undefined ? undefined : join(directory, file);
  return path !== undefined && existsSync(path) ? readFileSync(path, 'utf8').trim() : '';
}
