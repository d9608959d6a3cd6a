// Reconciliations and the calendar of months. It knows paths of the interface, no page.

import type { z } from '@hono/zod-openapi';
import type { KnownReconciliation } from '../../../app/reconciliations.js';
import type { Page } from '../../paging.js';
import type { calendarSchema } from '../../schemas/month.js';
import type { InterfaceClient } from './interface-client.js';

export type CalendarMonth = z.infer<typeof calendarSchema>;
export type CalendarDay = CalendarMonth['days'][number];
export type { KnownReconciliation };

export async function listMonths(
  api: InterfaceClient,
  range: { readonly from: string; readonly to: string },
): Promise<readonly CalendarMonth[]> {
  const { data } = await api.get<{ readonly data: readonly CalendarMonth[] }>('/months', { ...range });
  return data;
}

export function listReconciliations(
  api: InterfaceClient,
  asked: { readonly after?: string | undefined; readonly limit?: number },
): Promise<Page<KnownReconciliation>> {
  return api.get('/reconciliations', { ...asked });
}

/** Days that are not settled are asked about again by themselves. */
export function reconcileDays(
  api: InterfaceClient,
  days: { readonly from: string; readonly to: string },
): Promise<KnownReconciliation> {
  return api.post('/reconciliations', { ...days, ask_again: true });
}
