// Where webhooks and what they are told lie in a data directory. It knows names only.

import { join } from 'node:path';
import type { Webhook } from './webhook.js';

/** A delivery's id names its webhook, so that it alone leads to its file. */
export const DELIVERY_ID = /^msg_([a-z2-7]{12})_[0-9a-f]{24}$/;

export interface WebhookPaths {
  readonly directory: string;
  /** A file for each webhook. */
  readonly registry: string;
  /** Events that may have happened, until their deliveries are on disk. */
  readonly outbox: string;
  /** An empty file for each delivery that is not over. */
  readonly open: string;
  /** A directory for each webhook, with a file for each delivery. */
  readonly log: string;
}

export function webhookPaths(dataDirectory: string): WebhookPaths {
  const directory = join(dataDirectory, 'webhooks');
  return {
    directory,
    registry: join(directory, 'registry'),
    outbox: join(directory, 'outbox'),
    open: join(directory, 'open'),
    log: join(directory, 'log'),
  };
}

export function webhookPath({ registry }: WebhookPaths, id: string): string {
  return join(registry, `${id}.json`);
}

export function logOf({ log }: WebhookPaths, webhook: string): string {
  return join(log, webhook);
}

/** @throws where that is no delivery's id */
export function deliveryPath(paths: WebhookPaths, delivery: string): string {
  return join(logOf(paths, webhookOf(delivery)), `${delivery}.json`);
}

export function openPath({ open }: WebhookPaths, delivery: string): string {
  return join(open, delivery);
}

/** @throws where that is no delivery's id */
export function webhookOf(delivery: string): Webhook['id'] {
  const [, letters] = DELIVERY_ID.exec(delivery) ?? [];
  if (letters === undefined) throw new Error('that is no delivery');
  return `wh_${letters}`;
}
