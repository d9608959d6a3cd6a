// Deliveries on disk: made once, tried by one process at a time, kept for a while as a log. A mark in `open` stands for each that
// is not over, before it is there and until after it is over, so that none is lost in between. It sends nothing.

import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { formOf } from '../files/damaged-file.js';
import { refuseNewer } from '../domain/newer.js';
import { makeDirectory, readIfThere, syncDirectory, writeJson, writeJsonFirst } from '../files/durable.js';
import { undefinedIfMissing } from '../files/missing-file.js';
import { openNew } from '../files/temporary-file.js';
import { withLock } from '../redis/process-lock.js';
import { DELIVERY_VERSION, deliverySchema, type Delivery } from './delivery.js';
import {
  DELIVERY_ID,
  deliveryPath,
  logOf,
  openPath,
  webhookOf,
  webhookPaths,
  type WebhookPaths,
} from './paths.js';

const WRITER = String(process.pid);

/** @returns false where it was there already: nothing changes then */
export async function addDelivery(dataDirectory: string, delivery: Delivery): Promise<boolean> {
  const paths = webhookPaths(dataDirectory);
  await makeDirectory(paths.open);
  await makeDirectory(logOf(paths, delivery.webhook));
  await mark(paths, delivery.id);
  return writeJsonFirst(deliveryPath(paths, delivery.id), WRITER, delivery);
}

/** Undefined where there is none of that id. */
export async function readDelivery(dataDirectory: string, id: string): Promise<Delivery | undefined> {
  if (!DELIVERY_ID.test(id)) return undefined;
  const path = deliveryPath(webhookPaths(dataDirectory), id);
  const found = await readIfThere(path);
  if (found === undefined) return undefined;
  refuseNewer(({ webhooks }) => webhooks.delivery({ id }), found, DELIVERY_VERSION);
  return formOf(path, found, deliverySchema);
}

/**
 * Changes a delivery while nobody else does.
 *
 * @param change undefined: it stays as it is
 * @returns the delivery as it is now; undefined where it is not there
 */
export async function changeDelivery(
  dataDirectory: string,
  id: string,
  change: (delivery: Delivery) => Delivery | undefined,
): Promise<Delivery | undefined> {
  const paths = webhookPaths(dataDirectory);
  const path = deliveryPath(paths, id);
  // Where its webhook is removed, there is no directory for a lock either.
  if ((await readDelivery(dataDirectory, id)) === undefined) return undefined;
  return withLock(`${path}.lock`, async () => {
    const before = await readDelivery(dataDirectory, id);
    if (before === undefined) return undefined;
    const after = change(before);
    if (after === undefined) {
      // Made again after it was over, or ended by a process that was killed before it took the mark away.
      if (before.state !== 'pending') await unmark(dataDirectory, id);
      return before;
    }
    if (after.state === 'pending' && before.state !== 'pending') await mark(paths, id);
    await writeJson(path, WRITER, after);
    if (after.state !== 'pending') await unmark(dataDirectory, id);
    return after;
  }).catch(undefinedIfMissing);
}

async function unmark(dataDirectory: string, id: string): Promise<void> {
  await rm(openPath(webhookPaths(dataDirectory), id), { force: true });
}

/** Of a webhook that is removed. */
export async function forgetDelivery(dataDirectory: string, id: string): Promise<void> {
  const paths = webhookPaths(dataDirectory);
  await rm(logOf(paths, webhookOf(id)), { recursive: true, force: true });
  await unmark(dataDirectory, id);
}

/** A process that makes a delivery may be between its mark and its file for that long. */
const MADE_WITHIN_MS = 3_600_000;

/** Takes the mark away of a delivery that was never made: whoever was killed there makes it again, with its mark. */
export async function forgetUnmade(dataDirectory: string, id: string, nowMs: number): Promise<void> {
  const made = await stat(openPath(webhookPaths(dataDirectory), id)).catch(undefinedIfMissing);
  if (made !== undefined && made.mtimeMs < nowMs - MADE_WITHIN_MS) await unmark(dataDirectory, id);
}

async function mark(paths: WebhookPaths, id: string): Promise<void> {
  try {
    await (await openNew(openPath(paths, id))).close();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  await syncDirectory(paths.open);
}

/** The ids of deliveries that are not over. */
export async function openDeliveries(dataDirectory: string): Promise<string[]> {
  const names = (await readdir(webhookPaths(dataDirectory).open).catch(undefinedIfMissing)) ?? [];
  return names.filter((name) => DELIVERY_ID.test(name));
}

/** When the delivery last changed, in Unix milliseconds; undefined where it is not there (yet). */
export async function changedAt(dataDirectory: string, id: string): Promise<number | undefined> {
  const found = await stat(deliveryPath(webhookPaths(dataDirectory), id)).catch(undefinedIfMissing);
  return found?.mtimeMs;
}

/** All that are kept of a webhook, the newest first. */
export async function deliveriesOf(dataDirectory: string, webhook: string): Promise<Delivery[]> {
  const names = (await readdir(logOf(webhookPaths(dataDirectory), webhook)).catch(undefinedIfMissing)) ?? [];
  const ids = names.flatMap((name) => (name.endsWith('.json') ? [name.slice(0, -'.json'.length)] : []));
  const found = await Promise.all(ids.map((id) => readDelivery(dataDirectory, id)));
  return found
    .filter((delivery) => delivery !== undefined)
    .sort((one, other) => other.at - one.at || (one.id < other.id ? -1 : 1));
}

const KEPT_MS = 30 * 86_400_000;
const KEPT_AT_MOST = 1_000;

/** Forgets old deliveries that are over, and drafts that a killed process has left. */
export async function expireLog(dataDirectory: string, webhook: string, nowMs: number): Promise<void> {
  const paths = webhookPaths(dataDirectory);
  const over = (await deliveriesOf(dataDirectory, webhook)).filter(({ state }) => state !== 'pending');
  const old = over.filter(({ nextAt }, index) => index >= KEPT_AT_MOST || nextAt < nowMs - KEPT_MS);
  for (const { id } of old) await rm(deliveryPath(paths, id), { force: true });
  await expireDrafts(logOf(paths, webhook), nowMs);
}

const DRAFT_MS = 3_600_000;

/** Of files that were never given their name. */
export async function expireDrafts(directory: string, nowMs: number): Promise<void> {
  for (const name of (await readdir(directory).catch(undefinedIfMissing)) ?? []) {
    if (!name.endsWith('.tmp')) continue;
    const found = await stat(join(directory, name)).catch(undefinedIfMissing);
    if (found !== undefined && found.mtimeMs < nowMs - DRAFT_MS)
      await rm(join(directory, name), { force: true });
  }
}
