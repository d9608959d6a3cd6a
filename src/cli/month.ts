// `rollcall month`: shows how a month of the books stands, closes it, opens it again.

import { Command } from 'commander';
import type { CloseRequest } from '../app/close-month.js';
import { monthShown } from '../app/month-shown.js';
import type { MonthRequest } from '../app/months.js';
import { appFor, printJson, printLines } from './plain-command.js';
import type { Words } from '../words/words.js';

export function monthCommand(words: Words): Command {
  const { months } = words;
  return new Command('month')
    .summary(months.summary)
    .description(months.description)
    .addCommand(showCommand(words))
    .addCommand(closeCommand(words))
    .addCommand(reopenCommand(words));
}

type MonthFlags = Omit<MonthRequest, 'month'> & { readonly json?: true };

function withSides(command: Command, { months }: Words): Command {
  return command
    .argument('<month>', months.month)
    .option('--bill <file>', months.bill)
    .option('--data <dir...>', months.data);
}

function showCommand(words: Words): Command {
  const { months } = words;
  return withSides(new Command('show').summary(months.show.summary), words)
    .option('--json', months.show.json)
    .action(async (month: string, { json, ...sides }: MonthFlags) => {
      const { showMonth } = await import('../app/months.js');
      const { monthText } = await import('../reconcile/index.js');
      const shown = await showMonth(await appFor(words), { month, ...sides });
      if (json === true) printJson(monthShown(shown));
      else printLines(monthText(shown.view, shown.closed, words));
    });
}

type CloseFlags = Omit<CloseRequest, 'month' | 'actor'> & { readonly json?: true };

function closeCommand(words: Words): Command {
  const { close } = words.months;
  return withSides(new Command('close').summary(close.summary).description(close.description), words)
    .option('--accept <text>', close.accept, collect)
    .option('--early', close.early)
    .option('--reviewed-by <name>', close.reviewedBy)
    .option('--books <file>', close.books)
    .option('--json', close.json)
    .action(async (month: string, { json, ...request }: CloseFlags) => {
      const { closeMonth } = await import('../app/close-month.js');
      const { VERDICT_NAMES } = await import('../reconcile/index.js');
      const { closed, directory } = await closeMonth(await appFor(words), { month, ...request });
      const verdict = VERDICT_NAMES[closed.verdict][words.language];
      const said = words.months.wasClosed({ month, verdict, directory });
      if (json === true) printJson(closed);
      else printLines([said]);
    });
}

function reopenCommand(words: Words): Command {
  const { months } = words;
  return new Command('reopen')
    .summary(months.reopen.summary)
    .argument('<month>', months.month)
    .requiredOption('--reason <text>', months.reopen.reason)
    .option('--json', months.reopen.json)
    .action(async (month: string, { reason, json }: { reason: string; json?: true }) => {
      const { reopenMonth } = await import('../app/close-month.js');
      const { kept } = await reopenMonth(await appFor(words), month, reason);
      const said = months.reopened({ month, kept });
      if (json === true) printJson({ month, kept });
      else printLines([said]);
    });
}

function collect(value: string, earlier: readonly string[] | undefined): string[] {
  return [...(earlier ?? []), value];
}
