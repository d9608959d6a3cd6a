// `rollcall ping`: tries the credentials in a way that costs nothing.

import { Command } from 'commander';
import { EXIT, UserError } from '../domain/user-error.js';
import type { Words } from '../words/words.js';

export function pingCommand(words: Words): Command {
  const { help } = words;
  return new Command('ping')
    .summary(help.ping.summary)
    .description(help.ping.description)
    .action(async () => {
      const { ping } = await import('../app/ping.js');
      const { loadConfig } = await import('../config.js');
      const { result, say } = await ping({ config: loadConfig() });
      if (result === 'refused') throw new UserError('refused-credentials', say, { exitStatus: EXIT.halted });
      if (result === 'unreachable') throw new UserError('unreachable-service', say);
      process.stdout.write(`${say(words)}\n`);
    });
}
