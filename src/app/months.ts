// Months of the books: shows how a month stands, closes it with a sign-off and evidence, opens it again. What was closed stays as
// it was; what comes later is a difference of the next month.

import { join } from 'node:path';
import { readFile } from 'node:fs/promises';
import { daysOfPeriod } from '../domain/bill.js';
import { monthBefore, monthOf } from '../domain/budget.js';
import { chinaDay } from '../domain/china-time.js';
import { EXIT, UserError } from '../domain/user-error.js';
import { isMissing } from '../files/missing-file.js';
import { keepClosed, monthDirectory, readClosed, withMonth } from '../money/month-files.js';
import { providerOf } from '../provider/index.js';
import {
  acceptedBy,
  closeOf,
  figuresOf,
  monthView,
  parseBooks,
  stillOpen,
  type ClosedBefore,
  type ClosedMonth,
  type EarlierMonth,
  type MonthReports,
  type MonthView,
  type OpenDifference,
} from '../reconcile/index.js';
import type { App } from './app.js';
import { refuseNoMonth } from './budgets.js';
import { writeClose, type ReadBooks, type Reconciled } from './close-files.js';
import { reconcileBill } from './reconcile-bill.js';
import { reconcileDays } from './reconcile.js';
import { whoAmI } from './who.js';

export interface MonthRequest {
  /** YYYY-MM in China. */
  readonly month: string;
  /** A file with the bill, or `api`; undefined: `api` where the provider gives no counts, else none. */
  readonly bill?: string | undefined;
  /** Data directories whose calls count, instead of the configuration's alone. */
  readonly data?: readonly string[] | undefined;
}

export interface CloseRequest extends MonthRequest {
  /** Why each open difference is accepted: `ID=TEXT`, or texts in the differences' order. */
  readonly accept?: readonly string[] | undefined;
  /** Whether the month need not be over. */
  readonly early?: boolean | undefined;
  /** Who has looked at it, besides whoever closes it. */
  readonly reviewedBy?: string | undefined;
  /** Where labels' costs are booked, as CSV. */
  readonly books?: string | undefined;
}

export interface ShownMonth {
  readonly view: MonthView;
  /** As the month was closed; undefined: it is open. */
  readonly closed: ClosedBefore | undefined;
}

/** @throws UserError where the month has not begun, or the figures can't be had */
export async function showMonth(app: App, request: MonthRequest): Promise<ShownMonth> {
  const { dataDir, provider } = app.config;
  const { view } = await lookAt(app, request);
  return { view, closed: await readClosed(monthDirectory(dataDir, request.month, provider)) };
}

export interface Closed {
  readonly closed: ClosedMonth;
  readonly directory: string;
}

/** @throws UserError where the month is closed, not over, or has open differences that nobody has accepted */
export async function closeMonth(app: App, request: CloseRequest): Promise<Closed> {
  const { config } = app;
  const { month, accept = [], early = false, reviewedBy } = request;
  refuseNoMonth(month);
  const nowMs = Date.now();
  const isOver = monthOf(nowMs) > month;
  if (!isOver && !early) refuse('open-month', { month });
  const by = whoAmI();
  refuseReview(by, reviewedBy, config.closeReview);
  const books = await booksFrom(
    request.books ?? join(config.dataDir, 'books.csv'),
    request.books !== undefined,
  );
  const directory = monthDirectory(config.dataDir, month, config.provider);
  return withMonth(directory, async () => {
    const before = await readClosed(directory);
    if (before !== undefined)
      throw new UserError('closed-month', ({ months }) =>
        months.closedBefore({ month, at: before.closed_at, by: before.closed_by }),
      );
    const { view, reconciled } = await lookAt(app, request);
    const open = stillOpen(view);
    const { byId, unused } = acceptedBy(open, accept);
    if (unused.length > 0)
      throw new UserError('invalid-options', ({ months }) =>
        months.nothingToAccept({ text: unused[0] ?? '' }),
      );
    const left = open.filter(({ id }) => !byId.has(id));
    if (left.length > 0) throw unbalanced(month, left);
    const signOff = { by, reviewedBy, early: !isOver, atMs: nowMs };
    const closed = await writeClose(config, directory, reconciled, books, (files) =>
      closeOf(view, byId, signOff, files),
    );
    return { closed, directory };
  });
}

export interface Reopened {
  /** Where what was closed is kept. */
  readonly kept: string;
}

/** @throws UserError where the month is not closed */
export async function reopenMonth({ config }: App, month: string, reason: string): Promise<Reopened> {
  refuseNoMonth(month);
  const directory = monthDirectory(config.dataDir, month, config.provider);
  const closedNow = async (): Promise<ClosedBefore> =>
    (await readClosed(directory)) ?? refuse('unclosed-month', { month });
  // Without this a month that was never closed would get a directory.
  await closedNow();
  return withMonth(directory, async () => {
    // Somebody else may have opened it, and closed it anew, meanwhile.
    const { closed_at: at } = await closedNow();
    return { kept: await keepClosed(directory, at, { by: whoAmI(), reason, atMs: Date.now() }) };
  });
}

async function lookAt(app: App, request: MonthRequest) {
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

async function reconcileMonth(app: App, { month, bill, data }: MonthRequest): Promise<Reconciled> {
  const { from, to: last } = daysOfPeriod(month);
  const today = chinaDay(Date.now());
  const to = last < today ? last : today;
  const asked = { from, to: from > to ? from : to, data };
  const hasCounts = providerOf(app.config.provider).fetchCounts !== undefined;
  const counts = hasCounts ? await reconcileDays(app, asked) : undefined;
  const byBill = !hasCounts || bill !== undefined;
  return { counts, bill: byBill ? await reconcileBill(app, { ...asked, bill }) : undefined };
}

async function booksFrom(file: string, isNamed: boolean): Promise<ReadBooks> {
  try {
    const text = await readFile(file, 'utf8');
    return { books: parseBooks(text, file), text };
  } catch (error) {
    if (error instanceof UserError) throw error;
    if (!isNamed && isMissing(error)) return { books: new Map(), text: undefined };
    const why = (error as Error).message;
    throw new UserError('unreadable-books', ({ months }) => months.booksUnread({ file, why }), {
      cause: error,
    });
  }
}

function refuseReview(by: string, reviewedBy: string | undefined, isNeeded: boolean): void {
  const own = by.replace(/@.*/, '');
  if (isNeeded && (reviewedBy === undefined || reviewedBy.trim() === ''))
    throw new UserError('invalid-options', ({ months }) => months.needsReview);
  if (reviewedBy !== undefined && (reviewedBy === by || reviewedBy === own))
    throw new UserError('invalid-options', ({ months }) => months.ownReview({ by }));
}

function unbalanced(month: string, open: readonly OpenDifference[]): UserError {
  const ids = open.map(({ id, calls, amount }) => `${id} (${amount ?? calls})`);
  return new UserError(
    'unbalanced-month',
    ({ months }) => months.unbalanced({ month, differences: ids.join(', '), first: open[0]?.id ?? '' }),
    { exitStatus: EXIT.unbalanced },
  );
}

function refuse(code: 'open-month' | 'unclosed-month', about: { readonly month: string }): never {
  throw new UserError(code, ({ months }) =>
    (code === 'open-month' ? months.notOver : months.notClosed)(about),
  );
}
