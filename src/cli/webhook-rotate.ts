// `rollcall webhook rotate`: another secret, shown once; the old one signs beside it for a while.

import { Command } from 'commander';
import { chinaIso } from '../domain/china-time.js';
import type { Words } from '../words/words.js';
import { duration } from './duration.js';
import { secretIn } from './secret-file.js';
import { visiblePage } from './text-columns.js';

interface Flags {
  readonly oldFor?: number;
  readonly secretFile?: string;
  readonly json?: true;
}

const OLD_FOR_MS = 24 * 3_600_000;

export function webhookRotateCommand(words: Words): Command {
  const { id: named, add, rotate } = words.webhooks.help;
  return new Command('rotate')
    .summary(rotate.summary)
    .argument('<id>', named)
    .option('--old-for <time>', rotate.oldFor, duration(words))
    .option('--secret-file <file>', add.secretFile)
    .option('--json', add.asJson)
    .action(async (id: string, { oldFor: oldForMs = OLD_FOR_MS, secretFile, json }: Flags) => {
      const { rotateWebhook } = await import('../app/webhooks.js');
      const { loadConfig } = await import('../config.js');
      const given = secretFile === undefined ? undefined : await secretIn(secretFile);
      const { secret, oldUntil } = await rotateWebhook(
        { config: loadConfig() },
        { id, oldForMs, secret: given },
      );
      const lines =
        secret === null
          ? [rotate.replaced({ id })]
          : [rotate.rotated({ id, until: chinaIso(oldUntil) }), add.secret({ secret })];
      process.stdout.write(
        json ? `${JSON.stringify({ id, secret })}\n` : visiblePage(`${lines.join('\n')}\n`),
      );
    });
}
