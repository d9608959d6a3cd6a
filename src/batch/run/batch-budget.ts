// The budget of a batch's label, for its owner: says whose its calls are before any is permitted, looks how much is used, and
// says why the batch halts.

import { stat } from 'node:fs/promises';
import type { Attempt } from '../../domain/attempt.js';
import { UseTally, formatUnits, type Use } from '../../domain/budget.js';
import { readSegments, type Segment } from '../../collect/segments.js';
import { AccountBudgets, type BudgetLook } from '../../journal/account-budgets.js';
import { scopeOf } from '../../journal/keys.js';
import type { OwnedBatch } from '../../journal/owned-batch.js';
import { budgetPricesOf, publishBudgets, publishOnce } from '../budget-use.js';
import { priceFile } from '../../money/price-file.js';
import type { BatchPaths } from '../paths.js';
import type { BatchRecord } from '../record.js';
import { callOfGap, type GapSpan } from './gaps.js';
import { keepPrices } from '../keep-options.js';
import { pricesAfter, priceSourceOf } from '../prices.js';
import { BudgetEvents } from './budget-event.js';
import { budgetReason } from './halt-reason.js';
import type { BatchPorts } from './ports.js';

export interface CallsOnDisk {
  readonly segments: readonly Segment[];
  /** Calls of unfinished slices, which are still in Redis. */
  readonly open: readonly Attempt[];
  readonly gaps: ReadonlyMap<number, GapSpan>;
}

const BOOK_EVERY_MS = 1_000;

export class BatchBudget {
  readonly #budgets: AccountBudgets;
  readonly #owned: Pick<OwnedBatch, 'name' | 'lostData'>;
  readonly #paths: BatchPaths;
  readonly #ports: BatchPorts;
  readonly #events: BudgetEvents;
  #last: BudgetLook | undefined;
  #book: string | undefined;
  #bookSeenAt = -Infinity;
  /** When prices change next, as the book stands. */
  #changeAt = Infinity;

  constructor(
    { account }: BatchRecord,
    paths: BatchPaths,
    owned: Pick<OwnedBatch, 'name' | 'lostData'>,
    ports: BatchPorts,
  ) {
    this.#budgets = new AccountBudgets(ports.redis, scopeOf(account));
    this.#owned = owned;
    this.#paths = paths;
    this.#ports = ports;
    this.#events = new BudgetEvents(ports.dataDirectory);
  }

  /** To be called before calls are permitted. A Redis that does not know what was called is told. */
  async open(record: BatchRecord, calls: CallsOnDisk): Promise<void> {
    const nowMs = Date.now();
    const { known, directoryCounted } = await this.#count(record, nowMs);
    if (!known || this.#owned.lostData)
      await this.#budgets.raise(this.#owned.name, record.label, await this.#usedBy(record, calls));
    const { dataDirectory, dataId, prices: billedBy } = this.#ports;
    const place = { dataDirectory, dataId, nowMs, billedBy };
    // Whoever set a budget may have been killed between the disk and Redis.
    if (directoryCounted && !this.#owned.lostData) return publishOnce(this.#budgets, record.account, place);
    await publishBudgets(this.#budgets, record.account, place, record.batch, this.#owned.lostData);
  }

  async #count(record: BatchRecord, nowMs: number) {
    const { dataDirectory, dataId, prices } = this.#ports;
    const source = await priceSourceOf(dataDirectory, record.provider, prices(record.provider));
    const known = budgetPricesOf(record, prices);
    // A price that is set for a later day holds from its first call on, also where nobody looks at that moment.
    const later = pricesAfter(source, nowMs);
    this.#changeAt = later[0]?.from ?? Infinity;
    const lists = [...known.lists, ...later];
    return this.#budgets.count(this.#owned.name, record.label, dataId, { ...known, lists }, nowMs);
  }

  /** Says the label and the prices anew, where a person has changed one of them. */
  async follow(record: BatchRecord): Promise<void> {
    await this.#count(record, Date.now());
  }

  /** Whether the price book was changed, or another price has come into force, since the last look; looked at once a second. */
  async pricesChanged(): Promise<boolean> {
    if (performance.now() - this.#bookSeenAt < BOOK_EVERY_MS) return false;
    this.#bookSeenAt = performance.now();
    const before = this.#book;
    this.#book = await printOf(priceFile(this.#ports.dataDirectory));
    if (Date.now() >= this.#changeAt) {
      this.#changeAt = Infinity;
      return true;
    }
    return before !== undefined && before !== this.#book;
  }

  /** Puts prices on record that have come into force. */
  keepPrices(record: BatchRecord): Promise<BatchRecord> {
    return keepPrices(record, this.#ports.prices(record.provider), this.#ports.dataDirectory);
  }

  async #usedBy(
    record: BatchRecord,
    { segments, open, gaps }: CallsOnDisk,
  ): Promise<ReadonlyMap<string, Use>> {
    const tally = new UseTally(budgetPricesOf(record, this.#ports.prices));
    for await (const call of readSegments(this.#paths.segments, segments)) tally.addAttempt(call);
    for (const call of open) tally.addAttempt(call);
    for (const [row, span] of gaps) tally.addAttempt(callOfGap(row, span));
    return tally.byMonth;
  }

  /** Tells when most, or all, of the budget is used up for the first time. */
  async look(record: BatchRecord): Promise<void> {
    const { label, priceLists } = record;
    const seen = await this.#budgets.look(this.#owned.name);
    this.#last = seen ?? this.#last;
    if (seen !== undefined) await this.#events.look(record, seen);
    if (seen === undefined || seen.reached === 0) return;
    const { month, reached: percent, used } = seen;
    const currency = priceLists?.at(-1)?.currency ?? '';
    this.#ports.onBudget({
      label,
      month,
      percent,
      calls: used.calls,
      amount: formatUnits(used.units),
      currency,
    });
  }

  /** Why the batch halts. */
  reasonFor(record: BatchRecord): string {
    return budgetReason(this.#last, record);
  }

  /** The batch has ended. */
  async end(record: BatchRecord): Promise<void> {
    await this.look(record);
    await this.#budgets.end(this.#owned.name);
  }
}

/** Changes whenever the file is written; a file that is not there has one, too. */
async function printOf(path: string): Promise<string> {
  const found = await stat(path).catch(() => undefined);
  return found === undefined ? '-' : `${found.ino} ${found.mtimeMs}`;
}
