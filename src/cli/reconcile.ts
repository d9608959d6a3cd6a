// `rollcall reconcile`: compares the recorded calls with the provider's counts and writes the report.

import { Command } from 'commander';
import { addReconcileOptions, requestOf, type Flags } from './reconcile-flags.js';
import { visiblePage } from './text-columns.js';

export function reconcileCommand(): Command {
  const command = new Command('reconcile')
    .summary("hold the calls on record against the provider's counts")
    .description(
      'Asks /verifyc/stat what the provider counted on these days (China Standard Time), or with ROLLCALL_PROVIDER=faceid ' +
        'takes the bill, compares it with every ' +
        'call on record, and writes report.json, report.csv and report.html. An earlier report of the same days is ' +
        'kept beside it. Exit status 0: balanced or explained; 4: unexplained or unsettled.',
    );
  return addReconcileOptions(command).action(async (flags: Flags) => {
    const { Screen } = await import('./screen.js');
    const { reconcile } = await import('../app/reconciliation.js');
    const { tellReport } = await import('../app/reconcile.js');
    const { billText, reconcileStatus, reportText } = await import('../reconcile/index.js');
    const app = new Screen().app();
    const reconciled = await reconcile(app, requestOf(flags, Date.now()));
    const { report, path, paths } = reconciled;
    const text = reconciled.basis === 'bill' ? billText(reconciled.report) : reportText(reconciled.report);
    process.stdout.write(
      flags.json ? `${JSON.stringify(report)}\n` : visiblePage(`${text}\n${paths.join('\n')}\n`),
    );
    if (flags.onFinish !== undefined) await tellReport(app, flags.onFinish, path);
    process.exitCode = reconcileStatus(report);
  });
}
