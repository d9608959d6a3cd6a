// `rollcall reconcile`: compares the recorded calls with the provider's counts and writes the report.

import { Command } from 'commander';
import { addReconcileOptions, requestOf, type Flags } from './reconcile-flags.js';
import { say } from './say.js';
import { visiblePage } from './text-columns.js';
import type { Words } from '../words/words.js';

export function reconcileCommand(words: Words): Command {
  const { helpReconcile } = words;
  const command = new Command('reconcile')
    .summary(helpReconcile.summary)
    .description(helpReconcile.description);
  return addReconcileOptions(command, words).action(async (flags: Flags) => {
    const { Screen } = await import('./screen.js');
    const { reconcile } = await import('../app/reconciliation.js');
    const { tellReport } = await import('../app/reconcile.js');
    const { billText, reconcileStatus, reportText } = await import('../reconcile/index.js');
    const app = new Screen({ words }).app();
    const reconciled = await reconcile(app, requestOf(flags, Date.now()));
    const { report, path, paths } = reconciled;
    const text =
      reconciled.basis === 'bill' ? billText(reconciled.report, words) : reportText(reconciled.report, words);
    const where = words.looking.dataDirectory({ dataDir: app.config.dataDir });
    process.stdout.write(
      flags.json ? `${JSON.stringify(report)}\n` : visiblePage(`${text}\n${paths.join('\n')}\n${where}\n`),
    );
    if (flags.json) say(where);
    if (flags.onFinish !== undefined) await tellReport(app, flags.onFinish, path);
    process.exitCode = reconcileStatus(report);
  });
}
