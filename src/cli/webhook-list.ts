// `rollcall webhook list`, `enable` and `remove`: shows the webhooks, tells one again, removes one.

import { Command } from 'commander';
import type { ListedWebhook } from '../app/webhooks.js';
import { chinaIso } from '../domain/china-time.js';
import { maskedUrl } from '../webhooks/webhook.js';
import { retold } from '../words/catalogue.js';
import type { Words } from '../words/words.js';
import { visiblePage } from './text-columns.js';

export function webhookListCommand(words: Words): Command {
  const { help } = words.webhooks;
  return new Command('list')
    .summary(help.list.summary)
    .option('--json', words.help.asJson)
    .action(async ({ json }: { json?: true }) => {
      const { listWebhooks } = await import('../app/webhooks.js');
      const { webhookShown } = await import('../app/webhook-shown.js');
      const { loadConfig } = await import('../config.js');
      const config = loadConfig();
      const listed = await listWebhooks({ config });
      const now = Date.now();
      const none = help.list.none({ dataDir: config.dataDir });
      const page = listed.length === 0 ? none : listed.map((each) => textOf(each, words)).join('\n');
      process.stdout.write(
        json
          ? `${JSON.stringify(listed.map((each) => webhookShown(each, now)))}\n`
          : visiblePage(`${page}\n`),
      );
    });
}

export function webhookRemoveCommand(words: Words): Command {
  const { help } = words.webhooks;
  return new Command('remove')
    .summary(help.remove.summary)
    .argument('<id>', help.id)
    .action(async (id: string) => {
      const { removeWebhook } = await import('../app/webhooks.js');
      const { loadConfig } = await import('../config.js');
      await removeWebhook({ config: loadConfig() }, id);
      process.stdout.write(`${help.remove.removed({ id })}\n`);
    });
}

export function webhookEnableCommand(words: Words): Command {
  const { help } = words.webhooks;
  return new Command('enable')
    .summary(help.enable.summary)
    .argument('<id>', help.id)
    .action(async (id: string) => {
      const { enableWebhook } = await import('../app/webhooks.js');
      const { loadConfig } = await import('../config.js');
      await enableWebhook({ config: loadConfig() }, id);
      process.stdout.write(`${help.enable.enabled({ id })}\n`);
    });
}

function textOf(listed: ListedWebhook, words: Words): string {
  const { webhook, health } = listed;
  const { webhooks } = words;
  const { lastProblem: problem } = health;
  const labels = webhook.labels.join(', ');
  const lines = [
    `${webhook.id}  ${webhook.shape}  ${maskedUrl(webhook.url)}`,
    `  ${webhook.on.join(', ')}  ${labels === '' ? webhooks.allLabels : webhooks.labels({ labels })}`,
    `  ${stateOf(listed, words)}${health.open === 0 ? '' : `  ${webhooks.open({ open: health.open })}`}`,
    ...(problem === undefined ? [] : [`  ${retold(problem, words)}`]),
  ];
  return lines.join('\n');
}

function stateOf({ webhook, health }: ListedWebhook, { webhooks: { states } }: Words): string {
  const { failingSince, lastTakenAt } = health;
  if (webhook.disabledAt !== undefined) return states.disabled({ at: chinaIso(webhook.disabledAt) });
  if (failingSince !== undefined) return states.failing({ since: chinaIso(failingSince) });
  return lastTakenAt === undefined ? states.untried : states.working;
}
