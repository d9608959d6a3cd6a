// Makes a fresh clone ready to run: packages, a Redis, the build. Quick where nothing is to be done. It runs before
// node_modules exists, so on Node's built-ins alone. The arguments name the steps; without any, those of USUAL are
// taken.

import { say, SetupError } from './tool.mjs';
import { withoutLanguage, words } from './words.mjs';

const OLDEST_NODE = [20, 19];

/**
 * Each is loaded when it is taken: an installed package has what gets Redis, and the others not.
 *
 * @type {ReadonlyMap<string, () => Promise<void>>}
 */
const STEPS = new Map([
  ['packages', async () => (await import('./packages.mjs')).ensurePackages()],
  ['redis', async () => (await import('./get-redis.mjs')).ensureRedis()],
  ['build', async () => (await import('./build.mjs')).ensureBuild()],
  ['browser', async () => (await import('./browser.mjs')).ensureBrowser()],
  ['nodes', async () => (await import('./nodes.mjs')).ensureNodes()],
]);
/** Browsers and other versions of Node are large, and only tests need them, so the tests name these steps. */
const USUAL = ['packages', 'redis', 'build'];

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_NODE;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  throw new SetupError(words.oldNode(process.versions.node, OLDEST_NODE.join('.')));
}

/** @param {readonly string[]} asked */
async function setUp(asked) {
  checkNode();
  for (const name of asked.length === 0 ? USUAL : asked) {
    const step = STEPS.get(name);
    if (step === undefined) throw new SetupError(words.noStep(name, [...STEPS.keys()].join(', ')));
    await step();
  }
}

try {
  await setUp(withoutLanguage(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  say(error.message);
  process.exitCode = 1;
}
