// `rollcall webhook add`: adds a webhook, and prints its id and secret, once.

import { text } from 'node:stream/consumers';
import { Command, Option } from 'commander';
import { EVENT_TYPES } from '../webhooks/event.js';
import { SHAPES, type Shape } from '../webhooks/webhook.js';
import type { Words } from '../words/words.js';
import { secretIn } from './secret-file.js';
import { visiblePage } from './text-columns.js';

interface Flags {
  readonly on: readonly string[];
  readonly shape: Shape;
  readonly label?: readonly string[];
  readonly keyword?: string;
  readonly secretFile?: string;
  readonly json?: true;
}

export function webhookAddCommand(words: Words): Command {
  const { add } = words.webhooks.help;
  return new Command('add')
    .summary(add.summary)
    .description(add.description)
    .argument('<url>', add.url)
    .requiredOption('--on <type...>', add.on({ types: EVENT_TYPES.join(', ') }))
    .addOption(new Option('--shape <shape>', add.shape).choices([...SHAPES]).default('standard'))
    .option('--label <label...>', add.label)
    .option('--keyword <text>', add.keyword)
    .option('--secret-file <file>', add.secretFile)
    .option('--json', add.asJson)
    .action(async (url: string, { on, shape, label = [], keyword, secretFile, json }: Flags) => {
      const { addWebhook } = await import('../app/webhooks.js');
      const { loadConfig } = await import('../config.js');
      const secret = secretFile === undefined ? undefined : await secretIn(secretFile);
      const address = url === '-' ? (await text(process.stdin)).trim() : url;
      const asked = { url: address, on, shape, labels: label, language: words.language, keyword, secret };
      const added = await addWebhook({ config: loadConfig() }, asked);
      const { id } = added.webhook;
      const lines = [
        add.added({ id }),
        ...(added.secret === null ? [] : [add.secret({ secret: added.secret })]),
        add.tryIt({ id }),
      ];
      process.stdout.write(
        json ? `${JSON.stringify({ id, secret: added.secret })}\n` : visiblePage(`${lines.join('\n')}\n`),
      );
    });
}
