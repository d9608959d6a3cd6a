// The names of everything in Redis. All keys of an account share one hash tag, so that one script may touch
// them on a cluster too. Knows names only.

import { createHash } from 'node:crypto';

export interface Account {
  /** Base URL of `/auth/idcard`. */
  readonly authUrl: string;
  readonly appid: string;
  readonly bucket: string;
}

/** Identifies an account and endpoint in names: 12 hexadecimal digits, nothing secret. */
export function scopeOf(account: Account): string {
  return createHash('sha256')
    .update(JSON.stringify([account.authUrl, account.appid, account.bucket]))
    .digest('hex')
    .slice(0, 12);
}

/** BullMQ's prefix and the hash tag of one account. */
export function accountPrefix(scope: string): string {
  return `{rollcall-${scope}}`;
}

/** BullMQ's prefix of one data directory's batches. */
export function dataPrefix(dataId: string): string {
  return `{rollcall-data-${dataId}}`;
}

/** Where data directories are, by their ids. */
export const DATA_PLACES_KEY = '{rollcall-data-places}';

/** Which directory has the id in hand; gone some seconds after the last process that has. */
export function directoryKey(dataId: string): string {
  return `${dataPrefix(dataId)}:directory`;
}

/** Counts the batches that were queued. */
export function placesKey(dataId: string): string {
  return `${dataPrefix(dataId)}:places`;
}

/** Exists until Redis loses the data directory's data. */
export function knownKey(dataId: string): string {
  return `${dataPrefix(dataId)}:known`;
}

/** Exists until Redis loses what is known there of deliveries. */
export function deliveriesKnownKey(dataId: string): string {
  return `${dataPrefix(dataId)}:deliveries-known`;
}

/** Exists for as long as a webhook's receiver takes no further message; gone by itself within seconds. */
export function webhookPaceKey(dataId: string, webhook: string): string {
  return `${dataPrefix(dataId)}:webhook-pace:${webhook}`;
}

export const VERIFY_QUEUE = 'verify';
export const BATCHES_QUEUE = 'batches';
export const DELIVERIES_QUEUE = 'deliveries';

export function accountKey(scope: string): string {
  return `${accountPrefix(scope)}:account`;
}

/**
 * A batch's name in Redis: two data directories may use the same batch id, and so may a later batch when the earlier one's
 * directory was removed by hand. All keys, job ids and the binding of the encrypted rows are made of it.
 *
 * @param incarnation undefined for batches begun by an earlier version
 */
export function batchName(dataId: string, batch: string, incarnation?: string): string {
  return `${incarnation === undefined ? dataId : `${dataId}-${incarnation}`}.${batch}`;
}

/** False for batches begun by an earlier version. */
export function hasIncarnation(name: string): boolean {
  return name.slice(0, name.indexOf('.')).includes('-');
}

/** The name without its incarnation. */
export function sharedName(name: string): string {
  const dot = name.indexOf('.');
  return `${name.slice(0, dot).replace(/-.*/, '')}${name.slice(dot)}`;
}

/** Holds the name under which the batch is in Redis at present. */
export function presentNameKey(scope: string, name: string): string {
  return `${accountPrefix(scope)}:batch-name:${sharedName(name)}`;
}

/** A slice by the batch's id and its own number, as logs show it. */
export interface SliceAbout {
  readonly batch: string;
  readonly slice: number;
}

export function aboutSlice(name: string, slice: number): SliceAbout {
  return { batch: name.slice(name.indexOf('.') + 1), slice };
}

/** The same from the id of its job. */
export function aboutSliceJob(jobId: string): SliceAbout {
  const dot = jobId.lastIndexOf('.');
  return aboutSlice(jobId.slice(0, dot), Number(jobId.slice(dot + 1)));
}

export interface AccountSets {
  /** Rows that failed one after another. */
  readonly failing: string;
  /** Rows with the same anomalous code. */
  readonly same: string;
  /** Rows whose answers are void if they may be the account's fault. */
  readonly excused: string;
  /** For each of these rows, the last attempt whose answer is void. */
  readonly excusedUpTo: string;
  /** The leases of slices, each with the time at which it ends. */
  readonly held: string;
  /** Names and numbers that the provider was asked about too often today. */
  readonly over: string;
  /** What labels may call in a month, and have called. */
  readonly budgets: string;
}

export function accountSets(scope: string): AccountSets {
  const account = accountKey(scope);
  return {
    failing: `${account}:failing`,
    same: `${account}:same`,
    excused: `${account}:voided`,
    excusedUpTo: `${account}:voided-up-to`,
    held: `${account}:held`,
    over: `${account}:over-today`,
    budgets: `${account}:budgets`,
  };
}

export interface BatchKeys {
  readonly batch: string;
  readonly done: string;
  readonly announced: string;
}

export function batchKeys(scope: string, name: string): BatchKeys {
  const batch = `${accountPrefix(scope)}:batch:${name}`;
  return { batch, done: `${batch}:done`, announced: `${batch}:announced` };
}

export function sliceKey(scope: string, name: string, slice: number): string {
  return `${accountPrefix(scope)}:batch:${name}:slice:${slice}`;
}

/** The BullMQ job id of a slice. */
export function sliceJobId(name: string, slice: number): string {
  return `${name}.${slice}`;
}

/** The key under which BullMQ keeps the job of a slice. */
export function sliceJobKey(scope: string, name: string, slice: number): string {
  return `${accountPrefix(scope)}:${VERIFY_QUEUE}:${sliceJobId(name, slice)}`;
}
