// `rollcall ping`: tries the credentials in a way that costs nothing.

import { Command } from 'commander';
import { EXIT, UserError } from '../domain/user-error.js';
import type { Words } from '../words/words.js';
import { retold } from '../words/catalogue.js';

export function pingCommand(words: Words): Command {
  const { help } = words;
  return new Command('ping')
    .summary(help.ping.summary)
    .description(help.ping.description)
    .action(async () => {
      const { ping } = await import('../app/ping.js');
      const { loadConfig } = await import('../config.js');
      const { result, message } = await ping({ config: loadConfig() });
      if (result === 'refused')
        throw new UserError('refused-credentials', (said) => retold(message, said), {
          exitStatus: EXIT.halted,
        });
      if (result === 'unreachable')
        throw new UserError('unreachable-service', (said) => retold(message, said));
      process.stdout.write(`${retold(message, words)}\n`);
    });
}
