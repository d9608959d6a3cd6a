// A batch's options while it runs: told to the workers, and told anew when a person has changed them on record.

import { CEILING_HOLDS_MS, type OwnedBatch, type TunedOptions } from '../queue/owned-batch.js';
import { Turns } from '../queue/turns.js';
import type { Slice } from '../queue/slice-queue.js';
import type { BatchPaths } from './paths.js';
import type { BatchPorts } from './ports.js';
import { readRecord, type BatchRecord } from './record.js';

export class LiveOptions {
  readonly #paths: BatchPaths;
  readonly #owned: OwnedBatch;
  #record: BatchRecord;
  #retuned = 0;
  #ceilingAt = -Infinity;

  constructor(record: BatchRecord, paths: BatchPaths, owned: OwnedBatch) {
    this.#record = record;
    this.#paths = paths;
    this.#owned = owned;
  }

  get record(): BatchRecord {
    return this.#record;
  }

  /** Adds slices of the batch, with turns of their own. */
  adder({ addSlices }: Pick<BatchPorts, 'addSlices'>): (slices: readonly Slice[]) => Promise<void> {
    const turns = new Turns(() => this.#record.options.priority);
    return (slices) => addSlices(this.#record.account, this.#owned.name, slices, turns);
  }

  /** From here on calls are permitted. */
  async open(callsOnDisk: number, slicesOnDisk: Iterable<number>): Promise<void> {
    await this.#sayCeiling(true);
    await this.#owned.open({ ...this.#tuned, callsOnDisk, slicesOnDisk });
  }

  /** What workers need to know; the rest is the owner's own business. */
  get #tuned(): TunedOptions {
    const { maxCalls, maxAttempts, inDoubt, retryCodes, rate } = this.#record.options;
    const settings = { maxAttempts, inDoubt, retryCodes, ...(rate === undefined ? {} : { rate }) };
    return { settings, maxCalls };
  }

  /**
   * To be called several times a second.
   *
   * @param retuned how many times a person has changed the options
   * @returns whether they were changed since the last look
   */
  async follow(retuned: number): Promise<boolean> {
    const changed = retuned !== this.#retuned;
    if (changed) {
      this.#record = await readRecord(this.#paths, this.#record.batch);
      await this.#owned.tune(this.#tuned);
      this.#retuned = retuned;
    }
    await this.#sayCeiling(changed);
    return changed;
  }

  async #sayCeiling(changed: boolean): Promise<void> {
    const { rate } = this.#record.options;
    const due = Date.now() - this.#ceilingAt >= CEILING_HOLDS_MS / 4;
    if (!changed && (rate === undefined || !due)) return;
    this.#ceilingAt = Date.now();
    await this.#owned.sayCeiling(rate);
  }
}
