// What nobody imports goes: `knip` looks at all, tests included; `knip --production` finds what tests alone keep alive.
// It leaves alone what is exported for a test and used in its own file.

const production = process.argv.includes('--production');

/** What starts a process; `!` says that it counts in production. */
const PROGRAMS = [
  'src/{index,cli/main}.ts!',
  'workers/{verify,workbook}.ts!',
  // Runs in browsers.
  'src/serve/pages/scripts/main.ts!',
  'tools/{setup/{setup,demo},lua/check,release/release}.mjs!',
];
const TESTS = [
  'test/**/*.{test,crash,fuzz,network}.ts',
  'test/**/{vitest.config.ts,*.mjs}',
  'fixtures/**/*.mjs',
  'examples/*.mjs',
  // Made of the interface's document; a program takes of it what it needs.
  'examples/http/rollcall-api.ts',
];
/** What `npm run check` starts: known from package.json, but not as production. */
const CHECKS = ['tools/lua/check.mjs!'];
/** Tests are its users as much as `rollcall simulate` is. */
const FOR_TESTS = ['src/simulator/index.ts!'];

export default {
  entry: [
    ...PROGRAMS,
    ...TESTS,
    'bench/{contenders/*,signing}.mjs',
    ...(production ? [...FOR_TESTS, ...CHECKS] : []),
  ],
  project: ['{src,workers,tools}/**/*.{ts,tsx,mjs}!', '{test,bench,fixtures,examples}/**/*.{ts,mjs}'],
  ignoreExportsUsedInFile: production,
  ignoreBinaries: ['ip', 'mkfifo', 'mount', 'openssl', 'sha256sum', 'umount', 'unshare'],
};
