// Users, keys, and approvals. It knows paths of the interface, no page.

import type { Page } from '../../paging.js';
import type { ShownApproval } from '../../routes/approval.js';
import type { ShownKey } from '../../routes/keys.js';
import type { ShownUser } from '../../routes/users.js';
import type { InterfaceClient } from './interface-client.js';

export type { ShownApproval, ShownKey, ShownUser };

export interface Rights {
  readonly role: string;
  readonly labels?: readonly string[] | undefined;
}

export type LinkedUser = ShownUser & { readonly link: string };

export function listUsers(api: InterfaceClient, after?: string): Promise<Page<ShownUser>> {
  return api.get('/users', { after });
}

export function addUser(api: InterfaceClient, user: Rights & { readonly name: string }): Promise<LinkedUser> {
  return api.post('/users', user);
}

export function linkUser(api: InterfaceClient, user: string): Promise<LinkedUser> {
  return api.post(`/users/${encodeURIComponent(user)}/link`);
}

export function removeUser(api: InterfaceClient, user: string): Promise<void> {
  return api.delete(`/users/${encodeURIComponent(user)}`);
}

export type MadeKey = ShownKey & { readonly key: string };

export interface NewKey extends Rights {
  readonly name?: string | undefined;
  readonly expires_in_seconds?: number | undefined;
}

export function listKeys(api: InterfaceClient, after?: string): Promise<Page<ShownKey>> {
  return api.get('/keys', { after });
}

export function addKey(api: InterfaceClient, key: NewKey): Promise<MadeKey> {
  return api.post('/keys', key);
}

export function revokeKey(api: InterfaceClient, key: string): Promise<void> {
  return api.delete(`/keys/${encodeURIComponent(key)}`);
}

export function getApproval(api: InterfaceClient): Promise<ShownApproval> {
  return api.get('/approval');
}

export function setApproval(api: InterfaceClient, calls: number | null): Promise<ShownApproval> {
  return api.put('/approval', { calls });
}

export async function decide(
  api: InterfaceClient,
  batch: string,
  decision: 'approve' | 'reject',
  seen?: { readonly calls: number | undefined },
): Promise<void> {
  await api.post(`/batches/${encodeURIComponent(batch)}/${decision}`, seen);
}
