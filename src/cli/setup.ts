// `rollcall setup`: gets what this machine lacks to run it. The set-up is a program of its own, which is there before
// anything is built or installed.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Command } from 'commander';
import { EXIT } from '../domain/user-error.js';
import { findRedisProgram, packageRoot } from '../redis/redis-program.mjs';

export function setupCommand(): Command {
  return new Command('setup')
    .summary('get a Redis for this machine, where it has none')
    .description(
      'Looks for redis-server or valkey-server (6.2 or newer). Where there is none it gets one: Debian\u2019s package, as ' +
        'root, else a copy of it for this user; Homebrew\u2019s on macOS. Says what it does before it does it, and where it ' +
        'can\u2019t, what you have to run. Not needed where REDIS_URL names a server.',
    )
    .action(async () => {
      const program = join(packageRoot, 'tools', 'setup', 'setup.mjs');
      const [status] = (await once(
        spawn(process.execPath, [program, 'redis'], { stdio: 'inherit' }),
        'exit',
      )) as [number | null];
      process.exitCode = status ?? EXIT.usage;
      const found = findRedisProgram();
      if (status === 0 && found !== undefined) process.stdout.write(`Redis is there: ${found.path}\n`);
    });
}
