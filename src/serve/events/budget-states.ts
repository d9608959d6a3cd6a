// Budgets of which 80 or 100 per cent were used up since the last look. It knows no listener.

import { readReached, reachedNames, type BudgetReachedOnDisk } from '../../batch/budgets-reached.js';

export class BudgetStates {
  readonly #dataDir: string;
  #seen: Set<string> | undefined;

  constructor(dataDir: string) {
    this.#dataDir = dataDir;
  }

  /** What was reached before the first look is no news. */
  async look(): Promise<BudgetReachedOnDisk[]> {
    const names = await reachedNames(this.#dataDir);
    const fresh = this.#seen === undefined ? [] : names.filter((name) => this.#seen?.has(name) === false);
    this.#seen = new Set(names);
    const found = await Promise.all(fresh.map((name) => readReached(this.#dataDir, name)));
    return found.filter((each) => each !== undefined);
  }
}
