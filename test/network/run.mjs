// `npm run test:network`: gives the tests of this directory a network of their own and runs them there. Everything is
// made inside new namespaces of Linux (network, mounts, processes), of which the machine itself sees nothing: when this
// command ends, however it ends, the kernel takes them down with all that runs in them. By hand, as root, or as
// anybody where unprivileged user namespaces are allowed. Arguments go to vitest.

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { installDebianPackages } from '../../tools/setup/debian.mjs';
import { findOnPath, packageRoot } from '../../src/redis/redis-program.mjs';
import { say, SetupError } from '../../tools/setup/tool.mjs';

const NAMESPACES = ['--net', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc'];
// `ip netns` keeps names in this directory, which is empty, and gone at the end.
const INSIDE = 'mount -t tmpfs tmpfs /run && ip link set lo up && exec "$@"';
const root = process.geteuid?.() === 0;

try {
  getTools();
  runTests();
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  say(error.message);
  process.exitCode = 1;
}

function getTools() {
  if (process.platform !== 'linux') throw new SetupError('Network namespaces are a thing of Linux.');
  if (findOnPath('unshare') === undefined) throw new SetupError("'unshare' is missing: install util-linux.");
  if (findOnPath('ip') !== undefined) return;
  if (!root || findOnPath('apt-get') === undefined) {
    throw new SetupError("'ip' is missing. Install iproute2, on Debian: sudo apt-get install iproute2");
  }
  say('Installing iproute2 (apt-get), which makes the networks …');
  installDebianPackages(['iproute2']);
}

function runTests() {
  const vitest = join(packageRoot, 'node_modules', 'vitest', 'vitest.mjs');
  const config = join(packageRoot, 'test', 'network', 'vitest.config.ts');
  const command = [process.execPath, vitest, 'run', '--config', config, ...process.argv.slice(2)];
  const namespaces = [...(root ? [] : ['--user', '--map-root-user']), ...NAMESPACES];
  const child = spawn('unshare', [...namespaces, '--', 'sh', '-c', INSIDE, 'sh', ...command], {
    cwd: packageRoot,
    stdio: 'inherit',
  });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    // The child's death ends everything inside.
    process.on(signal, () => child.kill('SIGKILL'));
  }
  child.on('exit', (code) => {
    process.exitCode = code ?? 1;
  });
}
