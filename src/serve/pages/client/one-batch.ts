// What there is to a batch besides how it is: orders, rows, files, calls over time, who did what. It knows paths of the interface, no
// page.

import type { Page } from '../../paging.js';
import type { Batch } from './batches.js';
import { Refused, type InterfaceClient } from './interface-client.js';

const at = (batch: string, more: string): string => `/batches/${encodeURIComponent(batch)}/${more}`;

export type OrderName = 'start' | 'pause' | 'resume' | 'cancel' | 'approve' | 'reject' | 'sample';

export function order(api: InterfaceClient, batch: string, name: OrderName, body?: object): Promise<Batch> {
  return api.post(at(batch, name), body);
}

export interface BatchFile {
  readonly name: string;
  readonly bytes: number;
}

export async function batchFiles(api: InterfaceClient, batch: string): Promise<readonly BatchFile[]> {
  return (await api.get<{ readonly data: readonly BatchFile[] }>(at(batch, 'files'))).data;
}

export interface Row {
  readonly row: number;
  readonly line: number | null;
  readonly name: string;
  readonly id_number: string;
  readonly status: string;
  readonly code: string | null;
  readonly message: string;
  readonly attempts: number;
  readonly checked_at: string | null;
}

export interface RowsAsked {
  readonly status?: string | undefined;
  readonly reason?: string | undefined;
  readonly after?: string | undefined;
  readonly reveal?: string | undefined;
  readonly limit?: number | undefined;
}

export function listRows(api: InterfaceClient, batch: string, asked: RowsAsked): Promise<Page<Row>> {
  return api.get(at(batch, 'rows'), { ...asked });
}

export interface RowReason {
  readonly status: string;
  readonly message: string;
  readonly rows: number;
}

export async function rowReasons(api: InterfaceClient, batch: string): Promise<readonly RowReason[]> {
  const found = await orNothing(api.get<{ readonly data: readonly RowReason[] }>(at(batch, 'reasons')));
  return found?.data ?? [];
}

export interface TimePoint {
  readonly at: string;
  readonly calls: number;
  readonly in_doubt: number;
  readonly by_code: Readonly<Record<string, number>>;
}

export interface Timeline {
  readonly step_seconds: number;
  readonly complete: boolean;
  readonly data: readonly TimePoint[];
}

export function timeline(api: InterfaceClient, batch: string): Promise<Timeline | undefined> {
  return orNothing(api.get<Timeline>(at(batch, 'timeline')));
}

export interface BatchAct {
  readonly at: string;
  readonly act: string;
  readonly who: string;
  readonly name: string | null;
}

export interface BatchHistory extends Page<BatchAct> {
  readonly made: { readonly at: string; readonly who: string | null; readonly name: string | null };
}

export function batchHistory(
  api: InterfaceClient,
  batch: string,
  after: string | undefined,
): Promise<BatchHistory | undefined> {
  return orNothing(api.get<BatchHistory>(at(batch, 'history'), { after }));
}

export interface Correction {
  readonly row: number;
  readonly name: string;
  readonly id_number: string;
}

export function correct(
  api: InterfaceClient,
  batch: string,
  asked: { readonly rows: readonly Correction[]; readonly start: boolean },
  once: string,
): Promise<Batch> {
  return api.post(at(batch, 'corrections'), asked, { 'idempotency-key': once });
}

/** What is not there, or not theirs who look on, is left out of a page. */
async function orNothing<Found>(asked: Promise<Found>): Promise<Found | undefined> {
  return asked.catch((error: unknown) => {
    if (error instanceof Refused && [403, 404, 409, 410].includes(error.problem.status)) return undefined;
    throw error;
  });
}
