// The accounts for which batches call. It knows paths of the interface, no page.

import type { AccountNow } from '../../../app/accounts.js';
import { Refused, type InterfaceClient } from './interface-client.js';

export type Account = AccountNow;

/** Undefined while Redis is away, which nobody waits for. */
export async function listAccounts(api: InterfaceClient): Promise<readonly Account[] | undefined> {
  try {
    const { data } = await api.get<{ readonly data: readonly Account[] }>('/accounts');
    return data;
  } catch (error) {
    if (error instanceof Refused && error.problem.status === 503) return undefined;
    throw error;
  }
}

export function liftHalt(api: InterfaceClient, account: string): Promise<Account> {
  return api.post(`/accounts/${encodeURIComponent(account)}/lift-halt`);
}
