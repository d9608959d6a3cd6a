// `rollcall schedule`: its subcommands, and what they share.

import { Command } from 'commander';
import { scheduleAddCommand } from './schedule-add.js';
import { scheduleHistoryCommand } from './schedule-history.js';
import { scheduleListCommand, scheduleRemoveCommand } from './schedule-list.js';
import { scheduleRunCommand } from './schedule-run.js';
import type { Words } from '../words/words.js';

export function scheduleCommand(words: Words): Command {
  const { summary, description } = words.helpSchedules;
  const command = new Command('schedule').summary(summary).description(description);
  const commands = [
    scheduleAddCommand(words),
    scheduleListCommand(words),
    scheduleRemoveCommand(words),
    scheduleRunCommand(words),
    scheduleHistoryCommand(words),
  ];
  for (const each of commands) command.addCommand(each);
  return command;
}
