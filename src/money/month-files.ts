// The files of closed months: `months/2026-11/`, with `-faceid` behind it for another provider than the first. What was closed is
// never changed: it is kept aside when the month is opened again. Knows files, and no figure.

import { readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { refuseNewer } from '../domain/newer.js';
import { chinaIso } from '../domain/china-time.js';
import { formOf } from '../files/damaged-file.js';
import {
  copyWhole,
  makeDirectory,
  readIfThere,
  syncDirectory,
  writeJson,
  writeWhole,
} from '../files/durable.js';
import { undefinedIfMissing } from '../files/missing-file.js';
import { DEFAULT_PROVIDER } from '../provider/index.js';
import { closedSchema, type ClosedBefore } from '../reconcile/index.js';
import { withLock } from '../redis/process-lock.js';

const VERSION = 1;
const MONTHS = 'months';
const LABELS_LOCK = 'labels.lock';
/** Written last: with it the month is closed. */
export const CLOSE_FILE = 'close.json';
const REOPENED = 'reopened';
/** The provider's bill as somebody has sent it: kept for as long as the month is, whether that is open or closed. */
const BILL_FILE = 'bill.csv';
/** What a closed month consists of. */
export const MONTH_FILES = ['close.html', CLOSE_FILE, 'journal.csv', 'evidence.zip'] as const;
export type MonthFile = (typeof MONTH_FILES)[number];

export function monthDirectory(dataDirectory: string, month: string, provider: string): string {
  const behind = provider === DEFAULT_PROVIDER ? '' : `-${provider}`;
  return join(dataDirectory, MONTHS, `${month}${behind}`);
}

/** Undefined where the month is not closed. @throws DamagedFile, NewerFormat */
export async function readClosed(directory: string): Promise<ClosedBefore | undefined> {
  const path = join(directory, CLOSE_FILE);
  const found = await readIfThere(path);
  if (found === undefined) return undefined;
  refuseNewer(({ faults }) => faults.file({ path }), found, VERSION);
  return formOf(path, found, closedSchema);
}

/** The path of the bill that is kept with the month; undefined: none is. */
export async function keptBill(directory: string): Promise<string | undefined> {
  const path = join(directory, BILL_FILE);
  return (await stat(path).catch(undefinedIfMissing)) === undefined ? undefined : path;
}

export async function keepBill(directory: string, bytes: Uint8Array): Promise<void> {
  await makeDirectory(directory);
  await writeWhole(join(directory, BILL_FILE), String(process.pid), (handle) => handle.writeFile(bytes));
}

export async function removeBill(directory: string): Promise<void> {
  await rm(join(directory, BILL_FILE), { force: true });
  await syncDirectory(directory);
}

/** Every closed month of the data directory, of all providers. */
export async function closedMonths(dataDirectory: string): Promise<ClosedBefore[]> {
  const names = (await readdir(join(dataDirectory, MONTHS)).catch(undefinedIfMissing)) ?? [];
  const closed: ClosedBefore[] = [];
  for (const name of names.toSorted()) {
    const found = await readClosed(join(dataDirectory, MONTHS, name));
    if (found !== undefined) closed.push(found);
  }
  return closed;
}

/** While a month is closed or opened again nobody else does so, and no batch gets another label, which the month would not say. */
export async function withMonth<Result>(directory: string, work: () => Promise<Result>): Promise<Result> {
  await makeDirectory(directory);
  return withLock(`${directory}.lock`, () => withLock(join(dirname(directory), LABELS_LOCK), work));
}

/** While a batch gets another label no month is closed. */
export async function withLabels<Result>(
  dataDirectory: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const months = join(dataDirectory, MONTHS);
  await makeDirectory(months);
  return withLock(join(months, LABELS_LOCK), work);
}

/**
 * Keeps what was closed in a directory of its own. The month is open once all of it is there, and not before.
 *
 * @returns that directory
 */
export async function keepClosed(
  directory: string,
  closedAt: string,
  about: { readonly by: string; readonly reason: string; readonly atMs: number },
): Promise<string> {
  const kept = join(directory, REOPENED, closedAt.replaceAll(/[^\dA-Za-z.+-]/g, ''));
  await makeDirectory(kept);
  const { by, reason, atMs } = about;
  const writer = String(process.pid);
  await writeJson(join(kept, 'reopened.json'), writer, { at: chinaIso(atMs), by, reason });
  const files = (await readdir(directory, { withFileTypes: true })).filter(
    (entry) => entry.isFile() && entry.name !== BILL_FILE,
  );
  // Moved one by one, what a kill leaves behind would be overwritten when the month is closed anew.
  for (const { name } of files) await copyWhole(join(directory, name), join(kept, name), writer);
  await rm(join(directory, CLOSE_FILE));
  await syncDirectory(directory);
  for (const { name } of files) await rm(join(directory, name), { force: true });
  return kept;
}
