// Webhooks on disk, a file each: made whole, changed under a lock, read anew by whoever needs one. Every process of a data
// directory sees the same. It sends nothing.

import { readdir, rm } from 'node:fs/promises';
import { refuseNewer } from '../domain/newer.js';
import { UserError } from '../domain/user-error.js';
import { formOf } from '../files/damaged-file.js';
import { makeDirectory, readIfThere, syncDirectory, writeJson } from '../files/durable.js';
import { undefinedIfMissing } from '../files/missing-file.js';
import { withLock } from '../redis/process-lock.js';
import { logOf, webhookPath, webhookPaths } from './paths.js';
import { WEBHOOK_ID, WEBHOOK_VERSION, webhookSchema, type Webhook } from './webhook.js';

const WRITER = String(process.pid);

export async function addWebhook(dataDirectory: string, webhook: Webhook): Promise<void> {
  const paths = webhookPaths(dataDirectory);
  for (const directory of [paths.registry, paths.outbox, paths.open, logOf(paths, webhook.id)])
    await makeDirectory(directory);
  await writeJson(webhookPath(paths, webhook.id), WRITER, webhook);
}

/** Undefined where there is none of that id. */
export async function findWebhook(dataDirectory: string, id: string): Promise<Webhook | undefined> {
  if (!WEBHOOK_ID.test(id)) return undefined;
  const path = webhookPath(webhookPaths(dataDirectory), id);
  const found = await readIfThere(path);
  if (found === undefined) return undefined;
  refuseNewer(({ webhooks }) => webhooks.ofId({ id }), found, WEBHOOK_VERSION);
  return formOf(path, found, webhookSchema);
}

/** @throws UserError where there is none of that id */
export async function readWebhook(dataDirectory: string, id: string): Promise<Webhook> {
  const found = await findWebhook(dataDirectory, id);
  if (found !== undefined) return found;
  throw new UserError('unknown-webhook', ({ webhooks }) => webhooks.unknown({ id }));
}

/**
 * The oldest first.
 *
 * @param onUnreadable told of each that is damaged, or that only a newer Rollcall can read; without it such a one is an error
 */
export async function allWebhooks(
  dataDirectory: string,
  onUnreadable?: (error: UserError) => void,
): Promise<Webhook[]> {
  const found: Webhook[] = [];
  for (const id of await webhookIds(dataDirectory)) {
    try {
      const webhook = await findWebhook(dataDirectory, id);
      if (webhook !== undefined) found.push(webhook);
    } catch (error) {
      if (onUnreadable === undefined || !(error instanceof UserError)) throw error;
      onUnreadable(error);
    }
  }
  return found.sort((one, other) => one.createdAt - other.createdAt || (one.id < other.id ? -1 : 1));
}

export async function hasWebhooks(dataDirectory: string): Promise<boolean> {
  return (await webhookIds(dataDirectory)).length > 0;
}

export async function webhookIds(dataDirectory: string): Promise<string[]> {
  const names = (await readdir(webhookPaths(dataDirectory).registry).catch(undefinedIfMissing)) ?? [];
  return names.flatMap((name) => /^(wh_\w+)\.json$/.exec(name)?.[1] ?? []);
}

/** @throws UserError where there is none of that id (any more) */
export async function changeWebhook(
  dataDirectory: string,
  id: string,
  change: (webhook: Webhook) => Webhook,
): Promise<Webhook> {
  await readWebhook(dataDirectory, id);
  return locked(dataDirectory, id, async () => {
    const changed = change(await readWebhook(dataDirectory, id));
    await writeJson(webhookPath(webhookPaths(dataDirectory), id), WRITER, changed);
    return changed;
  });
}

/** Its deliveries go with it. @throws UserError where there is none of that id */
export async function removeWebhook(dataDirectory: string, id: string): Promise<void> {
  await readWebhook(dataDirectory, id);
  const paths = webhookPaths(dataDirectory);
  await locked(dataDirectory, id, async () => {
    // Without its record nothing is sent, and whoever meets an open delivery forgets it.
    await rm(webhookPath(paths, id), { force: true });
    await syncDirectory(paths.registry);
  });
  await rm(logOf(paths, id), { recursive: true, force: true });
}

function locked<Result>(dataDirectory: string, id: string, work: () => Promise<Result>): Promise<Result> {
  return withLock(`${webhookPath(webhookPaths(dataDirectory), id)}.lock`, work);
}
