// How many messages of each webhook are not taken yet, and since when the oldest waits: for monitors, and for whoever looks at the
// data directory. It reads what is on disk.

import { openDeliveries, readDelivery } from './delivery-store.js';
import { webhookOf } from './paths.js';
import { webhookIds } from './webhook-store.js';

export interface OpenFigures {
  readonly webhook: string;
  readonly open: number;
  /** For how long the oldest has been tried in vain. */
  readonly oldestMs: number;
}

/** Of many, a monitor need not know the age of each. */
const READ_AT_MOST = 1_000;

export async function openFigures(dataDirectory: string, nowMs: number): Promise<OpenFigures[]> {
  const none = { open: 0, oldestMs: 0 };
  const figures = new Map((await webhookIds(dataDirectory)).map((id) => [id, none]));
  const ids = await openDeliveries(dataDirectory);
  for (const [index, id] of ids.entries()) {
    const known = figures.get(webhookOf(id)) ?? none;
    const delivery = index < READ_AT_MOST ? await readDelivery(dataDirectory, id) : undefined;
    if (delivery !== undefined && delivery.state !== 'pending') continue;
    const since = delivery?.replayedAt ?? delivery?.at ?? nowMs;
    figures.set(webhookOf(id), { open: known.open + 1, oldestMs: Math.max(known.oldestMs, nowMs - since) });
  }
  return [...figures].map(([webhook, figure]) => ({ webhook, ...figure }));
}

/** Longer than most receivers are away; its messages are still tried for two days and more. */
const LONG_MS = 6 * 3_600_000;

/** The webhooks that have failed for long. */
export async function failingWebhooks(dataDirectory: string, nowMs: number): Promise<OpenFigures[]> {
  return (await openFigures(dataDirectory, nowMs)).filter(({ oldestMs }) => oldestMs > LONG_MS);
}
