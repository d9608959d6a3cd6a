// Events on their way to deliveries, so that none is lost where the process is killed: noted before what they tell of is on disk,
// made into deliveries after it, and by whoever looks next where nobody did that. It sends nothing.

import { createHash } from 'node:crypto';
import { readdir, readFile, rm } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { z } from 'zod';
import type { UserError } from '../domain/user-error.js';
import { parseJson } from '../files/damaged-file.js';
import { makeDirectory, readFormIfThere, writeJson } from '../files/durable.js';
import { undefinedIfMissing } from '../files/missing-file.js';
import { formatIdentity, isAlive, ownIdentity, parseIdentity } from '../redis/process-identity.js';
import { newDelivery } from './delivery.js';
import { addDelivery, expireDrafts } from './delivery-store.js';
import { eventSchema, type WebhookEvent } from './event.js';
import { webhookPaths } from './paths.js';
import { wants } from './webhook.js';
import { allWebhooks, findWebhook } from './webhook-store.js';

const notedSchema = z.object({
  version: z.literal(1),
  event: eventSchema,
  /** Those that wanted it when it happened. */
  webhooks: z.array(z.string()).readonly(),
  /** Unix milliseconds. */
  notedAt: z.number(),
  /** The process that is about to make the deliveries, as the system tells it from others. */
  by: z.string(),
});
type Noted = z.infer<typeof notedSchema>;

export interface NotedEvent extends Pick<Noted, 'event' | 'webhooks'> {
  readonly path: string;
}

/** @returns undefined where nobody wants to be told */
export async function noteEvent(
  dataDirectory: string,
  event: WebhookEvent,
  nowMs: number,
  onUnreadable: (error: UserError) => void,
): Promise<NotedEvent | undefined> {
  const all = await allWebhooks(dataDirectory, onUnreadable);
  const webhooks = all.filter((webhook) => wants(webhook, event.type, event.label));
  if (webhooks.length === 0) return undefined;
  const { outbox } = webhookPaths(dataDirectory);
  const path = join(outbox, `${createHash('sha256').update(event.key).digest('hex').slice(0, 32)}.json`);
  const by = formatIdentity(ownIdentity());
  const noted = { version: 1, event, webhooks: webhooks.map(({ id }) => id), notedAt: nowMs, by } as const;
  await makeDirectory(outbox);
  await writeJson(path, String(process.pid), noted);
  return { path, event, webhooks: noted.webhooks };
}

/** Makes the deliveries of an event that has happened. Done twice, it makes none twice. */
export async function makeDeliveries(
  dataDirectory: string,
  { path, event, webhooks }: NotedEvent,
  nowMs: number,
): Promise<void> {
  for (const id of webhooks) {
    if ((await findWebhook(dataDirectory, id)) === undefined) continue;
    await addDelivery(dataDirectory, newDelivery(id, event.key, event, nowMs));
  }
  await rm(path, { force: true });
}

/** Whoever has noted an event makes its deliveries, with all that is known by then; a live process has that long for it. */
const OWN_MS = 3_600_000;
/** What was noted and has not happened until then never will: whoever was to do it has begun anew. */
const KEPT_MS = 7 * 86_400_000;

/** Makes the deliveries of events that have happened, and of which nobody has made them. */
export async function sweepOutbox(
  dataDirectory: string,
  nowMs: number,
  onProblem: (error: unknown) => void,
): Promise<void> {
  const { outbox } = webhookPaths(dataDirectory);
  const names = (await readdir(outbox).catch(undefinedIfMissing)) ?? [];
  for (const name of names.filter((each) => each.endsWith('.json'))) {
    try {
      await sweepOne(dataDirectory, join(outbox, name), nowMs);
    } catch (error) {
      onProblem(error);
    }
  }
  if (names.some((name) => name.endsWith('.tmp'))) await expireDrafts(outbox, nowMs);
}

async function sweepOne(dataDirectory: string, path: string, nowMs: number): Promise<void> {
  const noted = await readFormIfThere(path, notedSchema);
  if (noted === undefined) return;
  const maker = parseIdentity(noted.by);
  if (maker !== undefined && isAlive(maker) && noted.notedAt > nowMs - OWN_MS) return;
  if (await hasHappened(dataDirectory, noted.event))
    await makeDeliveries(dataDirectory, { path, ...noted }, nowMs);
  else if (noted.notedAt < nowMs - KEPT_MS) await rm(path, { force: true });
}

async function hasHappened(dataDirectory: string, { proof }: WebhookEvent): Promise<boolean> {
  const { file, field, value } = proof;
  const path = isAbsolute(file) ? file : join(dataDirectory, file);
  const text = await readFile(path, 'utf8').catch(undefinedIfMissing);
  if (text === undefined) return false;
  const found = z.record(z.string(), z.unknown()).safeParse(parseJson(path, text));
  return found.success && found.data[field] === value;
}
