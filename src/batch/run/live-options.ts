// A batch's options while it runs: told to the workers, and told anew when a person has changed them on record.

import { RATE_CAP_HOLDS_MS, type OwnedBatch, type TunedOptions } from '../../journal/owned-batch.js';
import { FairOrder } from '../../queue/fair-order.js';
import type { Slice } from '../../queue/slice-queue.js';
import type { BatchPaths } from '../paths.js';
import type { BatchPorts } from './ports.js';
import { readRecord, type BatchRecord } from '../record.js';

export class LiveOptions {
  readonly #paths: BatchPaths;
  readonly #owned: OwnedBatch;
  #record: BatchRecord;
  #retuned = 0;
  #rateCapAt = -Infinity;
  /** Workers have yet to be told of options that were changed. */
  #untold = false;
  #telling: Promise<void> | undefined;

  constructor(record: BatchRecord, paths: BatchPaths, owned: OwnedBatch) {
    this.#record = record;
    this.#paths = paths;
    this.#owned = owned;
  }

  get record(): BatchRecord {
    return this.#record;
  }

  /** Adds slices of the batch, with turns of their own. */
  adder({ sliceQueue }: Pick<BatchPorts, 'sliceQueue'>): (slices: readonly Slice[]) => Promise<void> {
    const order = new FairOrder(() => this.#record.options.priority);
    return (slices) => sliceQueue(this.#record.account).add(this.#owned.name, slices, order);
  }

  /** From here on calls are permitted. */
  async open(callsOnDisk: number, slicesOnDisk: Iterable<number>): Promise<void> {
    await this.#sayRateCap();
    await this.#owned.open({ ...this.#tuned, callsOnDisk, slicesOnDisk });
  }

  /** What workers need to know; the rest is the owner's own business. */
  get #tuned(): TunedOptions {
    const { maxCalls, maxAttempts, inDoubt, retryCodes, rate } = this.#record.options;
    const { rejectedCountFrom } = this.#record;
    return { settings: { maxAttempts, inDoubt, retryCodes, rate, rejectedCountFrom }, maxCalls };
  }

  /**
   * To be called several times a second. Workers are told beside the caller, which collects: where Redis has no room, only
   * that makes some.
   *
   * @param retuned how many times a person has changed the options
   * @returns whether they were changed since the last look
   */
  async follow(retuned: number): Promise<boolean> {
    const changed = retuned !== this.#retuned;
    if (changed) {
      this.#record = await readRecord(this.#paths, this.#record.batch);
      this.#untold = true;
      this.#retuned = retuned;
    }
    if (this.#untold || this.#isRateCapDue) {
      this.#telling ??= this.#tell().finally(() => {
        this.#telling = undefined;
      });
    }
    return changed;
  }

  /** Nothing is said after that, unless `follow` is called. */
  async untilTold(): Promise<void> {
    await this.#telling;
  }

  /** What is of no avail now is tried again at the next look; who has lost the batch hears so by its next step. */
  async #tell(): Promise<void> {
    const untold = this.#untold;
    this.#untold = false;
    try {
      if (untold) await this.#owned.tune(this.#tuned);
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
