// Budgets and prices. It knows paths of the interface, no page.

import type { budgetShown } from '../../../app/budget-shown.js';
import type { pricesShown } from '../../../app/prices-shown.js';
import type { InterfaceClient } from './interface-client.js';

export type Budget = ReturnType<typeof budgetShown>;
export type PriceBook = ReturnType<typeof pricesShown>;

export async function listBudgets(api: InterfaceClient, month?: string): Promise<readonly Budget[]> {
  const { data } = await api.get<{ readonly data: readonly Budget[] }>('/budgets', { month });
  return data;
}

export interface NewBudget {
  readonly label: string;
  readonly month: string;
  readonly calls?: number | undefined;
  readonly amount?: string | undefined;
}

export function putBudget(api: InterfaceClient, budget: NewBudget): Promise<Budget> {
  return api.put('/budgets', budget);
}

export function deleteBudget(api: InterfaceClient, label: string, month: string): Promise<void> {
  // The empty label is one, too.
  return api.delete(`/budgets?label=${encodeURIComponent(label)}&month=${month}`);
}

export function listPrices(api: InterfaceClient): Promise<PriceBook> {
  return api.get('/prices');
}

export interface NewPrice {
  readonly price: string;
  readonly from: string;
  readonly code?: string | undefined;
}

/** @returns billed codes that have no price on that day */
export async function putPrice(api: InterfaceClient, price: NewPrice): Promise<readonly string[]> {
  const { unpriced } = await api.put<{ readonly unpriced: readonly string[] }>('/prices', price);
  return unpriced;
}

export interface NewPackage {
  readonly calls?: number | undefined;
  readonly from: string;
  readonly until?: string | undefined;
  readonly price?: string | undefined;
  readonly amount?: string | undefined;
}

/** @param key by which a form that is sent twice is known */
export async function addPackage(api: InterfaceClient, entry: NewPackage, key: string): Promise<void> {
  await api.post('/prices/packages', entry, { 'idempotency-key': key });
}

export function removePrice(api: InterfaceClient, number: string): Promise<void> {
  return api.delete(`/prices/${encodeURIComponent(number)}`);
}
