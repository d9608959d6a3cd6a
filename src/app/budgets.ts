// Sets, removes and lists what labels may call in a month. On record in the data directory, and at once where calls are
// permitted.

import { publishBudgets } from '../batch/budget-use.js';
import { credentialsOf, type Config } from '../config.js';
import { AMOUNT_AT_MOST, monthOf } from '../domain/budget.js';
import { isMonth } from '../domain/bill.js';
import { parseMoney } from '../domain/money.js';
import { UserError } from '../domain/user-error.js';
import { AccountBudgets } from '../journal/account-budgets.js';
import { batchName, scopeOf, type Account } from '../journal/keys.js';
import { addBudgetEntry, budgetsOf, type BudgetEntry } from '../money/budget-file.js';
import type { BatchRecord } from '../batch/record.js';
import type { Say } from '../words/words.js';
import type { App } from './app.js';
import { accessFor, type BatchAccess } from './batch-access.js';
import type { BudgetStanding } from './budget-shown.js';
import { actorHere, nameOf, putOnRecord, type Actor } from './on-record.js';
import { billedBy, priceNow } from './tariff.js';

export interface BudgetRequest {
  /** Empty: batches without a label. */
  readonly label: string;
  /** YYYY-MM in China. */
  readonly month: string;
  /** One of both is given. */
  readonly calls?: number | undefined;
  readonly amount?: string | undefined;
  /** Who sets it; absent: whoever is at this terminal. */
  readonly actor?: Actor | undefined;
}

export interface BudgetSet extends BudgetStanding {
  /** Somebody else may have set it since one last looked. */
  readonly replaced: BudgetEntry | undefined;
}

/** @throws UserError where it can't be one, no price is known for a budget in money, or Redis can't be reached */
export async function setBudget(app: App, request: BudgetRequest): Promise<BudgetSet> {
  const { config } = app;
  await refuseRequest(request, config);
  const account = accountIn(config);
  return withBudgets(app, account, async (budgets, access) => {
    const { label, month, calls, amount, actor = actorHere() } = request;
    const about = { account, label, month, currency: (await priceNow(config)).currency };
    const budget = { ...about, ...limits(calls, amount), at: Date.now(), by: nameOf(actor) };
    const value = calls ?? `${amount ?? ''} ${about.currency}`;
    await putOnRecord(config.dataDir, actor, { act: 'putBudget', about: month, value });
    const { written, replaced } = await addBudgetEntry(config.dataDir, budget);
    await publish(budgets, account, access, config);
    return { budget: written, used: await budgets.usedBy(label, month), replaced };
  });
}

function limits(calls: number | undefined, amount: string | undefined) {
  return { ...(calls === undefined ? {} : { calls }), ...(amount === undefined ? {} : { amount }) };
}

/** @throws UserError where there is no such budget */
export async function removeBudget(
  app: App,
  { label, month }: Pick<BudgetRequest, 'label' | 'month'>,
  actor: Actor = actorHere(),
): Promise<BudgetEntry> {
  const { dataDir } = app.config;
  const account = accountIn(app.config);
  const known = (await budgetsOf(dataDir, account)).find((one) => one.label === label && one.month === month);
  if (known === undefined)
    throw new UserError('unknown-budget', ({ budgets }) => budgets.unknown({ label, month }));
  return withBudgets(app, account, async (budgets) => {
    const { currency } = known;
    const removal = { account, label, month, currency, by: nameOf(actor), removes: true } as const;
    await putOnRecord(dataDir, actor, { act: 'deleteBudget', about: month });
    const { written } = await addBudgetEntry(dataDir, { ...removal, at: Date.now() });
    await budgets.set({ label, month }, written.at);
    return known;
  });
}

/** @param month undefined: all from the present month on */
export async function listBudgets(app: App, month?: string): Promise<BudgetStanding[]> {
  if (month !== undefined) refuseNoMonth(month);
  const account = accountIn(app.config);
  const now = monthOf(Date.now());
  const known = await budgetsOf(app.config.dataDir, account);
  const wanted = known.filter((budget) =>
    month === undefined ? budget.month >= now : budget.month === month,
  );
  if (wanted.length === 0) return [];
  return withBudgets(app, account, async (budgets, access) => {
    await publish(budgets, account, access, app.config);
    const standings: BudgetStanding[] = [];
    for (const budget of wanted) {
      standings.push({ budget, used: await budgets.usedBy(budget.label, budget.month) });
    }
    return standings;
  });
}

/** A batch's calls count for its label as it is now. */
export async function moveToLabel(record: BatchRecord, { redis, dataId }: BatchAccess): Promise<void> {
  const { account, batch, incarnation, label } = record;
  const budgets = new AccountBudgets(redis.redis, scopeOf(account));
  const name = batchName(dataId, batch, incarnation);
  await budgets.count(name, label, dataId, undefined, Date.now());
}

async function withBudgets<Result>(
  app: App,
  account: Account,
  work: (budgets: AccountBudgets, access: BatchAccess) => Promise<Result>,
): Promise<Result> {
  const access = await accessFor(app);
  try {
    return await work(new AccountBudgets(access.redis.redis, scopeOf(account)), access);
  } finally {
    await access.close();
  }
}

function publish(
  budgets: AccountBudgets,
  account: Account,
  { dataId }: BatchAccess,
  config: Config,
): Promise<void> {
  const place = { dataDirectory: config.dataDir, dataId, nowMs: Date.now(), billedBy: billedBy(config) };
  return publishBudgets(budgets, account, place);
}

export function accountIn(config: Config): Account {
  const { appid, bucket } = credentialsOf(config);
  return { authUrl: config.authUrl, appid, bucket };
}

async function refuseRequest({ month, calls, amount }: BudgetRequest, config: Config): Promise<void> {
  refuseNoMonth(month);
  const now = monthOf(Date.now());
  if (month < now) refuse(({ budgets }) => budgets.monthOver({ month, now }));
  if ((calls === undefined) === (amount === undefined)) refuse(({ budgets }) => budgets.callsOrAmount);
  if (calls !== undefined && !Number.isSafeInteger(calls)) refuse(({ budgets }) => budgets.noCalls);
  if (amount === undefined) return;
  const money = parseMoney(amount);
  if (money === undefined || money.scale > 6 || Number(amount) > AMOUNT_AT_MOST)
    refuse(({ budgets }) => budgets.noAmount({ amount }));
  if ((await priceNow(config)).price === undefined) refuse(({ budgets }) => budgets.noPrice);
}

export function refuseNoMonth(month: string): void {
  if (!isMonth(month)) refuse(({ budgets }) => budgets.noMonth({ month }));
}

function refuse(say: Say): never {
  throw new UserError('invalid-options', say);
}
