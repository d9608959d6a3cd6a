// `rollcall schedule history`: shows what became of a schedule's nights.

import { Command } from 'commander';
import type { HistoryEntry, NightInHistory } from '../app/schedule-history.js';
import { wholeNumber } from './list-options.js';
import { scheduleName } from './schedule-name.js';
import { visiblePage } from './text-columns.js';

const SHOWN = 30;

export function scheduleHistoryCommand(): Command {
  return new Command('history')
    .summary("what became of a schedule's nights")
    .description(
      'For each night, the newest first: when it was due, its state, why, its file and batch, what was called, ' +
        "carried over and changed, the day's reconciliation, and how the program of --on-finish ended.",
    )
    .argument('<name>', "the schedule's name", scheduleName)
    .option('--last <n>', 'so many nights', wholeNumber, SHOWN)
    .option('--json', 'as JSON')
    .action(async (name: string, { last, json }: { last: number; json?: true }) => {
      const { scheduleHistory } = await import('../app/schedule-history.js');
      const { loadConfig } = await import('../config.js');
      const nights = await scheduleHistory({ config: loadConfig() }, name, last);
      const entries = nights.map(({ entry }) => entry);
      process.stdout.write(json ? `${JSON.stringify(entries)}\n` : visiblePage(textOf(nights)));
    });
}

function textOf(nights: readonly NightInHistory[]): string {
  if (nights.length === 0) return 'No nights yet.\n';
  const lines = nights.flatMap(({ dueOnClock, entry }) => {
    const exit = entry.exit === null ? '' : `  exit ${entry.exit}`;
    const trigger = entry.trigger === 'time' ? '' : `  (${entry.trigger})`;
    return [`${dueOnClock}  ${entry.state}${exit}${trigger}`, ...detailsOf(entry).map((line) => `  ${line}`)];
  });
  return `${lines.join('\n')}\n`;
}

function detailsOf(entry: HistoryEntry): string[] {
  const lines: string[] = [];
  if (entry.reason !== null) lines.push(entry.reason);
  if (entry.file !== null && entry.batch !== null) lines.push(`${entry.file} → ${entry.batch}`);
  const figures = (['rows', 'calls', 'carried', 'changed', 'new', 'gone'] as const).flatMap((name) =>
    entry[name] === null ? [] : [`${name} ${entry[name]}`],
  );
  if (figures.length > 0) lines.push(figures.join(', '));
  if (entry.purged_at !== null) lines.push(`purged ${entry.purged_at.slice(0, 10)}`);
  if (entry.reconciliation !== null) {
    const { day, state, verdict, reason, report } = entry.reconciliation;
    lines.push(
      `${day} reconciled: ${[verdict ?? state, reason, report].filter((part) => part !== null).join(', ')}`,
    );
  }
  if (entry.on_finish !== null) lines.push(`on-finish: ${entry.on_finish.problem ?? 'exit status 0'}`);
  return lines;
}
