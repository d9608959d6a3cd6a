// `rollcall retention`: how long outcomes are kept, by label and status.

import { Command, InvalidArgumentError } from 'commander';
import { EXIT } from '../domain/user-error.js';
import { STATUSES, type Status } from '../domain/status.js';
import type { Words } from '../words/words.js';
import { statusesIn } from './named-statuses.js';
import { printJson, printLines } from './plain-command.js';
import { ruleAsJson, rulesText, runAsJson, runText, setAsJson, setText } from './retention-page.js';

export function retentionCommand(words: Words): Command {
  const { retention } = words;
  return new Command('retention')
    .summary(retention.summary)
    .description(retention.description)
    .addCommand(setCommand(words))
    .addCommand(listCommand(words))
    .addCommand(removeCommand(words))
    .addCommand(runCommand(words));
}

interface SetFlags {
  readonly label: string;
  readonly status?: readonly Status[];
  readonly days: number;
  readonly yes?: true;
  readonly json?: true;
}

function setCommand(words: Words): Command {
  const { set } = words.retention;
  return new Command('set')
    .summary(set.summary)
    .description(words.retention.description)
    .requiredOption('--label <text>', set.label)
    .option('--status <statuses...>', set.status, statusesIn(STATUSES, words))
    .requiredOption('--days <n>', set.days, wholeDays(words))
    .option('--yes', set.yes)
    .option('--json', set.json)
    .action(async ({ label, status = [], days, yes, json }: SetFlags) => {
      const { setRetention } = await import('../app/retention.js');
      const { loadConfig } = await import('../config.js');
      const request = { label, statuses: status, days, record: yes === true };
      const result = await setRetention({ config: loadConfig() }, request);
      if (json) printJson(setAsJson(result));
      else printLines(setText(result, words));
    });
}

function wholeDays({ retention }: Words): (text: string) => number {
  return (text) => {
    if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError(retention.badDays);
    return Number(text);
  };
}

function listCommand(words: Words): Command {
  const { list } = words.retention;
  return new Command('list')
    .summary(list.summary)
    .option('--json', list.json)
    .action(async ({ json }: { readonly json?: true }) => {
      const { retentionRules } = await import('../app/retention.js');
      const { loadConfig } = await import('../config.js');
      const rules = await retentionRules({ config: loadConfig() });
      if (json) printJson(rules.map(ruleAsJson));
      else printLines(rulesText(rules, words));
    });
}

function removeCommand(words: Words): Command {
  const { retention } = words;
  return new Command('remove')
    .summary(retention.remove.summary)
    .requiredOption('--label <text>', retention.set.label)
    .option('--status <statuses...>', retention.remove.status, statusesIn(STATUSES, words))
    .action(async ({ label, status = [] }: Pick<SetFlags, 'label' | 'status'>) => {
      const { removeRetention } = await import('../app/retention.js');
      const { loadConfig } = await import('../config.js');
      const removed = await removeRetention({ config: loadConfig() }, { label, statuses: status });
      printLines([retention.removed({ count: removed.length })]);
    });
}

function runCommand(words: Words): Command {
  const { run } = words.retention;
  return new Command('run')
    .summary(run.summary)
    .description(words.retention.description)
    .option('--dry-run', run.dryRun)
    .option('--json', run.json)
    .action(async ({ dryRun, json }: { readonly dryRun?: true; readonly json?: true }) => {
      const { runRetention } = await import('../app/retention.js');
      const { loadConfig } = await import('../config.js');
      const result = await runRetention({ config: loadConfig() }, { erase: dryRun !== true });
      if (json) printJson(runAsJson(result));
      else printLines(runText(result, words));
      if (result.notReached.length > 0) process.exitCode = EXIT.rowsInError;
    });
}
