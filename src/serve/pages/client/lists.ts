// Lists that people send, how they are read, and what they hold. It knows paths of the interface, no page.

import type { ShownCheck } from '../../schemas/list-check.js';
import type { ShownColumns } from '../../schemas/list-columns.js';
import type { InterfaceClient, Query } from './interface-client.js';

export interface SentList {
  readonly list: string;
  readonly name: string;
  readonly bytes: number;
  readonly sent_at: string;
  readonly expires_at: string;
}

export interface UnfinishedUpload {
  readonly upload: string;
  readonly name: string;
  readonly bytes: number;
  readonly received: number;
  readonly expires_at: string | null;
}

/** How a list is to be read, as the interface is asked; what is left out is found out. */
export interface Reading {
  readonly encoding?: string | undefined;
  readonly delimiter?: string | undefined;
  readonly sheet?: string | undefined;
  readonly header?: string | undefined;
  readonly header_row?: string | undefined;
  readonly name_column?: string | undefined;
  readonly id_column?: string | undefined;
}
export const READING_FIELDS = [
  'encoding',
  'delimiter',
  'sheet',
  'header',
  'header_row',
  'name_column',
  'id_column',
] as const satisfies readonly (keyof Reading)[];

/** The most recent that can still be made a batch of. */
export async function sentLists(api: InterfaceClient): Promise<readonly SentList[]> {
  return (await api.get<{ readonly data: readonly SentList[] }>('/lists', { limit: 20 })).data;
}

export async function unfinishedUploads(api: InterfaceClient): Promise<readonly UnfinishedUpload[]> {
  return (await api.get<{ readonly data: readonly UnfinishedUpload[] }>('/uploads')).data;
}

export function sentList(api: InterfaceClient, list: string): Promise<SentList> {
  return api.get('/lists', { upload: list });
}

export function sendList(
  api: InterfaceClient,
  name: string,
  content: ReadableStream<Uint8Array>,
): Promise<SentList> {
  return api.send(`/lists?name=${encodeURIComponent(name)}`, content);
}

export function removeList(api: InterfaceClient, list: string): Promise<void> {
  return api.delete(`/lists/${list}`);
}

export function listColumns(api: InterfaceClient, list: string, reading: Reading): Promise<ShownColumns> {
  return api.get(`/lists/${list}/columns`, { ...reading });
}

interface VerifiedBefore {
  readonly within_days: number;
  readonly people: number;
  readonly known: number;
  readonly saves: string | null;
}

export type ListCheck = ShownCheck & {
  readonly reasons?: readonly {
    readonly verdict: string;
    readonly message: string;
    readonly rows: number;
    readonly first: readonly { readonly row: number; readonly line: number }[];
  }[];
  readonly verified_before?: VerifiedBefore;
  readonly unfinished?: string;
};

export function checkList(api: InterfaceClient, list: string, asked: Query): Promise<ListCheck> {
  return api.get(`/lists/${list}/check`, asked);
}

/** From how many calls on somebody else has to approve; null: never. */
export async function approvalLimit(api: InterfaceClient): Promise<number | null> {
  return (await api.get<{ readonly calls: number | null }>('/approval')).calls;
}
