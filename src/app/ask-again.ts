// Asks the provider again about days that somebody has reconciled and that are not settled, until they are. That somebody waits for them
// stands beside their report, so that any process can go on.

import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { z } from 'zod';
import { dayEnd } from '../domain/days.js';
import { UserError } from '../domain/user-error.js';
import { readFormIfThere, writeJson } from '../files/durable.js';
import { DEFAULT_PROVIDER } from '../provider/index.js';
import { withLock } from '../redis/process-lock.js';
import type { App } from './app.js';
import { reconcile } from './reconciliation.js';
import {
  askingPath,
  daysOfId,
  reconciliationIds,
  reconciliationsOf,
  type KnownReconciliation,
} from './reconciliations.js';
import { announcingReport, plainly, type Publishing } from './told-report.js';

const EVERY_MS = 10 * 60_000;
/** Counts settle within a day; a batch of those days may run for longer. */
const PATIENCE_MS = 3 * 86_400_000;

const askingSchema = z.object({
  version: z.literal(1),
  /** Who waits, as the report names who made it. */
  by: z.string(),
  /** Unix milliseconds. */
  since: z.number(),
});

export interface AskAgainRequest {
  readonly from: string;
  readonly to: string;
  readonly by: string;
}

/**
 * Reconciles days, and has them asked about again where they are not settled. Webhooks are told once they are.
 *
 * @throws UserError as `reconcile` does
 */
export async function reconcileUntilSettled(
  app: App,
  { from, to, by }: AskAgainRequest,
): Promise<KnownReconciliation | undefined> {
  await reconcile(app, { from, to, by }, onceSettled(app));
  const made = await madeOf(app, from, to);
  if (made?.verdict !== 'unsettled') return made;
  const asking = { version: 1, by, since: Date.now() };
  await writeJson(askingPath(app.config.dataDir, made.id), String(process.pid), asking);
  return { ...made, asks_again: true };
}

/** @throws UserError as `reconcile` does */
export async function reconcileOnce(
  app: App,
  { from, to, by }: AskAgainRequest,
): Promise<KnownReconciliation | undefined> {
  await reconcile(app, { from, to, by });
  return madeOf(app, from, to);
}

/** The newest, where two providers have reports of the same days. */
async function madeOf(app: App, from: string, to: string): Promise<KnownReconciliation | undefined> {
  const ids = (await reconciliationIds(app)).filter((id) => id.startsWith(`${from}_${to}`));
  return (await reconciliationsOf(app, ids)).toSorted((a, b) =>
    (b.made_at ?? '').localeCompare(a.made_at ?? ''),
  )[0];
}

/** One look. @returns the ids of what was asked about */
export async function askAgainDue(app: App, nowMs: number): Promise<string[]> {
  const asked: string[] = [];
  for (const id of await reconciliationIds(app)) {
    const path = askingPath(app.config.dataDir, id);
    if (!existsSync(path) || !isOwn(app, id)) continue;
    await withLock(`${path}.lock`, async () => {
      // Another process may have asked since.
      const [now] = await reconciliationsOf(app, [id]);
      if (now === undefined || nowMs < nextAt(now)) return;
      if (await askOnce(app, now, nowMs)) asked.push(id);
    });
  }
  return asked;
}

/** @returns whether it was asked: the service may be away, and is asked the next time */
async function askOnce(
  app: App,
  { id, from, to, verdict }: KnownReconciliation,
  nowMs: number,
): Promise<boolean> {
  const path = askingPath(app.config.dataDir, id);
  const asking = await readFormIfThere(path, askingSchema);
  if (asking === undefined || verdict !== 'unsettled') {
    await rm(path, { force: true });
    return false;
  }
  const isLast = nowMs > Math.max(asking.since, dayEnd(to)) + PATIENCE_MS;
  try {
    const { by } = asking;
    const { report } = await reconcile(app, { from, to, by }, isLast ? undefined : onceSettled(app));
    if (isLast || report.verdict !== 'unsettled') await rm(path, { force: true });
    return true;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    app.tell({ kind: 'warning', message: error.message });
    if (isLast) await rm(path, { force: true });
    return false;
  }
}

/** Whether it is of the provider that is asked here. */
function isOwn({ config: { provider } }: App, id: string): boolean {
  const { from, to } = daysOfId(id);
  return id === `${from}_${to}${provider === DEFAULT_PROVIDER ? '' : `-${provider}`}`;
}

function nextAt({ made_at: madeAt }: KnownReconciliation): number {
  return madeAt === null ? 0 : Date.parse(madeAt) + EVERY_MS;
}

function onceSettled(app: App): Publishing {
  return (report, directory, publish) =>
    report.verdict === 'unsettled'
      ? plainly(report, directory, publish)
      : announcingReport(app)(report, directory, publish);
}
