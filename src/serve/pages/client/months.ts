// A month of the books: how it stands, closing it, opening it again, its bill. It knows paths of the interface, no page.

import type { z } from '@hono/zod-openapi';
import type { monthOrder, monthSchema } from '../../schemas/month.js';
import type { InterfaceClient } from './interface-client.js';

export type Month = z.infer<typeof monthSchema>;
export type MonthOrder = z.infer<typeof monthOrder>;
export type Difference = Month['differences'][number];

/** The provider is asked for every day, which takes a while. */
export function getMonth(api: InterfaceClient, month: string): Promise<Month> {
  return api.get(`/months/${month}`);
}

export function putMonth(api: InterfaceClient, month: string, order: MonthOrder): Promise<Month> {
  return api.put(`/months/${month}`, order);
}

export async function putBill(api: InterfaceClient, month: string, text: string): Promise<void> {
  await api.response('PUT', `/months/${month}/bill`, { body: text, headers: { 'content-type': 'text/csv' } });
}

export function deleteBill(api: InterfaceClient, month: string): Promise<void> {
  return api.delete(`/months/${month}/bill`);
}
