// `rollcall schedule`: its subcommands, and what they share.

import { Command } from 'commander';
import { scheduleAddCommand } from './schedule-add.js';
import { scheduleHistoryCommand } from './schedule-history.js';
import { scheduleListCommand, scheduleRemoveCommand } from './schedule-list.js';
import { scheduleRunCommand } from './schedule-run.js';

export function scheduleCommand(): Command {
  const command = new Command('schedule')
    .summary('verify the newest list every night, and reconcile the day before')
    .description(
      "Schedules are kept in the data directory and on its queue; 'rollcall worker' (role batch or all) does their " +
        'work as long as it runs.',
    );
  const commands = [
    scheduleAddCommand(),
    scheduleListCommand(),
    scheduleRemoveCommand(),
    scheduleRunCommand(),
    scheduleHistoryCommand(),
  ];
  for (const each of commands) command.addCommand(each);
  return command;
}
