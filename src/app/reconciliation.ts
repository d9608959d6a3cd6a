// Compares the recorded calls with what the provider says of them: its counts, or its bill where it gives no counts.

import { existsSync } from 'node:fs';
import { hasBatches } from '../batch/recorded-batches.js';
import { UserError } from '../domain/user-error.js';
import { providerOf } from '../provider/index.js';
import { inEnglish } from '../words/catalogue.js';
import type { Say } from '../words/words.js';
import type { App } from './app.js';
import { reconcileBill } from './reconcile-bill.js';
import { reconcileDays, type ReconcileRequest } from './reconcile.js';

/** What was published, by what the calls were compared with. */
export type Reconciled =
  | ({ readonly basis: 'codes' } & Awaited<ReturnType<typeof reconcileDays>>)
  | ({ readonly basis: 'bill' } & Awaited<ReturnType<typeof reconcileBill>>);

/** @throws UserError where days, credentials, price or files are wrong, or the figures can't be had */
export async function reconcile(app: App, request: ReconcileRequest): Promise<Reconciled> {
  await refuseNowhere(app, request);
  if (providerOf(app.config.provider).fetchCounts === undefined)
    return { basis: 'bill', ...(await reconcileBill(app, request)) };
  if (request.bill !== undefined)
    throw new UserError('invalid-options', ({ useErrors }) => useErrors.billNeedsFaceid);
  return { basis: 'codes', ...(await reconcileDays(app, request)) };
}

/**
 * Who is in the wrong directory must not take the provider's counts for somebody else's calls.
 *
 * @throws UserError where a report would make the data directory
 */
async function refuseNowhere(
  { config: { dataDir }, tell }: App,
  { out }: Pick<ReconcileRequest, 'out'>,
): Promise<void> {
  if (await hasBatches(dataDir)) return;
  const words: Say = ({ looking }) => looking.noBatches({ dataDir });
  if (out === undefined && !existsSync(dataDir)) throw new UserError('missing-data-directory', words);
  tell({ kind: 'warning', message: inEnglish(words) });
}
