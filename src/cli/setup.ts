// `rollcall setup`: gets what this machine lacks to run it. The set-up is a program of its own, which is there before
// anything is built or installed.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Command } from 'commander';
import { EXIT } from '../domain/user-error.js';
import { findRedisProgram, packageRoot } from '../redis/redis-program.mjs';
import type { Words } from '../words/words.js';

export function setupCommand(words: Words): Command {
  const { help } = words;
  return new Command('setup')
    .summary(help.setup.summary)
    .description(help.setup.description)
    .action(async () => {
      const program = join(packageRoot, 'tools', 'setup', 'setup.mjs');
      const [status] = (await once(
        spawn(process.execPath, [program, `--lang=${words.language}`, 'redis'], { stdio: 'inherit' }),
        'exit',
      )) as [number | null];
      process.exitCode = status ?? EXIT.usage;
      const found = findRedisProgram();
      if (status === 0 && found !== undefined)
        process.stdout.write(`${help.setup.found({ path: found.path })}\n`);
    });
}
