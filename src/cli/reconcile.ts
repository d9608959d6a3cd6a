// `rollcall reconcile`: compares the recorded calls with the provider's counts and writes the report.

import { Command } from 'commander';
import type { App } from '../app/app.js';
import { reconcileBill } from '../app/reconcile-bill.js';
import { reconcileDays, tellReport, type ReconcileRequest } from '../app/reconcile.js';
import { UserError } from '../domain/user-error.js';
import { providerOf } from '../provider/index.js';
import { billText, reconcileStatus, reportText } from '../reconcile/index.js';
import { addReconcileOptions, requestOf, type Flags } from './reconcile-flags.js';
import { Screen } from './screen.js';
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
    const app = new Screen().app();
    const { report, path, paths, text } = await reconciled(app, requestOf(flags, Date.now()));
    process.stdout.write(
      flags.json ? `${JSON.stringify(report)}\n` : visiblePage(`${text}\n${paths.join('\n')}\n`),
    );
    if (flags.onFinish !== undefined) await tellReport(app, flags.onFinish, path);
    process.exitCode = reconcileStatus(report);
  });
}

/** With the provider's counts, or where it gives none with its bill. */
async function reconciled(app: App, request: ReconcileRequest) {
  if (providerOf(app.config.provider).fetchCounts === undefined) {
    const published = await reconcileBill(app, request);
    return { ...published, text: billText(published.report) };
  }
  if (request.bill !== undefined)
    throw new UserError('invalid-options', '--bill goes with ROLLCALL_PROVIDER=faceid. Leave it out.');
  const published = await reconcileDays(app, request);
  return { ...published, text: reportText(published.report) };
}
