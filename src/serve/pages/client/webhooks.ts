// Webhooks and their messages. It knows paths of the interface, no page.

import type { deliveryShown, webhookShown } from '../../../app/webhook-shown.js';
import type { Page } from '../../paging.js';
import type { InterfaceClient } from './interface-client.js';

export type ShownWebhook = ReturnType<typeof webhookShown>;
export type ShownDelivery = ReturnType<typeof deliveryShown>;

const ALL = 200;

/** There are 100 at most. */
export async function listWebhooks(api: InterfaceClient): Promise<readonly ShownWebhook[]> {
  const { data } = await api.get<Page<ShownWebhook>>('/webhooks', { limit: ALL });
  return data;
}

export interface NewWebhook {
  readonly url: string;
  readonly on: readonly string[];
  readonly shape: string;
  readonly labels: readonly string[];
  readonly keyword?: string | undefined;
  readonly secret?: string | undefined;
}

interface Added {
  readonly id: string;
  /** Shown this once; null for a robot. */
  readonly secret: string | null;
}

export function addWebhook(api: InterfaceClient, webhook: NewWebhook): Promise<Added> {
  return api.post('/webhooks', webhook);
}

export function removeWebhook(api: InterfaceClient, id: string): Promise<void> {
  return api.delete(pathOf(id));
}

export function listDeliveries(
  api: InterfaceClient,
  id: string,
  after?: string,
): Promise<Page<ShownDelivery>> {
  return api.get(`${pathOf(id)}/deliveries`, { after });
}

export async function replayDelivery(api: InterfaceClient, id: string, delivery: string): Promise<void> {
  await api.post(`${pathOf(id)}/deliveries/${encodeURIComponent(delivery)}/replay`);
}

export function testWebhook(api: InterfaceClient, id: string): Promise<ShownDelivery> {
  return api.post(`${pathOf(id)}/test`);
}

export async function enableWebhook(api: InterfaceClient, id: string): Promise<void> {
  await api.post(`${pathOf(id)}/enable`);
}

export interface NewSecret {
  readonly old_for_seconds?: number | undefined;
  readonly secret?: string | undefined;
}

export type Rotated = Added & { readonly old_until: string };

export function rotateWebhook(api: InterfaceClient, id: string, asked: NewSecret): Promise<Rotated> {
  return api.post(`${pathOf(id)}/rotate`, asked);
}

function pathOf(id: string): string {
  return `/webhooks/${encodeURIComponent(id)}`;
}
