// Makes sure that a Redis server can run: one on this machine, or else Debian's package, a copy of it unpacked into
// .redis, or Homebrew's; otherwise it says what the user has to do. Node built-ins only.

import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { dirname } from 'node:path';
import { installDebianPackages, unpackDebianCopy } from './debian.mjs';
import { findOnPath, findRedisProgram, privateCopy } from '../../src/redis/redis-program.mjs';
import { answers } from './redis-trial.mjs';
import { run, say, SetupError } from './tool.mjs';
import { words } from './words.mjs';

/** Debian's name for the package that holds the server's program; `redis-server` adds a service that starts at boot. */
const DEBIAN_PACKAGE = 'redis-tools';

/** Commands of other package managers, which are shown to the user and not run. */
const COMMANDS = [
  ['apt-get', `sudo apt-get install -y ${DEBIAN_PACKAGE}`],
  ['dnf', 'sudo dnf install -y redis'],
  ['apk', 'sudo apk add redis'],
  ['pacman', 'sudo pacman -S --noconfirm valkey'],
  ['zypper', 'sudo zypper install -y redis'],
  ['brew', 'brew install redis'],
];

export async function ensureRedis() {
  if (findRedisProgram() !== undefined) return;
  linkCheckTool();
  if (findRedisProgram() !== undefined) return;
  try {
    getRedis();
  } catch (error) {
    throw error instanceof SetupError ? new SetupError(`${error.message}\n${whatToDo()}`) : error;
  }
  const program = findRedisProgram();
  if (program === undefined) throw new SetupError(`${words.tooOld}\n${whatToDo()}`);
  const problem = await answers(program);
  if (problem !== undefined) throw new SetupError(`${words.broken(program.path, problem)}\n${whatToDo()}`);
}

function getRedis() {
  if (findOnPath('apt-get') !== undefined && findOnPath('dpkg-deb') !== undefined) {
    if (process.getuid?.() === 0) {
      say(words.installing(DEBIAN_PACKAGE));
      installDebianPackages([DEBIAN_PACKAGE]);
      linkCheckTool();
    } else {
      say(words.unpacking(DEBIAN_PACKAGE, privateCopy.directory));
      unpackDebianCopy(DEBIAN_PACKAGE);
    }
  } else if (process.platform === 'darwin' && findOnPath('brew') !== undefined) {
    say(words.brewing);
    run('brew', ['install', 'redis']);
  } else {
    throw new SetupError(words.noWay);
  }
}

/** The server's program also checks files: it decides by its name what it does. */
function linkCheckTool() {
  const tool = findOnPath('redis-check-rdb') ?? findOnPath('valkey-check-rdb');
  if (tool === undefined) return;
  rmSync(privateCopy.directory, { recursive: true, force: true });
  mkdirSync(dirname(privateCopy.path), { recursive: true });
  symlinkSync(tool, privateCopy.path);
}

function whatToDo() {
  const [, command] = COMMANDS.find(([manager = '']) => findOnPath(manager) !== undefined) ?? [];
  const advice = command === undefined ? words.adviceToInstall : words.adviceToRun(command);
  return `${advice}\n${words.thenAgain}`;
}
