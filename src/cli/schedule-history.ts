// `rollcall schedule history`: shows what became of a schedule's nights.

import { Command } from 'commander';
import type { HistoryEntry, NightInHistory } from '../app/schedule-history.js';
import { wholeNumber } from './list-options.js';
import { scheduleName } from './schedule-name.js';
import { visiblePage } from './text-columns.js';
import { retold } from '../words/catalogue.js';
import type { Words } from '../words/words.js';

const SHOWN = 30;

export function scheduleHistoryCommand(words: Words): Command {
  const { name: named, history } = words.helpSchedules;
  return new Command('history')
    .summary(history.summary)
    .description(history.description)
    .argument('<name>', named, scheduleName(words))
    .option('--last <n>', history.last, wholeNumber(words), SHOWN)
    .option('--json', words.help.asJson)
    .action(async (name: string, { last, json }: { last: number; json?: true }) => {
      const { scheduleHistory } = await import('../app/schedule-history.js');
      const { loadConfig } = await import('../config.js');
      const config = loadConfig();
      const nights = await scheduleHistory({ config }, name, last);
      const entries = nights.map(({ entry }) => entry);
      process.stdout.write(
        json ? `${JSON.stringify(entries)}\n` : visiblePage(textOf(nights, config.dataDir, words)),
      );
    });
}

function textOf(nights: readonly NightInHistory[], dataDir: string, words: Words): string {
  const { history, looking, nights: states } = words;
  const where = looking.dataDirectory({ dataDir });
  if (nights.length === 0) return `${history.none}\n${where}\n`;
  const lines = nights.flatMap(({ dueOnClock, entry }) => {
    const exit = entry.exit === null ? '' : `  ${history.exit({ status: entry.exit })}`;
    const trigger =
      entry.trigger === 'time' ? '' : `  ${history.trigger({ trigger: history.triggers[entry.trigger] })}`;
    return [
      `${dueOnClock}  ${states[entry.state]}${exit}${trigger}`,
      ...detailsOf(entry, words).map((line) => `  ${line}`),
    ];
  });
  return `${lines.join('\n')}\n${where}\n`;
}

function detailsOf(entry: HistoryEntry, words: Words): string[] {
  const { history } = words;
  const lines: string[] = [];
  if (entry.reason !== null) lines.push(retold(entry.reason, words));
  if (entry.file !== null && entry.batch !== null) lines.push(`${entry.file} → ${entry.batch}`);
  const figures = (['rows', 'calls', 'carried', 'changed', 'new', 'gone'] as const).flatMap((name) =>
    entry[name] === null ? [] : [history.figures[name]({ count: entry[name] })],
  );
  if (figures.length > 0) lines.push(figures.join(history.between));
  if (entry.purged_at !== null) lines.push(history.purged({ day: entry.purged_at.slice(0, 10) }));
  if (entry.reconciliation !== null) lines.push(reconciledIn(entry.reconciliation, words));
  if (entry.on_finish !== null) {
    const { problem } = entry.on_finish;
    lines.push(
      problem === null ? history.programDone : history.programFailed({ problem: retold(problem, words) }),
    );
  }
  return lines;
}

function reconciledIn(
  { day, state, verdict, reason, report }: NonNullable<HistoryEntry['reconciliation']>,
  words: Words,
): string {
  const { history, verdicts, reconciliations } = words;
  const result = verdict === null ? reconciliations[state] : verdicts[verdict];
  const why = reason === null ? null : retold(reason, words);
  const parts = [result, why, report].filter((part) => part !== null);
  return history.reconciled({ day, result: parts.join(history.between) });
}
