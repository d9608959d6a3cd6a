// Compares the recorded calls with what the provider says of them: its counts, or its bill where it gives no counts.

import { existsSync } from 'node:fs';
import { hasBatches } from '../batch/recorded-batches.js';
import { UserError } from '../domain/user-error.js';
import { providerOf } from '../provider/index.js';
import { inEnglish } from '../words/catalogue.js';
import type { Say } from '../words/words.js';
import type { App } from './app.js';
import { deliverDue } from './deliver-due.js';
import { reconcileBill } from './reconcile-bill.js';
import { reconcileDays, type ReconcileRequest } from './reconcile.js';
import { announcingReport, type Publishing } from './told-report.js';

/** What was published, by what the calls were compared with. */
export type Reconciled =
  | ({ readonly basis: 'codes' } & Awaited<ReturnType<typeof reconcileDays>>)
  | ({ readonly basis: 'bill' } & Awaited<ReturnType<typeof reconcileBill>>);

/**
 * @param publishing puts the report on disk; by default webhooks are told of each
 * @throws UserError where days, credentials, price or files are wrong, or the figures can't be had
 */
export async function reconcile(
  app: App,
  request: ReconcileRequest,
  publishing: Publishing = announcingReport(app),
): Promise<Reconciled> {
  const { dataDir } = app.config;
  const nothingHere: Say = ({ looking }) => looking.noBatches({ dataDir });
  // Directories that are named are looked at by themselves.
  const isNowhere = request.data === undefined && !(await hasBatches(dataDir));
  // A report would make the data directory.
  if (isNowhere && request.out === undefined && !existsSync(dataDir))
    throw new UserError('missing-data-directory', nothingHere);
  const reconciled = await against(app, request, publishing);
  await deliverDue(app);
  // Who is in the wrong directory must not take the provider's counts for somebody else's calls.
  if (isNowhere) app.tell({ kind: 'warning', message: inEnglish(nothingHere) });
  return reconciled;
}

async function against(app: App, request: ReconcileRequest, publishing: Publishing): Promise<Reconciled> {
  const hasCounts = providerOf(app.config.provider).fetchCounts !== undefined;
  // With counts, a bill is a further side that a person asks for.
  if (!hasCounts || request.bill !== undefined)
    return { basis: 'bill', ...(await reconcileBill(app, request, { publishing })) };
  return { basis: 'codes', ...(await reconcileDays(app, request, { publishing })) };
}
