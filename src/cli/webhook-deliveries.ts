// `rollcall webhook test`, `deliveries` and `replay`: a message now, what became of messages, one of them once more.

import { Command } from 'commander';
import { chinaIso } from '../domain/china-time.js';
import { UserError } from '../domain/user-error.js';
import type { Delivery, Try } from '../webhooks/delivery.js';
import { retold } from '../words/catalogue.js';
import type { Words } from '../words/words.js';
import { visiblePage } from './text-columns.js';

interface Flags {
  readonly json?: true;
}

export function webhookTestCommand(words: Words): Command {
  const { id: named, test } = words.webhooks.help;
  return new Command('test')
    .summary(test.summary)
    .argument('<id>', named)
    .option('--json', words.help.asJson)
    .action(async (id: string, { json }: Flags) => {
      const { testWebhook } = await import('../app/webhooks.js');
      const { deliveryShown } = await import('../app/webhook-shown.js');
      const { loadConfig } = await import('../config.js');
      const delivery = await testWebhook({ config: loadConfig() }, id);
      if (json) process.stdout.write(`${JSON.stringify(deliveryShown(delivery))}\n`);
      const tried = delivery.log.at(-1);
      if (tried === undefined || delivery.state !== 'delivered') throw notTaken(id, tried);
      const said = test.taken({ id, status: tried.status ?? 0, ms: tried.tookMs });
      if (!json) process.stdout.write(visiblePage(`${said}\n`));
    });
}

export function webhookReplayCommand(words: Words): Command {
  const { id: named, delivery: message, replay } = words.webhooks.help;
  return new Command('replay')
    .summary(replay.summary)
    .description(replay.description)
    .argument('<id>', named)
    .argument('<delivery>', message)
    .option('--json', words.help.asJson)
    .action(async (id: string, delivery: string, { json }: Flags) => {
      const { replayDelivery } = await import('../app/webhooks.js');
      const { deliveryShown } = await import('../app/webhook-shown.js');
      const { loadConfig } = await import('../config.js');
      const now = await replayDelivery({ config: loadConfig() }, { id, delivery, here: true });
      const tried = now.log.at(-1);
      if (now.state === 'gone') throw notTaken(id, tried);
      const problem = retold(tried?.problem ?? '', words);
      const later = { delivery, problem, at: chinaIso(now.nextAt) };
      const said = now.state === 'delivered' ? replay.taken({ delivery }) : replay.later(later);
      process.stdout.write(json ? `${JSON.stringify(deliveryShown(now))}\n` : visiblePage(`${said}\n`));
    });
}

export function webhookDeliveriesCommand(words: Words): Command {
  const { id: named, deliveries } = words.webhooks.help;
  return new Command('deliveries')
    .summary(deliveries.summary)
    .argument('<id>', named)
    .option('--json', words.help.asJson)
    .action(async (id: string, { json }: Flags) => {
      const { webhookDeliveries } = await import('../app/webhooks.js');
      const { deliveryShown } = await import('../app/webhook-shown.js');
      const { loadConfig } = await import('../config.js');
      const found = await webhookDeliveries({ config: loadConfig() }, id);
      const page = found.length === 0 ? deliveries.none : found.map((each) => textOf(each, words)).join('\n');
      process.stdout.write(json ? `${JSON.stringify(found.map(deliveryShown))}\n` : visiblePage(`${page}\n`));
    });
}

function notTaken(id: string, tried: Try | undefined): UserError {
  return new UserError('message-not-taken', (words) => {
    const problem = retold(tried?.problem ?? '', words);
    return words.webhooks.help.test.notTaken({ id, problem });
  });
}

function textOf({ id, at, type, state, log, nextAt }: Delivery, words: Words): string {
  const { deliveryStates, help } = words.webhooks;
  const { deliveries } = help;
  const problem = state === 'delivered' ? undefined : log.at(-1)?.problem;
  const parts = [
    deliveryStates[state],
    deliveries.tries({ tries: log.length }),
    ...(state === 'pending' ? [deliveries.nextAt({ at: chinaIso(nextAt) })] : []),
    ...(problem === undefined ? [] : [retold(problem, words)]),
  ];
  return `${chinaIso(at)}  ${type}  ${id}\n  ${parts.join('  ')}`;
}
