// How the accounts are, looked at again and again: which have changed since the last look. A rate that only moves is no change, as it
// always does. It knows no listener.

import { isDeepStrictEqual } from 'node:util';
import { accountsNow, isOwnAccount, type AccountNow } from '../../app/accounts.js';
import type { App } from '../../app/app.js';
import type { KnownBatch } from '../../batch/recorded-batches.js';
import { scopeOf } from '../../journal/keys.js';

export interface AccountChange {
  readonly account: AccountNow;
  /** Of its open batches; undefined of the settings' own, which everybody sees. */
  readonly labels: readonly string[] | undefined;
}

export class AccountStates {
  readonly #app: App;
  readonly #seen = new Map<string, AccountNow>();

  constructor(app: App) {
    this.#app = app;
  }

  /** @param open batches that have not ended */
  async look(open: readonly KnownBatch[]): Promise<AccountChange[]> {
    const records = open.map(({ record }) => record);
    const now = await accountsNow(this.#app, records);
    const changed = now.filter((account) => {
      const before = this.#seen.get(account.account);
      this.#seen.set(account.account, account);
      return before === undefined || !isDeepStrictEqual(steady(before), steady(account));
    });
    return changed.map((account) => {
      const its = records.filter((record) => scopeOf(record.account) === account.account);
      const labels = isOwnAccount(this.#app.config, account.account)
        ? undefined
        : its.map(({ label }) => label);
      return { account, labels };
    });
  }
}

/** Without what moves all the time. */
function steady({ waiting, ...account }: AccountNow): object {
  return { ...account, rate: null, waits: waiting?.reason };
}
