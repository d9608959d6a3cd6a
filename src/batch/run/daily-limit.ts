// Follows a provider's daily limit in one owner's run of a batch: which rows are set aside, whether they come again,
// and when. It knows disk and rows, and no queue.

import type { CollectedSlices } from '../../collect/collected-slices.js';
import type { FinishedSlice } from '../../collect/collector.js';
import { providerOf } from '../../provider/index.js';
import type { BatchRecord } from '../record.js';
import { asideOfSlice } from './aside-of-slice.js';
import { AsideRows } from './aside-rows.js';
import { waitingReason } from './halt-reason.js';
import type { PendingRows } from './pending-rows.js';
import type { ProgressTally } from './progress.js';
import type { KnownSlices, SliceEntry } from './slice-log.js';
import type { Suspension } from './suspended.js';

/** How many slices of rows that come again are made at a time. */
const SLICES_AT_ONCE = 200;

export class DailyLimit {
  readonly #live: { readonly record: BatchRecord };
  readonly #open: PendingRows;
  readonly #progress: ProgressTally;
  readonly #aside: AsideRows;

  /** @param live holds the batch's present record */
  constructor(
    live: { readonly record: BatchRecord },
    workDirectory: string,
    owner: number,
    open: PendingRows,
    progress: ProgressTally,
  ) {
    this.#live = live;
    this.#open = open;
    this.#progress = progress;
    this.#aside = new AsideRows(workDirectory, owner);
  }

  async recover(known: KnownSlices, collected: Pick<CollectedSlices, 'has'>): Promise<void> {
    await this.#aside.recover(known, (slice) => collected.has(slice));
    this.follow();
  }

  /**
   * Tells the progress whether rows that are set aside are still open or have ended, as a person may have changed that.
   */
  follow(): void {
    this.#progress.waits = this.#waits;
    this.#open.setAside(this.#waits ? this.#aside.rows : []);
  }

  /** Must be called before Redis forgets the slices, so that none of their rows is taken for finished meanwhile. */
  async setAside(finished: readonly FinishedSlice[]): Promise<void> {
    const { provider, options } = this.#live.record;
    const { codes } = providerOf(provider);
    if (codes.overToday.size === 0) return;
    const rules = { ...options, codes, retryCodes: new Set(options.retryCodes) };
    const found = finished.flatMap((slice) => {
      const entry = this.#open.entryOf(slice.slice);
      return entry === undefined ? [] : (asideOfSlice(slice, entry, rules, Date.now()) ?? []);
    });
    if (found.length === 0) return;
    await this.#aside.add(found);
    this.follow();
  }

  /** Whether the provider was ever asked too often about the row's person. */
  was(row: number): boolean {
    return this.#aside.was(row);
  }

  /**
   * Rows that may be called again by now, in slices.
   *
   * @param log records them
   */
  async comeAgain(log: (slices: readonly SliceEntry[]) => Promise<void>): Promise<readonly SliceEntry[]> {
    if (!this.#waits) return [];
    const { sliceRows } = this.#live.record;
    const slices = this.#aside.due(Date.now(), this.#open.nextSlice, sliceRows, SLICES_AT_ONCE);
    if (slices.length === 0) return slices;
    await log(slices);
    this.#aside.cameAgain(slices);
    this.follow();
    return slices;
  }

  /** The suspension that follows once all other rows are done; undefined where no row is set aside. */
  get suspension(): Suspension | undefined {
    const { until } = this.#aside;
    if (!this.#waits || until === undefined) return undefined;
    return {
      state: 'waiting',
      until,
      reason: waitingReason(this.#aside.size, until, this.#live.record.batch),
    };
  }

  get #waits(): boolean {
    return this.#live.record.options.dailyLimit !== 'end';
  }
}
