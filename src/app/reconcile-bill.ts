// Compares the recorded calls with the provider's bill, for a provider that gives no counts, and writes the report.

import { isUtf8 } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { credentialsOf } from '../config.js';
import type { Bill } from '../domain/bill.js';
import { chinaDay } from '../domain/china-time.js';
import { currencyNamed } from '../domain/currency.js';
import { daysOf } from '../domain/days.js';
import { UserError } from '../domain/user-error.js';
import { providerOf } from '../provider/index.js';
import {
  DEFAULT_SEARCH_CALLS,
  DEFAULT_TOLERANCE_MS,
  parseBill,
  parseBillBaseline,
  pauseMs,
  publishBill,
  reconcileWithBill,
  reportDirectory,
  type PublishedBill,
  type SettlingRules,
} from '../reconcile/index.js';
import type { App } from './app.js';
import { Evidence } from './evidence.js';
import { baselineText, refuseDays, type ReconcileRequest } from './reconcile.js';
import { callsOnRecord } from './recorded-calls.js';
import { serviceSettings } from './service-settings.js';
import { tariffOf } from './tariff.js';
import { plainly, type Publishing } from './told-report.js';

interface BillParts {
  /** Replaces the sleep between questions, for callers that wait otherwise. */
  readonly settling?: Partial<SettlingRules<Bill>>;
  /** Puts the report on disk, where more is to be done about that. */
  readonly publishing?: Publishing;
}

/** @throws UserError where days, credentials or files are wrong, or the bill can't be had; nothing is written then */
export async function reconcileBill(
  app: App,
  request: ReconcileRequest,
  { settling, publishing = plainly }: BillParts = {},
): Promise<PublishedBill> {
  const { config, tell } = app;
  const { from, to, bill: source = 'api', settleMs = 0 } = request;
  const range = { from, to };
  refuseDays(from, to, chinaDay(Date.now()));
  credentialsOf(config);
  const provider = providerOf(config.provider);
  if (source !== 'api' && settleMs > 0)
    throw new UserError('invalid-options', ({ bill }) => bill.fileWontSettle({ file: source }));
  if (request.statQuery === true)
    throw new UserError('invalid-options', ({ bill }) => bill.noStatQuery({ title: provider.title }));
  const billable = new Set(config.billableCodes);
  const baseline = await baselineText(request.baseline, (text, file) =>
    parseBillBaseline(text, file, billable),
  );
  const evidence = new Evidence();
  const read =
    source === 'api' ? asker(app, request, evidence) : await reader(source, config.currency, evidence);
  const report = await reconcileWithBill({
    range,
    provider: provider.id,
    source: source === 'api' ? 'api' : 'file',
    bill: read,
    settling: {
      settleMs,
      everyMs: request.settleEveryMs ?? pauseMs(settleMs),
      now: Date.now,
      sleep: (ms) => sleep(ms),
      onWait: ({ asked }) => {
        tell({ kind: 'settling', asked });
      },
      ...settling,
    },
    codes: provider.codes,
    batches: await callsOnRecord(config, request.data, evidence.onRead),
    exclude: request.exclude ?? [],
    tariff: await tariffOf(config),
    rules: { toleranceMs: request.clockToleranceMs ?? DEFAULT_TOLERANCE_MS, timeoutMs: config.timeoutMs },
    baseline,
    searchCalls: request.searchCalls ?? DEFAULT_SEARCH_CALLS,
    now: Date.now,
  });
  const directory = request.out ?? reportDirectory(config.dataDir, range, `-${provider.id}`);
  const asked = source === 'api' ? config.billUrl : source;
  const proof = await evidence.proof(config, asked, directory, request.by);
  return publishing(report, directory, () => publishBill(directory, report, proof));
}

function asker({ config }: App, { from, to }: ReconcileRequest, { onAnswer }: Evidence): () => Promise<Bill> {
  const { fetchBill, title } = providerOf(config.provider);
  if (fetchBill === undefined)
    throw new UserError('invalid-options', ({ useErrors }) => useErrors.noBill({ title }));
  const months = [...new Set(daysOf({ from, to }).map((day) => day.slice(0, 7)))];
  const settings = { ...serviceSettings(config), billUrl: config.billUrl, onAnswer };
  return async () => inCurrency(await fetchBill(settings, months), config);
}

/** @throws UserError where amounts are in another currency than the settings', as their sum would be of neither */
function inCurrency(bill: Bill, { currency, billUrl: url }: App['config']): Bill {
  const other = bill.lines.find(
    (line) => (line.currency ?? currencyNamed(currency)) !== currencyNamed(currency),
  );
  if (other === undefined) return bill;
  const { currency: its = '', period } = other;
  throw new UserError('unreadable-bill', ({ bill: said }) =>
    said.askedInOther({ url, period, its, currency }),
  );
}

/** Reads the file at once, so that a wrong one is said before anything else is done. */
async function reader(file: string, currency: string, { onAnswer }: Evidence): Promise<() => Promise<Bill>> {
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch (error) {
    throw new UserError(
      'unreadable-bill',
      ({ useErrors }) => useErrors.billUnread({ file, why: (error as Error).message }),
      {
        cause: error,
      },
    );
  }
  const bill = billOf(bytes, file, currency);
  onAnswer({ about: basename(file), body: bytes });
  return async () => bill;
}

/** @param file what it is called. @throws UserError where it is no bill */
export function billOf(bytes: Uint8Array, file: string, currency: string): Bill {
  return parseBill(textOf(bytes, file), file, currency);
}

/** In UTF-8, in UTF-16 with its mark, or as old Chinese programs write it. */
function textOf(bytes: Uint8Array, file: string): string {
  if (Buffer.from(bytes.subarray(0, 2)).toString('latin1') === 'PK')
    throw new UserError('unreadable-bill', ({ bill }) => bill.isWorkbook({ file }));
  const [first, second] = bytes;
  const wide =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : '';
  try {
    return new TextDecoder(wide === '' ? (isUtf8(bytes) ? 'utf-8' : 'gb18030') : wide, {
      fatal: true,
    }).decode(bytes);
  } catch (error) {
    throw new UserError('unreadable-bill', ({ bill }) => bill.noText({ file }), { cause: error });
  }
}
