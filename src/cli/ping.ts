// `rollcall ping`: tries the credentials in a way that costs nothing.

import { Command } from 'commander';
import { EXIT, UserError } from '../domain/user-error.js';

export function pingCommand(): Command {
  return new Command('ping')
    .summary('try the credentials, at no cost')
    .description(
      'Says whether the service answers and takes the credentials. Asks /verifyc/stat for the figures of today, or, with ' +
        'ROLLCALL_PROVIDER=faceid, about a number that can’t be anybody’s. Neither costs anything.',
    )
    .action(async () => {
      const { ping } = await import('../app/ping.js');
      const { loadConfig } = await import('../config.js');
      const { result, message } = await ping({ config: loadConfig() });
      if (result === 'refused')
        throw new UserError('refused-credentials', message, { exitStatus: EXIT.halted });
      if (result === 'unreachable') throw new UserError('unreachable-service', message);
      process.stdout.write(`${message}\n`);
    });
}
