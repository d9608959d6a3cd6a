// `rollcall budget`: sets what a label may call in a month, lists what is used and left, and removes a budget.

import { Command } from 'commander';
import { budgetShown, type BudgetStanding } from '../app/budget-shown.js';
import type { BudgetSet } from '../app/budgets.js';
import { formatUnits } from '../domain/budget.js';
import { chinaIso } from '../domain/china-time.js';
import { table } from '../reconcile/report/text-table.js';
import { wholeNumber } from './number-argument.js';
import { appFor, printJson, printLines } from './plain-command.js';
import type { Words } from '../words/words.js';

export function budgetCommand(words: Words): Command {
  const { budgets } = words;
  return new Command('budget')
    .summary(budgets.summary)
    .description(budgets.description)
    .addCommand(setCommand(words))
    .addCommand(listCommand(words))
    .addCommand(removeCommand(words));
}

interface Flags {
  readonly label: string;
  readonly month: string;
  readonly calls?: number;
  readonly amount?: string;
  readonly json?: true;
}

function setCommand(words: Words): Command {
  const { budgets } = words;
  return new Command('set')
    .summary(budgets.set.summary)
    .description(budgets.set.description)
    .requiredOption('--label <text>', budgets.label)
    .requiredOption('--month <month>', budgets.month)
    .option('--calls <n>', budgets.set.calls, wholeNumber(words))
    .option('--amount <decimal>', budgets.set.amount)
    .option('--json', budgets.set.json)
    .action(async ({ json, ...request }: Flags) => {
      const { setBudget } = await import('../app/budgets.js');
      const standing = await setBudget(await appFor(words), request);
      if (json === true) printJson(budgetShown(standing));
      else printLines([...setInWords(standing, words), budgets.goOn]);
    });
}

function setInWords({ budget, used, replaced }: BudgetSet, { budgets }: Words): string[] {
  const { label, month, calls, currency } = budget;
  const allowed = (of: BudgetSet['budget']): string =>
    of.calls === undefined ? `${of.amount ?? ''} ${of.currency}` : budgets.someCalls({ calls: of.calls });
  const gone = calls === undefined ? `${formatUnits(used.units)} ${currency}` : String(used.calls);
  const lines = [budgets.wasSet({ label, month, what: allowed(budget), used: gone })];
  if (replaced !== undefined) {
    const at = chinaIso(replaced.at).slice(0, 16).replace('T', ' ');
    lines.push(budgets.replaced({ what: allowed(replaced), by: replaced.by, at }));
  }
  return lines;
}

function listCommand(words: Words): Command {
  const { budgets } = words;
  return new Command('list')
    .summary(budgets.list.summary)
    .option('--month <month>', budgets.list.month)
    .option('--json', budgets.list.json)
    .action(async ({ month, json }: { month?: string; json?: true }) => {
      const { listBudgets } = await import('../app/budgets.js');
      const standings = await listBudgets(await appFor(words), month);
      if (json === true) printJson(standings.map(budgetShown));
      else printLines(listInWords(standings, words));
    });
}

function listInWords(standings: readonly BudgetStanding[], { budgets }: Words): string[] {
  if (standings.length === 0) return [budgets.none];
  const { columns } = budgets;
  const head = [
    columns.month,
    columns.label,
    columns.budget,
    columns.used,
    columns.left,
    columns.percent,
    columns.by,
  ];
  return table(
    head,
    standings.map((standing) => {
      const { month, label, budget, used, left, percent, currency, set_by: by } = budgetShown(standing);
      const unit = currency === null ? '' : ` ${currency}`;
      return [
        month,
        label === '' ? '-' : label,
        `${budget}${unit}`,
        String(used),
        String(left),
        String(percent),
        by,
      ];
    }),
  );
}

function removeCommand(words: Words): Command {
  const { budgets } = words;
  return new Command('remove')
    .summary(budgets.remove.summary)
    .requiredOption('--label <text>', budgets.label)
    .requiredOption('--month <month>', budgets.month)
    .option('--json', budgets.remove.json)
    .action(async ({ label, month, json }: Flags) => {
      const { removeBudget } = await import('../app/budgets.js');
      await removeBudget(await appFor(words), { label, month });
      if (json === true) printJson({ label, month });
      else printLines([budgets.removed({ label, month }), budgets.goOn]);
    });
}
