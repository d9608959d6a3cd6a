// The provider's bill that is kept with a month, for whoever can't name a file of this machine: the month is shown and closed with it.

import { UserError } from '../domain/user-error.js';
import { keepBill, monthDirectory, readClosed, removeBill, withMonth } from '../money/month-files.js';
import type { App } from './app.js';
import { refuseNoMonth } from './budgets.js';
import { putOnRecord, type Actor } from './on-record.js';
import { billOf } from './reconcile-bill.js';

/** @returns how many lines it has. @throws UserError where it is none, or the month is closed */
export async function keepBillOf(app: App, month: string, bytes: Uint8Array, actor: Actor): Promise<number> {
  const { dataDir, provider, currency } = app.config;
  refuseNoMonth(month);
  const { lines } = billOf(bytes, `bill-${month}.csv`, currency);
  const directory = monthDirectory(dataDir, month, provider);
  await withMonth(directory, async () => {
    await refuseClosed(directory, month);
    await putOnRecord(dataDir, actor, { act: 'putBill', about: month, value: lines.length });
    await keepBill(directory, bytes);
  });
  return lines.length;
}

/** @throws UserError where the month is closed */
export async function removeBillOf(
  { config: { dataDir, provider } }: App,
  month: string,
  actor: Actor,
): Promise<void> {
  refuseNoMonth(month);
  const directory = monthDirectory(dataDir, month, provider);
  await withMonth(directory, async () => {
    await refuseClosed(directory, month);
    await putOnRecord(dataDir, actor, { act: 'deleteBill', about: month });
    await removeBill(directory);
  });
}

/** With what a month was closed stays with it. */
async function refuseClosed(directory: string, month: string): Promise<void> {
  const closed = await readClosed(directory);
  if (closed === undefined) return;
  const { closed_at: at, closed_by: by } = closed;
  throw new UserError('closed-month', ({ months }) => months.closedBefore({ month, at, by }));
}
