// Publishes a batch's options to its workers when it is opened, and again when a person has changed them on record.

import { awaitsApproval, permittedCalls } from '../approval.js';
import { approvalLimit } from '../approval-limit.js';
import { RATE_CAP_HOLDS_MS, type OwnedBatch, type TunedOptions } from '../../journal/owned-batch.js';
import { markOf } from '../../files/mark.js';
import { FairOrder } from '../../queue/fair-order.js';
import type { Slice } from '../../queue/slice-queue.js';
import type { BatchPaths } from '../paths.js';
import type { BatchBudget, CallsOnDisk } from './batch-budget.js';
import type { BatchPorts } from './ports.js';
import { readRecord, type BatchRecord } from '../record.js';

export class LiveOptions {
  readonly #paths: BatchPaths;
  readonly #owned: OwnedBatch;
  #record: BatchRecord;
  /** From how many calls on batches need an approval, as last read. */
  #limit: number | undefined;
  #limitMark: string | undefined;
  #retuned = 0;
  #rateCapAt = -Infinity;
  /** Whether workers have still to be told of changed options. */
  #untold = false;
  #telling: Promise<void> | undefined;

  constructor(
    record: BatchRecord,
    paths: BatchPaths,
    owned: OwnedBatch,
    readonly budget: BatchBudget,
  ) {
    this.#record = record;
    this.#paths = paths;
    this.#owned = owned;
  }

  get record(): BatchRecord {
    return this.#record;
  }

  get approvalLimit(): number | undefined {
    return this.#limit;
  }

  /** Whether the batch may call nobody until somebody has approved it. */
  get awaitsApproval(): boolean {
    return awaitsApproval(this.#record, this.#limit);
  }

  /** @returns adds slices of the batch to its account's queue, with a fair order of their own */
  adder({ sliceQueue }: Pick<BatchPorts, 'sliceQueue'>): (slices: readonly Slice[]) => Promise<void> {
    const order = new FairOrder(() => this.#record.options.priority);
    return (slices) => sliceQueue(this.#record.account).add(this.#owned.name, slices, order);
  }

  /** From here on calls are permitted. */
  async open(callsOnDisk: number, slicesOnDisk: Iterable<number>, calls: CallsOnDisk): Promise<void> {
    await this.#sayRateCap();
    await this.budget.open(this.#record, calls);
    this.#limit = await approvalLimit(this.#paths.approvalLimit);
    await this.#owned.open({ ...this.#tuned, callsOnDisk, slicesOnDisk });
  }

  /** A limit that is set while the batch runs counts for it, too. */
  async #limitChanged(): Promise<boolean> {
    const { mark, isYoung } = markOf(this.#paths.approvalLimit);
    if (mark === this.#limitMark) return false;
    this.#limitMark = isYoung ? undefined : mark;
    const before = this.#limit;
    this.#limit = await approvalLimit(this.#paths.approvalLimit);
    return this.#limit !== before;
  }

  /** The options that workers need; the others concern the owner alone. */
  get #tuned(): TunedOptions {
    const { maxAttempts, inDoubt, retryCodes, rate } = this.#record.options;
    const { rejectedCountFrom } = this.#record;
    const settings = { maxAttempts, inDoubt, retryCodes, rate, rejectedCountFrom };
    return { settings, maxCalls: permittedCalls(this.#record, this.#limit) };
  }

  /**
   * Notices changed options. To be called several times a second. Workers are told in the background: the caller has to
   * go on collecting, as only that frees space where Redis is full.
   *
   * @param retuned how many times a person has changed the options
   * @returns whether they were changed since the last look
   */
  async follow(retuned: number): Promise<boolean> {
    const changed = retuned !== this.#retuned;
    if (changed) {
      await this.reread();
      this.#untold = true;
      this.#retuned = retuned;
    }
    if (!changed && (await this.budget.pricesChanged())) {
      await this.keepPrices();
      this.#untold = true;
    }
    if (!changed && (await this.#limitChanged())) this.#untold = true;
    if (this.#untold || this.#isRateCapDue) {
      this.#telling ??= this.#tell().finally(() => {
        this.#telling = undefined;
      });
    }
    return changed;
  }

  /** Reads the record anew, where its present content decides what becomes of the batch. */
  async reread(): Promise<BatchRecord> {
    this.#limit = await approvalLimit(this.#paths.approvalLimit);
    this.#record = await readRecord(this.#paths, this.#record.batch);
    return this.#record;
  }

  /** Puts prices on record that came into force meanwhile, before the calls are summed. */
  async keepPrices(): Promise<void> {
    this.#record = await this.budget.keepPrices(await this.reread());
  }

  /** No call comes any more: resolves when nothing is being told, and the prices are on record. */
  async settle(): Promise<void> {
    await this.untilTold();
    await this.keepPrices();
  }

  /** Resolves when nothing is being told. Only `follow` begins anew. */
  async untilTold(): Promise<void> {
    await this.#telling;
  }

  /** A failure is tried again at the next look; an owner that has lost the batch learns that from its next step. */
  async #tell(): Promise<void> {
    const untold = this.#untold;
    this.#untold = false;
    try {
      if (untold) {
        await this.budget.follow(this.#record);
        await this.#owned.tune(this.#tuned);
      }
      await this.#sayRateCap();
    } catch {
      this.#untold ||= untold;
    }
  }

  get #isRateCapDue(): boolean {
    return (
      this.#record.options.rate !== undefined && performance.now() - this.#rateCapAt >= RATE_CAP_HOLDS_MS / 4
    );
  }

  async #sayRateCap(): Promise<void> {
    this.#rateCapAt = performance.now();
    await this.#owned.sayRateCap(this.#record.options.rate);
  }
}
