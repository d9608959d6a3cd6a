// What is left of a label's budget in the present month, and whether a list fits in it: for what is told before calls are made.
// It says what is so now; the permit of each call is what holds.

import { publishOnce, usedOnDisk } from '../batch/budget-use.js';
import type { Config } from '../config.js';
import { monthOf, unitsOf } from '../domain/budget.js';
import { formatMoney, parseMoney, times } from '../domain/money.js';
import { AccountBudgets } from '../journal/account-budgets.js';
import { scopeOf, type Account } from '../journal/keys.js';
import { budgetsOf, type BudgetEntry } from '../money/budget-file.js';
import { providerOf } from '../provider/index.js';
import { budgetShown, type BudgetStanding } from './budget-shown.js';
import type { BatchAccess } from './open-access.js';
import { billedBy, priceNow } from './tariff.js';

export interface LeftRequest {
  readonly label: string;
  /** What the list takes, if none has to be repeated. */
  readonly calls: number;
  /** Whether that is of all of the list. */
  readonly isWhole: boolean;
}

/**
 * Undefined where the label has no budget, or no account is known.
 *
 * @param access undefined: what stands on disk is told, which lacks calls of batches under way
 */
export async function budgetLeft(
  config: Config,
  request: LeftRequest,
  access: Pick<BatchAccess, 'redis' | 'dataId'> | undefined,
) {
  const account = knownAccount(config);
  if (account === undefined) return undefined;
  const month = monthOf(Date.now());
  const own = await budgetsOf(config.dataDir, account);
  const budget = own.find((each) => each.label === request.label && each.month === month);
  if (budget === undefined) return undefined;
  const used = await usedNow(budget, account, config, access);
  const { set_at: _, set_by: __, ...shown } = budgetShown({ budget, used });
  const fits = fitsIn({ budget, used }, request, (await priceNow(config)).price);
  return { ...shown, fits, counted_on_disk: access === undefined };
}
export type BudgetLeft = NonNullable<Awaited<ReturnType<typeof budgetLeft>>>;

async function usedNow(
  { label, month }: BudgetEntry,
  account: Account,
  config: Config,
  access: Pick<BatchAccess, 'redis' | 'dataId'> | undefined,
) {
  const place = { dataDirectory: config.dataDir, billedBy: billedBy(config) };
  if (access === undefined) return usedOnDisk(place, account, label, month);
  const budgets = new AccountBudgets(access.redis.redis, scopeOf(account));
  const { dataId } = access;
  await publishOnce(budgets, account, { ...place, dataId, nowMs: Date.now() });
  return budgets.usedBy(label, month);
}

/** Null where that can't be said: the rest of the list may take more, or what a call costs is not known. */
function fitsIn(
  { budget, used }: BudgetStanding,
  { calls, isWhole }: LeftRequest,
  price: string | undefined,
): boolean | null {
  const wanted = budget.calls === undefined ? unitsOfCalls(calls, price) : calls;
  if (wanted === undefined) return null;
  const left =
    budget.calls === undefined ? unitsOf(budget.amount ?? '0') - used.units : budget.calls - used.calls;
  if (wanted > left) return false;
  return isWhole ? true : null;
}

function unitsOfCalls(calls: number, price: string | undefined): number | undefined {
  const money = price === undefined ? undefined : parseMoney(price);
  return money && unitsOf(formatMoney(times(money, calls)));
}

/** Without credentials nobody knows yet for which account the list will be verified. */
function knownAccount({ provider, authUrl, appid, bucket = '' }: Config): Account | undefined {
  if (appid === undefined) return undefined;
  return { authUrl, appid, bucket: providerOf(provider).needsBucket ? bucket : '' };
}
