// Webhooks as people manage them: added, listed, removed, given another secret, tried, told once more. The door that asks has seen to
// it that whoever asks may.

import type { Config } from '../config.js';
import { UserError } from '../domain/user-error.js';
import { createLog } from '../log.js';
import { chanceKey, newDelivery, replayed, type Delivery } from '../webhooks/delivery.js';
import { addDelivery, changeDelivery, deliveriesOf } from '../webhooks/delivery-store.js';
import { Deliverer, TAKEN_MS } from '../webhooks/deliverer.js';
import { TEST_TYPE } from '../webhooks/event.js';
import { healthOf, type Health } from '../webhooks/health.js';
import { DELIVERY_ID, webhookOf } from '../webhooks/paths.js';
import { postBy } from '../webhooks/send.js';
import { makeSecret } from '../webhooks/signature.js';
import { enabled, newWebhook, rotated, type Webhook } from '../webhooks/webhook.js';
import {
  addWebhook as keep,
  allWebhooks,
  changeWebhook,
  readWebhook,
  removeWebhook as remove,
} from '../webhooks/webhook-store.js';
import type { App } from './app.js';
import { makeDataDirectory } from './batch-access.js';
import { actorHere, putOnRecord } from './on-record.js';
import { refuseSecret, refuseUnusable, type AddWebhookRequest } from './webhook-request.js';

type Ports = Pick<App, 'config'>;

const AT_MOST = 100;

export interface AddedWebhook {
  readonly webhook: Webhook;
  /** Shown this once; null for a robot. */
  readonly secret: string | null;
}

/** @throws UserError where the address is none to send to, or can't be told that */
export async function addWebhook(
  { config }: Ports,
  request: AddWebhookRequest,
  actor = actorHere(),
): Promise<AddedWebhook> {
  const { dataDir } = config;
  const asked = await refuseUnusable(request, config);
  await makeDataDirectory(dataDir);
  if ((await allWebhooks(dataDir)).length >= AT_MOST)
    throw new UserError('unusable-webhook', ({ webhooks }) => webhooks.refused.tooMany({ most: AT_MOST }));
  const webhook = newWebhook(asked, Date.now());
  await putOnRecord(dataDir, actor, { act: 'createWebhook', about: webhook.id });
  await keep(dataDir, webhook);
  return { webhook, secret: secretShown(webhook) };
}

export interface ListedWebhook {
  readonly webhook: Webhook;
  readonly health: Health;
}

/** The oldest first. */
export async function listWebhooks({ config: { dataDir } }: Ports): Promise<readonly ListedWebhook[]> {
  const listed: ListedWebhook[] = [];
  for (const webhook of await allWebhooks(dataDir))
    listed.push({ webhook, health: healthOf(await deliveriesOf(dataDir, webhook.id)) });
  return listed;
}

/** @throws UserError where there is none of that id */
export async function removeWebhook(
  { config: { dataDir } }: Ports,
  id: string,
  actor = actorHere(),
): Promise<void> {
  await readWebhook(dataDir, id);
  await putOnRecord(dataDir, actor, { act: 'deleteWebhook', about: id });
  await remove(dataDir, id);
}

export interface RotateRequest {
  readonly id: string;
  /** For how long the old secret signs beside the new one. */
  readonly oldForMs: number;
  /** Of a robot, whose page has made it. */
  readonly secret?: string | undefined;
}

export interface Rotated extends AddedWebhook {
  /** Unix milliseconds up to which the old secret signs too. */
  readonly oldUntil: number;
}

/** @throws UserError where there is none of that id, or its secret is made elsewhere */
export async function rotateWebhook(
  { config }: Ports,
  request: RotateRequest,
  actor = actorHere(),
): Promise<Rotated> {
  const { id, oldForMs, secret } = request;
  const { dataDir } = config;
  const { shape } = await readWebhook(dataDir, id);
  const isOurs = shape === 'standard';
  if (shape === 'wecom') throw new UserError('unusable-webhook', ({ webhooks }) => webhooks.refused.noSecret);
  if (isOurs) refuseSecret(secret, shape);
  const own = isOurs ? makeSecret() : secret;
  if (own === undefined)
    throw new UserError('unusable-webhook', ({ webhooks }) => webhooks.refused.rotate({ shape }));
  const now = Date.now();
  // A robot knows one secret at a time.
  const oldUntil = isOurs ? now + oldForMs : now;
  await putOnRecord(dataDir, actor, { act: 'rotateWebhook', about: id });
  const webhook = await changeWebhook(dataDir, id, (each) => rotated(each, own, now, oldUntil));
  return { webhook, secret: secretShown(webhook), oldUntil };
}

/** One that its receiver's 410 had disabled is told again. @throws UserError where there is none of that id */
export async function enableWebhook(
  { config: { dataDir } }: Ports,
  id: string,
  actor = actorHere(),
): Promise<Webhook> {
  await readWebhook(dataDir, id);
  await putOnRecord(dataDir, actor, { act: 'enableWebhook', about: id });
  return changeWebhook(dataDir, id, enabled);
}

/** Sends a message now, once. @throws UserError where there is none of that id */
export async function testWebhook({ config }: Ports, id: string, actor = actorHere()): Promise<Delivery> {
  const { dataDir } = config;
  const webhook = await readWebhook(dataDir, id);
  await putOnRecord(dataDir, actor, { act: 'testWebhook', about: id });
  const now = Date.now();
  const message = { type: TEST_TYPE, at: now, data: { webhook: id } } as const;
  // Its time is so late that no worker tries it beside this process.
  const delivery = newDelivery(id, chanceKey(), message, now + TAKEN_MS);
  await addDelivery(dataDir, delivery);
  return (await delivererOf(config).tryTaken(webhook, delivery, true)) ?? delivery;
}

/** What is kept of a webhook's messages, the newest first. @throws UserError where there is none of that id */
export async function webhookDeliveries({ config: { dataDir } }: Ports, id: string): Promise<Delivery[]> {
  await readWebhook(dataDir, id);
  return deliveriesOf(dataDir, id);
}

export interface ReplayRequest {
  readonly id: string;
  readonly delivery: string;
  /** Whether this process tries it now; otherwise whoever delivers does. */
  readonly here: boolean;
}

/**
 * Has a message told once more, with its id.
 *
 * @throws UserError where there is no such webhook, or no such message of it
 */
export async function replayDelivery(
  { config }: Ports,
  request: ReplayRequest,
  actor = actorHere(),
): Promise<Delivery> {
  const { id, delivery, here } = request;
  const { dataDir } = config;
  const webhook = await readWebhook(dataDir, id);
  const isIts = DELIVERY_ID.test(delivery) && webhookOf(delivery) === id;
  const now = Date.now();
  const again = (known: Delivery): Delivery => {
    const due = replayed(known, now);
    return here ? { ...due, nextAt: now + TAKEN_MS } : due;
  };
  if (isIts) await putOnRecord(dataDir, actor, { act: 'replayDelivery', about: delivery });
  const replaying = isIts ? await changeDelivery(dataDir, delivery, again) : undefined;
  if (replaying === undefined)
    throw new UserError('unknown-webhook', ({ webhooks }) => webhooks.unknownDelivery({ id, delivery }));
  if (!here) return replaying;
  return (await delivererOf(config).tryTaken(webhook, replaying)) ?? replaying;
}

function secretShown({ shape, secrets }: Webhook): string | null {
  return shape === 'standard' ? (secrets[0]?.secret ?? null) : null;
}

function delivererOf(config: Config): Deliverer {
  return new Deliverer({
    dataDirectory: config.dataDir,
    // Whoever waits for the result is told of it.
    log: createLog(config.logLevel ?? 'silent'),
    post: postBy({ namedHosts: config.webhookAllow, proxy: config.proxy }),
    nowMs: Date.now,
    stopping: new AbortController().signal,
  });
}
