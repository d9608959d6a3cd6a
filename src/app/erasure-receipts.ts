// The receipts of what was erased, by person and by retention.

import { readReceipts, type Receipts } from '../batch/erasure/receipts.js';
import type { App } from './app.js';
import { refuseMissing } from './index-people.js';

/** Changes nothing. @throws UserError where a receipt can't be read */
export async function erasureReceipts({ config: { dataDir } }: Pick<App, 'config'>): Promise<Receipts> {
  refuseMissing(dataDir);
  return readReceipts(dataDir);
}
