// Closes a month by two accounts, where one alone must not: the first proposes what to close it with, the second looks at the same
// figures and closes it. Where one is enough, it closes the month at once.

import { createHash } from 'node:crypto';
import { UserError } from '../domain/user-error.js';
import { monthDirectory, readClosed, withMonth } from '../money/month-files.js';
import { readProposal, removeProposal, writeProposal, type Proposal } from '../money/proposal-file.js';
import type { MonthView } from '../reconcile/index.js';
import type { App } from './app.js';
import { refuseNoMonth } from './budgets.js';
import {
  closeMonth,
  closeWith,
  readyToClose,
  signatureOf,
  type Closed,
  type CloseRequest,
} from './close-month.js';
import { putOnRecord, type Actor } from './on-record.js';

export interface SignRequest extends Omit<CloseRequest, 'reviewedBy' | 'actor'> {
  readonly actor: Actor;
}

export type SignedMonth =
  | ({ readonly kind: 'closed' } & Closed)
  | { readonly kind: 'proposed'; readonly view: MonthView; readonly proposed: Proposal };

/** @throws UserError as closing does, and where the figures are not those any more that the first one saw */
export async function signMonth(app: App, request: SignRequest): Promise<SignedMonth> {
  const { dataDir, provider, closeReview } = app.config;
  if (!closeReview) return { kind: 'closed', ...(await closeMonth(app, request)) };
  refuseNoMonth(request.month);
  const directory = monthDirectory(dataDir, request.month, provider);
  return withMonth(directory, async () => {
    const proposed = await readProposal(directory);
    return proposed === undefined || proposed.by.id === request.actor.id
      ? propose(app, request, directory)
      : review(app, request, proposed, directory);
  });
}

async function propose(app: App, request: SignRequest, directory: string): Promise<SignedMonth> {
  const { month, actor } = request;
  const { view, accepted, early, nowMs } = await readyToClose(app, request, directory);
  const accept = [...accepted].map(([id, because]) => `${id}=${because}`);
  const proposed = { by: signatureOf(actor, nowMs), early, accept, seen: seenIn(view) };
  await putOnRecord(app.config.dataDir, actor, { act: 'putMonth', about: month, value: 'proposed' });
  await writeProposal(directory, proposed);
  return { kind: 'proposed', view, proposed };
}

async function review(
  app: App,
  request: SignRequest,
  proposed: Proposal,
  directory: string,
): Promise<SignedMonth> {
  const { month, actor } = request;
  const { name: by, at } = proposed.by;
  // Whoever accepts a difference and whoever looks at that are two.
  if ((request.accept ?? []).length > 0)
    throw new UserError('invalid-options', ({ months }) => months.acceptedBefore({ month, by }));
  const { accept, early } = proposed;
  const asked = { ...request, accept, early: early || request.early === true };
  const ready = await readyToClose(app, asked, directory);
  if (seenIn(ready.view) !== proposed.seen)
    throw new UserError('changed-month', ({ months }) => months.changed({ month, by, at }));
  await putOnRecord(app.config.dataDir, actor, { act: 'putMonth', about: month, value: 'closed' });
  const reviewed = signatureOf(actor, ready.nowMs);
  return { kind: 'closed', ...(await closeWith(app, directory, ready, { by: proposed.by, reviewed })) };
}

/** @throws UserError where nothing is proposed */
export async function withdrawProposal(
  { config: { dataDir, provider } }: App,
  month: string,
  actor: Actor,
): Promise<void> {
  refuseNoMonth(month);
  const directory = monthDirectory(dataDir, month, provider);
  await withMonth(directory, async () => {
    if ((await readProposal(directory)) === undefined || (await readClosed(directory)) !== undefined)
      throw new UserError('unclosed-month', ({ months }) => months.notClosed({ month }));
    await putOnRecord(dataDir, actor, { act: 'putMonth', about: month, value: 'withdrawn' });
    await removeProposal(directory);
  });
}

/** All that somebody stands for who signs; how old a difference is changes by itself. */
function seenIn(view: MonthView): string {
  const { verdict, days, differences, labels, batches, bridge, cost, bill } = view;
  const open = differences.map((difference) => ({ ...difference, age_days: 0 }));
  const seen = [verdict, days, open, labels, batches, bridge, cost, bill];
  return createHash('sha256').update(JSON.stringify(seen)).digest('hex');
}
