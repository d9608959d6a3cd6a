// Months of the books: how a month stands, with every day reconciled and what has come to earlier ones since. It closes none.

import { daysOfPeriod } from '../domain/bill.js';
import { monthBefore } from '../domain/budget.js';
import { chinaDay } from '../domain/china-time.js';
import { UserError } from '../domain/user-error.js';
import { keptBill, monthDirectory, readClosed } from '../money/month-files.js';
import { readProposal, type Proposal } from '../money/proposal-file.js';
import { providerOf } from '../provider/index.js';
import {
  figuresOf,
  monthView,
  type ClosedBefore,
  type EarlierMonth,
  type MonthReports,
  type MonthView,
  type OpenDifference,
} from '../reconcile/index.js';
import type { App } from './app.js';
import { refuseNoMonth } from './budgets.js';
import type { Reconciled } from './close-files.js';
import { reconcileBill } from './reconcile-bill.js';
import { reconcileDays } from './reconcile.js';

export interface MonthRequest {
  /** YYYY-MM in China. */
  readonly month: string;
  /** A file with the bill, or `api`; undefined: the one kept with the month, else `api` where the provider gives no counts. */
  readonly bill?: string | undefined;
  /** Data directories whose calls count, instead of the configuration's alone. */
  readonly data?: readonly string[] | undefined;
}

export interface ShownMonth {
  readonly view: MonthView;
  /** As the month was closed; undefined: it is open. */
  readonly closed: ClosedBefore | undefined;
  /** What somebody has proposed to close it with, and nobody else has looked at yet. */
  readonly proposed: Proposal | undefined;
}

/** @throws UserError where the month has not begun, or the figures can't be had */
export async function showMonth(app: App, request: MonthRequest): Promise<ShownMonth> {
  const { dataDir, provider } = app.config;
  const { view } = await lookAt(app, request);
  const directory = monthDirectory(dataDir, request.month, provider);
  const closed = await readClosed(directory);
  return { view, closed, proposed: closed === undefined ? await readProposal(directory) : undefined };
}

/** How a month stands, and the reports that say so. */
export async function lookAt(app: App, request: MonthRequest) {
  const { month } = request;
  const { dataDir, provider } = app.config;
  refuseNoMonth(month);
  const reconciled = await reconcileMonth(app, request);
  const before = await readClosed(monthDirectory(dataDir, monthBefore(month), provider));
  const earlier: { seen: EarlierMonth; now: Awaited<ReturnType<typeof figuresNow>> }[] = [];
  for (const seen of before === undefined ? [] : [asEarlier(before), ...before.earlier]) {
    if (seen.month < monthBefore(monthBefore(month))) continue;
    earlier.push({ seen, now: await figuresNow(app, seen.month, request) });
  }
  const carried = (before?.differences ?? []).map((each): OpenDifference => {
    return { ...each, carried_from: each.carried_from ?? before?.month ?? null };
  });
  const reports: MonthReports = {
    counts: reconciled.counts?.report,
    bill: reconciled.bill?.report,
  };
  const nowMs = Date.now();
  return { view: monthView({ month, provider, reports, earlier, carried, nowMs }), reconciled };
}

function asEarlier({ month, figures }: ClosedBefore): EarlierMonth {
  return { month, figures };
}

/** Undefined where the figures can't be had any more, which is said: nothing is then known of later arrivals. */
async function figuresNow(app: App, month: string, { data }: MonthRequest) {
  try {
    const { counts, bill } = await reconcileMonth(app, { month, data });
    return figuresOf({ counts: counts?.report, bill: bill?.report });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    app.tell({ kind: 'warning', message: error.message });
    return undefined;
  }
}

async function reconcileMonth(app: App, request: MonthRequest): Promise<Reconciled> {
  const { month, data } = request;
  const { dataDir, provider } = app.config;
  const bill = request.bill ?? (await keptBill(monthDirectory(dataDir, month, provider)));
  const { from, to: last } = daysOfPeriod(month);
  const today = chinaDay(Date.now());
  const to = last < today ? last : today;
  const asked = { from, to: from > to ? from : to, data };
  const hasCounts = providerOf(provider).fetchCounts !== undefined;
  const counts = hasCounts ? await reconcileDays(app, asked) : undefined;
  const byBill = !hasCounts || bill !== undefined;
  return { counts, bill: byBill ? await reconcileBill(app, { ...asked, bill }) : undefined };
}
