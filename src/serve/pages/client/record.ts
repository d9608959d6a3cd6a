// The record of who did what, retention and receipts. It knows paths of the interface, no page.

import type { Page } from '../../paging.js';
import type { ShownAuditLine, ShownVerifiedAudit } from '../../routes/audit.js';
import type { ShownReceipt } from '../../routes/receipts.js';
import type { ShownRetentionRun, ShownRetentionSet, ShownRule } from '../../routes/retention.js';
import type { InterfaceClient } from './interface-client.js';

export type {
  ShownAuditLine,
  ShownReceipt,
  ShownRetentionRun,
  ShownRetentionSet,
  ShownRule,
  ShownVerifiedAudit,
};

export interface AuditAsked {
  readonly who?: string | undefined;
  readonly act?: string | undefined;
  readonly batch?: string | undefined;
  readonly after?: string | undefined;
}

export function listAudit(api: InterfaceClient, asked: AuditAsked): Promise<Page<ShownAuditLine>> {
  return api.get('/audit', { ...asked });
}

/** @param has the hash of a line that was kept elsewhere */
export function verifyAudit(api: InterfaceClient, has: string | undefined): Promise<ShownVerifiedAudit> {
  return api.post('/audit/verify', { has });
}

export async function listRules(api: InterfaceClient): Promise<readonly ShownRule[]> {
  const { data } = await api.get<{ readonly data: readonly ShownRule[] }>('/retention');
  return data;
}

export interface NewRule {
  readonly label: string;
  readonly statuses: readonly string[];
  readonly days: number | undefined;
  /** False: it is only told what the rule would take. */
  readonly record: boolean;
}

export function putRule(api: InterfaceClient, rule: NewRule): Promise<ShownRetentionSet> {
  return api.put('/retention', rule);
}

/** @param status undefined: the rule of the batch as a whole */
export function deleteRule(api: InterfaceClient, label: string, status: string | undefined): Promise<void> {
  const about = new URLSearchParams({ label, ...(status === undefined ? {} : { status }) });
  return api.delete(`/retention?${about.toString()}`);
}

export function runRetention(api: InterfaceClient, erase: boolean): Promise<ShownRetentionRun> {
  return api.post('/retention/run', { erase });
}

export type Receipts = Page<ShownReceipt> & { readonly broken_after: number | null };

export function listReceipts(api: InterfaceClient, after?: string): Promise<Receipts> {
  return api.get('/receipts', { after });
}
