// `rollcall webhook`: its subcommands.

import { Command } from 'commander';
import type { Words } from '../words/words.js';
import { webhookAddCommand } from './webhook-add.js';
import { webhookDeliveriesCommand, webhookReplayCommand, webhookTestCommand } from './webhook-deliveries.js';
import { webhookEnableCommand, webhookListCommand, webhookRemoveCommand } from './webhook-list.js';
import { webhookRotateCommand } from './webhook-rotate.js';

export function webhookCommand(words: Words): Command {
  const { summary, description } = words.webhooks.help;
  const command = new Command('webhook').summary(summary).description(description);
  const commands = [
    webhookAddCommand(words),
    webhookListCommand(words),
    webhookTestCommand(words),
    webhookDeliveriesCommand(words),
    webhookReplayCommand(words),
    webhookRotateCommand(words),
    webhookEnableCommand(words),
    webhookRemoveCommand(words),
  ];
  for (const each of commands) command.addCommand(each);
  return command;
}
