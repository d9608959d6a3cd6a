// Compares the recorded calls with the provider's bill, for a provider that gives no counts, and writes the report.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { recordedBatches } from '../batch/recorded-batches.js';
import { credentialsOf } from '../config.js';
import type { BillLine } from '../domain/bill.js';
import { chinaDay } from '../domain/china-time.js';
import { bucketsOf, daysOf, type DayRange } from '../domain/days.js';
import { UserError } from '../domain/user-error.js';
import { providerOf } from '../provider/index.js';
import { reconcileWithBill, parseBill, type PublishedBill } from '../reconcile/index.js';
import type { App } from './app.js';
import { readBaseline, refuseDays, type ReconcileRequest } from './reconcile.js';
import { serviceSettings } from './service-settings.js';

/** @throws UserError where days, credentials or files are wrong, or the bill can't be had; nothing is written then */
export async function reconcileBill(app: App, request: ReconcileRequest): Promise<PublishedBill> {
  const { config } = app;
  const { from, to, bill: source = 'api' } = request;
  const range = { from, to };
  const today = chinaDay(Date.now());
  refuseDays(from, to, today);
  const { appid, bucket } = credentialsOf(config);
  const provider = providerOf(config.provider);
  const bill = source === 'api' ? await askFor(app, request) : await readBill(source, config.currency);
  const account = { authUrl: config.authUrl, appid, bucket };
  return reconcileWithBill({
    range,
    provider: provider.id,
    source: source === 'api' ? 'api' : 'file',
    bill,
    codes: provider.codes,
    batches: recordedBatches(config.dataDir, account),
    exclude: request.exclude ?? [],
    buckets: bucketsOf(wholeMonths(range, bill)),
    tariff: { price: config.price, currency: config.currency, billableCodes: config.billableCodes },
    rules: { toleranceMs: request.clockToleranceMs ?? 5000, timeoutMs: config.timeoutMs },
    baseline: await readBaseline(request.baseline),
    today,
    nowMs: Date.now(),
    directory: request.out ?? join(config.dataDir, 'reconciliations', `${from}_${to}-${provider.id}`),
  });
}

async function askFor({ config }: App, { from, to }: ReconcileRequest): Promise<readonly BillLine[]> {
  const { fetchBill, title } = providerOf(config.provider);
  if (fetchBill === undefined)
    throw new UserError('invalid-options', ({ useErrors }) => useErrors.noBill({ title }));
  const months = [...new Set(daysOf({ from, to }).map((day) => day.slice(0, 7)))];
  return fetchBill({ ...serviceSettings(config), billUrl: config.billUrl }, months);
}

async function readBill(file: string, currency: string): Promise<readonly BillLine[]> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw new UserError(
      'unreadable-bill',
      ({ useErrors }) => useErrors.billUnread({ file, why: (error as Error).message }),
      {
        cause: error,
      },
    );
  }
  return parseBill(text, file, currency);
}

/** Where the bill has only a month's sum, it is compared with all of our calls of that month. */
function wholeMonths({ from, to }: DayRange, bill: readonly BillLine[]): DayRange {
  const months = new Set(bill.map(({ period }) => period).filter((period) => period.length === 7));
  const [first, last] = [from.slice(0, 7), to.slice(0, 7)];
  return {
    from: months.has(first) ? `${first}-01` : from,
    to: months.has(last) ? lastDayOf(last) : to,
  };
}

function lastDayOf(month: string): string {
  const [year, number] = month.split('-').map(Number);
  return new Date(Date.UTC(year ?? 0, number ?? 0, 0)).toISOString().slice(0, 10);
}
