// What the batches of a data directory have used of their labels' budgets, as the disk knows it: for a Redis that does not know
// it, or does not know it any more.

import { UseTally, monthBefore, monthOf, type BudgetPrices, type Use } from '../domain/budget.js';
import type { PriceSettings } from '../domain/price-list.js';
import { UserError } from '../domain/user-error.js';
import type { AccountBudgets } from '../journal/account-budgets.js';
import { batchName, type Account } from '../journal/keys.js';
import { budgetsOf } from '../money/budget-file.js';
import { providerOf } from '../provider/index.js';
import { readCheckpoint } from '../collect/checkpoint.js';
import { batchPaths } from './paths.js';
import { callsNotCollected } from './run/calls-not-collected.js';
import { isOfAccount, knownBatches, onRecord, type KnownBatch } from './recorded-batches.js';
import { isMissing } from '../files/missing-file.js';
import type { BatchRecord } from './record.js';

/** What is billed by the settings; undefined where these are another provider's. */
export type BilledBy = (provider: string) => Pick<PriceSettings, 'billableCodes'> | undefined;

/** Whose batches are counted, and when. */
export interface BudgetPlace {
  readonly dataDirectory: string;
  readonly dataId: string;
  readonly nowMs: number;
  readonly billedBy: BilledBy;
}

/** The codes that are billed are those that have a price; without any, those of the settings, else of the provider. */
export function budgetPricesOf({ priceLists = [], provider }: BatchRecord, billedBy: BilledBy): BudgetPrices {
  const priced = priceLists.flatMap(({ prices }) => Object.keys(prices));
  const unpriced = billedBy(provider)?.billableCodes ?? providerOf(provider).codes.billable;
  return { lists: priceLists, billed: new Set(priced.length === 0 ? unpriced : priced) };
}

/** What an ended or suspended batch has used, from its ledger, or from its attempts where that does not tell the months. */
async function useOnDisk(
  known: KnownBatch,
  { dataDirectory, billedBy }: Pick<BudgetPlace, 'dataDirectory' | 'billedBy'>,
): Promise<ReadonlyMap<string, Use>> {
  const recorded = await onRecord(known, dataDirectory);
  const prices = budgetPricesOf(known.record, billedBy);
  const ledger = await recorded.ledger();
  if (ledger !== undefined) {
    const tally = new UseTally(prices);
    if ([...ledger.lines()].every((line) => tally.addLine(line))) return tally.byMonth;
  }
  const tally = new UseTally(prices);
  for await (const attempt of recorded.attempts()) tally.addAttempt(attempt);
  for await (const attempt of callsNotCollected(known, dataDirectory)) tally.addAttempt(attempt);
  return tally.byMonth;
}

/** Whether a Redis that is asked about it may have lost what it knew of a batch; the owner of one that runs shows by its mark. */
async function isLost(
  { record, state }: KnownBatch,
  name: string,
  budgets: AccountBudgets,
  dataDirectory: string,
): Promise<boolean> {
  if (state.state !== 'running') return true;
  const { mark = 0 } = await readCheckpoint(batchPaths(dataDirectory, record.batch).work);
  return budgets.isBehind(name, mark);
}

/**
 * Publishes the budgets on record, and has all of the directory's batches counted whose calls Redis does not know. A batch
 * whose files can't be read counts nothing, as it would else keep all others from being called.
 *
 * @param except counted by whoever is about to take it up
 */
export async function publishBudgets(
  budgets: AccountBudgets,
  account: Account,
  place: BudgetPlace,
  except?: string,
  /** Whether Redis has lost data, so that what it knows of other batches may be too little. */
  hasLost = false,
): Promise<void> {
  const { dataDirectory, dataId, nowMs } = place;
  const own = await budgetsOf(dataDirectory, account);
  const before = monthBefore(monthOf(nowMs));
  const recent = own.filter(({ month }) => month >= before);
  for (const entry of recent) await budgets.set(entry, entry.at);
  if (recent.length === 0) return;
  for (const known of await knownBatches(dataDirectory, () => undefined)) {
    const { record, state } = known;
    if (!isOfAccount(record, account) || record.batch === except) continue;
    if (state.finishedAt !== undefined && monthOf(state.finishedAt) < before) continue;
    const name = batchName(dataId, record.batch, record.incarnation);
    const { known: isCounted } = await budgets.count(name, record.label, dataId, undefined, nowMs);
    if (isCounted && !(hasLost && (await isLost(known, name, budgets, dataDirectory)))) continue;
    await budgets.raise(name, record.label, await useOnDisk(known, place).catch(withoutFiles));
  }
  await budgets.noteDirectory(dataId);
}

/** As `publishBudgets`, but what Redis has been told of the directory's batches it is not told again. */
export async function publishOnce(
  budgets: AccountBudgets,
  account: Account,
  place: BudgetPlace,
): Promise<void> {
  if (!(await budgets.knowsDirectory(place.dataId))) return publishBudgets(budgets, account, place);
  for (const entry of await budgetsOf(place.dataDirectory, account)) {
    if (entry.month >= monthBefore(monthOf(place.nowMs))) await budgets.set(entry, entry.at);
  }
}

/** What a label's batches of this directory have used of a month, by what is on disk now. */
export async function usedOnDisk(
  place: Pick<BudgetPlace, 'dataDirectory' | 'billedBy'>,
  account: Account,
  label: string,
  month: string,
): Promise<Use> {
  const sum = { calls: 0, units: 0 };
  for (const known of await knownBatches(place.dataDirectory, () => undefined)) {
    const { record, state } = known;
    if (record.label !== label || !isOfAccount(record, account) || state.state === 'draft') continue;
    if (state.finishedAt !== undefined && monthOf(state.finishedAt) < month) continue;
    const use = (await useOnDisk(known, place).catch(withoutFiles)).get(month);
    sum.calls += use?.calls ?? 0;
    sum.units += use?.units ?? 0;
  }
  return sum;
}

function withoutFiles(error: unknown): ReadonlyMap<string, Use> {
  if (!isMissing(error) && !(error instanceof UserError)) throw error;
  return new Map();
}
