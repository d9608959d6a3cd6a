// `rollcall reconcile`: compares the recorded calls with the provider's counts and writes the report.

import { Command } from 'commander';
import { reconcileDays, tellReport } from '../app/reconcile.js';
import { reconcileStatus, reportText } from '../reconcile/index.js';
import { addReconcileOptions, requestOf, type Flags } from './reconcile-flags.js';
import { Screen } from './screen.js';
import { visiblePage } from './text-columns.js';

export function reconcileCommand(): Command {
  const command = new Command('reconcile')
    .summary("hold the calls on record against the provider's counts")
    .description(
      'Asks /verifyc/stat what the provider counted on these days (China Standard Time), compares it with every ' +
        'call on record, and writes report.json, report.csv and report.html. An earlier report of the same days is ' +
        'kept beside it. Exit status 0: balanced or explained; 4: unexplained or unsettled.',
    );
  return addReconcileOptions(command).action(async (flags: Flags) => {
    const app = new Screen().app();
    const { report, path, paths } = await reconcileDays(app, requestOf(flags, Date.now()));
    process.stdout.write(
      flags.json
        ? `${JSON.stringify(report)}\n`
        : visiblePage(`${reportText(report)}\n${paths.join('\n')}\n`),
    );
    if (flags.onFinish !== undefined) await tellReport(app, flags.onFinish, path);
    process.exitCode = reconcileStatus(report);
  });
}
