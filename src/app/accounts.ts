// How the accounts are for which this data directory's batches call: what holds up their calls, and whether anybody works for them.
// Reads only.

import { haltReason } from '../batch/run/halt-reason.js';
import type { BatchRecord } from '../batch/record.js';
import type { Config } from '../config.js';
import { chinaIso } from '../domain/china-time.js';
import { UserError } from '../domain/user-error.js';
import { accountState } from '../journal/account-state.js';
import { liftHalt } from '../journal/batch-control.js';
import { scopeOf, type Account } from '../journal/keys.js';
import { providerOf } from '../provider/index.js';
import { countCallers } from '../queue/callers.js';
import type { App } from './app.js';
import { accessFor } from './batch-access.js';
import type { BatchAccess } from './open-access.js';

export interface AccountNow {
  /** As names in Redis have it; nothing secret. */
  readonly account: string;
  readonly provider: string;
  readonly appid: string;
  readonly auth_url: string;
  /** Calls a second that all workers together may make; null until the first call. */
  readonly rate: number | null;
  /** What has held the rate down lately. */
  readonly held: { readonly by: 'cap' | 'throttling'; readonly rate: number | null } | null;
  /** Since when calls have stopped but for probes. */
  readonly circuit_open_since: string | null;
  readonly waiting: { readonly reason: string; readonly until: string } | null;
  /** Why every call of the account stops, and what to do about it. */
  readonly halted: { readonly reason: string } | null;
  /** Verify workers that are alive; null where the server doesn't say. */
  readonly verify_workers: number | null;
  readonly batch_worker: boolean;
}

type Owner = Pick<BatchRecord, 'provider' | 'account'>;

/** Of these batches, and the one that the settings name; each once. */
export async function accountsNow(app: App, batches: readonly Owner[]): Promise<AccountNow[]> {
  const access = await accessFor(app);
  try {
    const owners = new Map(
      [...ownOf(app.config), ...batches].map((owner) => [scopeOf(owner.account), owner]),
    );
    const hasBatchWorker = await access.queue.hasWorkers();
    return await Promise.all(
      [...owners].map(([scope, owner]) => accountNow(scope, owner, access, hasBatchWorker)),
    );
  } finally {
    await access.close();
  }
}

/**
 * Says that the cause of an account's halt is mended: calls of batches that are resumed from here on leave again.
 *
 * @throws UserError where no batch is of that account
 */
export async function liftAccountHalt(
  app: App,
  scope: string,
  batches: readonly Owner[],
): Promise<AccountNow> {
  const known = [...ownOf(app.config), ...batches].find(({ account }) => scopeOf(account) === scope);
  if (known === undefined) throw new UserError('other-account', ({ useErrors }) => useErrors.noAccount);
  const access = await accessFor(app);
  try {
    await liftHalt(access.redis.redis, scope);
    return await accountNow(scope, known, access, await access.queue.hasWorkers());
  } finally {
    await access.close();
  }
}

async function accountNow(
  scope: string,
  { provider, account }: Owner,
  { redis }: BatchAccess,
  hasBatchWorker: boolean,
): Promise<AccountNow> {
  const { rate, held, circuit, waiting, halted } = await accountState(redis.redis, scope);
  const workers = await countCallers(redis.redis, scope);
  return {
    account: scope,
    provider,
    appid: account.appid,
    auth_url: account.authUrl,
    rate: rate === undefined ? null : Math.round(rate * 10) / 10,
    held: held === undefined ? null : { by: held.by, rate: held.by === 'cap' ? held.rate : null },
    circuit_open_since: circuit === undefined ? null : chinaIso(circuit),
    waiting: waiting === undefined ? null : { reason: waiting.why, until: chinaIso(waiting.until) },
    halted: halted === undefined ? null : { reason: haltReason(halted, '--all', providerOf(provider).codes) },
    verify_workers: workers ?? null,
    batch_worker: hasBatchWorker,
  };
}

/** @param account as names in Redis have it */
export function isOwnAccount(config: Config, account: string): boolean {
  return ownOf(config).some((own) => scopeOf(own.account) === account);
}

/** None where the settings name no account. */
function ownOf({ provider, authUrl, appid, bucket = '' }: Config): readonly Owner[] {
  if (appid === undefined) return [];
  const account: Account = { authUrl, appid, bucket: providerOf(provider).needsBucket ? bucket : '' };
  return [{ provider, account }];
}
