// How the accounts are, looked at again and again: which have changed since the last look. A rate that only moves is no change, as it
// always does. It knows no listener.

import { isDeepStrictEqual } from 'node:util';
import { accountsNow, type AccountNow } from '../../app/accounts.js';
import type { App } from '../../app/app.js';
import type { KnownBatch } from '../../batch/recorded-batches.js';

export class AccountStates {
  readonly #app: App;
  readonly #seen = new Map<string, AccountNow>();

  constructor(app: App) {
    this.#app = app;
  }

  /** @param open batches that have not ended */
  async look(open: readonly KnownBatch[]): Promise<AccountNow[]> {
    const now = await accountsNow(
      this.#app,
      open.map(({ record }) => record),
    );
    return now.filter((account) => {
      const before = this.#seen.get(account.account);
      this.#seen.set(account.account, account);
      return before === undefined || !isDeepStrictEqual(steady(before), steady(account));
    });
  }
}

/** Without what moves all the time. */
function steady({ waiting, ...account }: AccountNow): object {
  return { ...account, rate: null, waits: waiting?.reason };
}
