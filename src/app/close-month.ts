// Closes a month of the books with a sign-off and evidence, and opens it again. What was closed stays as it was; what comes later
// is a difference of the next month.

import { join } from 'node:path';
import { readFile } from 'node:fs/promises';
import { monthOf } from '../domain/budget.js';
import { chinaIso } from '../domain/china-time.js';
import { EXIT, UserError } from '../domain/user-error.js';
import { isMissing } from '../files/missing-file.js';
import { keepClosed, monthDirectory, readClosed, withMonth } from '../money/month-files.js';
import { removeProposal, type Signature } from '../money/proposal-file.js';
import {
  acceptedBy,
  closeOf,
  parseBooks,
  stillOpen,
  type ClosedMonth,
  type MonthView,
  type OpenDifference,
} from '../reconcile/index.js';
import type { App } from './app.js';
import { refuseNoMonth } from './budgets.js';
import { writeClose, type ReadBooks, type Reconciled } from './close-files.js';
import { lookAt, type MonthRequest } from './months.js';
import { actorHere, nameOf, putOnRecord, type Actor } from './on-record.js';

export interface CloseRequest extends MonthRequest {
  /** Why each open difference is accepted: `ID=TEXT`, or texts in the differences' order. */
  readonly accept?: readonly string[] | undefined;
  /** Whether the month need not be over. */
  readonly early?: boolean | undefined;
  /** Who has looked at it, besides whoever closes it. */
  readonly reviewedBy?: string | undefined;
  /** Where labels' costs are booked, as CSV. */
  readonly books?: string | undefined;
  /** Who closes it; absent: whoever is at this terminal. */
  readonly actor?: Actor | undefined;
}

export interface Closed {
  readonly closed: ClosedMonth;
  readonly directory: string;
}

/** @throws UserError where the month is closed, not over, or has open differences that nobody has accepted */
export async function closeMonth(app: App, request: CloseRequest): Promise<Closed> {
  const { dataDir, provider, closeReview } = app.config;
  const { month, reviewedBy, actor = actorHere() } = request;
  refuseNoMonth(month);
  refuseReview(actor, reviewedBy, closeReview);
  const directory = monthDirectory(dataDir, month, provider);
  return withMonth(directory, async () => {
    const ready = await readyToClose(app, request, directory);
    const at = chinaIso(ready.nowMs);
    const reviewed =
      reviewedBy === undefined ? undefined : ({ id: null, name: reviewedBy, how: 'stated', at } as const);
    await putOnRecord(dataDir, actor, { act: 'putMonth', about: month, value: 'closed' });
    return closeWith(app, directory, ready, { by: signatureOf(actor, ready.nowMs), reviewed });
  });
}

/** What a month is closed with, once nothing speaks against that. */
export interface Ready {
  readonly view: MonthView;
  readonly reconciled: Reconciled;
  readonly accepted: ReadonlyMap<string, string>;
  readonly books: ReadBooks;
  /** Whether the month is not over. */
  readonly early: boolean;
  readonly nowMs: number;
}

/** While nobody else closes it. @throws UserError where something speaks against closing it */
export async function readyToClose(app: App, request: CloseRequest, directory: string): Promise<Ready> {
  const { month, accept = [], early = false } = request;
  const nowMs = Date.now();
  const isOver = monthOf(nowMs) > month;
  if (!isOver && !early) throw new UserError('open-month', ({ months }) => months.notOver({ month }));
  const named = request.books !== undefined;
  const books = await booksFrom(request.books ?? join(app.config.dataDir, 'books.csv'), named);
  const before = await readClosed(directory);
  if (before !== undefined)
    throw new UserError('closed-month', ({ months }) =>
      months.closedBefore({ month, at: before.closed_at, by: before.closed_by }),
    );
  const { view, reconciled } = await lookAt(app, request);
  const open = stillOpen(view);
  const { byId, unused } = acceptedBy(open, accept);
  if (unused.length > 0)
    throw new UserError('invalid-options', ({ months }) => months.nothingToAccept({ text: unused[0] ?? '' }));
  const left = open.filter(({ id }) => !byId.has(id));
  if (left.length > 0) throw unbalanced(month, left);
  return { view, reconciled, accepted: byId, books, early: !isOver, nowMs };
}

/** At a terminal nobody shows who the other one is. */
type Reviewer = Omit<Signature, 'id'> & { readonly id: string | null };

/** Who stands for it. */
interface Signed {
  readonly by: Signature;
  readonly reviewed: Reviewer | undefined;
}

export async function closeWith(
  { config }: App,
  directory: string,
  { view, reconciled, accepted, books, early, nowMs }: Ready,
  { by, reviewed }: Signed,
): Promise<Closed> {
  const signOff = { by, reviewed, early, atMs: nowMs };
  const closed = await writeClose(config, directory, reconciled, books, (files) =>
    closeOf(view, accepted, signOff, files),
  );
  await removeProposal(directory);
  return { closed, directory };
}

export function signatureOf(actor: Actor, nowMs: number): Signature {
  return { id: actor.id, name: nameOf(actor), how: actor.by, at: chinaIso(nowMs) };
}

export interface Reopened {
  /** Where what was closed is kept. */
  readonly kept: string;
}

/** @throws UserError where the month is not closed */
export async function reopenMonth(
  { config: { dataDir, provider } }: App,
  month: string,
  reason: string,
  actor: Actor = actorHere(),
): Promise<Reopened> {
  refuseNoMonth(month);
  const directory = monthDirectory(dataDir, month, provider);
  // Without this a month that was never closed would get a directory.
  if ((await readClosed(directory)) === undefined) throw notClosed(month);
  return withMonth(directory, async () => {
    // Somebody else may have opened it, and closed it anew, meanwhile.
    const closed = await readClosed(directory);
    if (closed === undefined) throw notClosed(month);
    await putOnRecord(dataDir, actor, { act: 'putMonth', about: month, value: 'open' });
    const about = { by: nameOf(actor), reason, atMs: Date.now() };
    return { kept: await keepClosed(directory, closed.closed_at, about) };
  });
}

function notClosed(month: string): UserError {
  return new UserError('unclosed-month', ({ months }) => months.notClosed({ month }));
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

/** At a terminal the other one is named, and nothing proves it; over HTTP he signs himself. */
function refuseReview(actor: Actor, reviewedBy: string | undefined, isNeeded: boolean): void {
  const by = nameOf(actor);
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
