// Slices that are neither done nor in the queue, looked for now and then, and added again: a failover has lost them, or a
// worker that was told before this owner came that the batch is suspended took them off the queue only after they were added.
// Adding a slice that is there after all is harmless.

import type { OwnedBatch } from '../../journal/owned-batch.js';
import type { Slice } from '../../queue/slice-queue.js';
import type { BatchPaths } from '../paths.js';
import { addAgain, type AddingPorts } from './slice-producer.js';
import { readSliceLogs, type SliceEntry } from './slice-log.js';

const LOOK_MS = 10_000;

/** How the list is read. */
type ReadRules = AddingPorts['record'];

export class LostSlices {
  readonly #paths: Pick<BatchPaths, 'list' | 'work'>;
  readonly #owned: Pick<OwnedBatch, 'lost'>;
  readonly #live: { readonly record: ReadRules };
  readonly #add: (slices: readonly Slice[]) => Promise<void>;
  readonly #signal: AbortSignal;
  #lookedAt = performance.now();
  #looking = false;

  /** @param add takes no place in the fair order */
  constructor(
    paths: Pick<BatchPaths, 'list' | 'work'>,
    owned: Pick<OwnedBatch, 'lost'>,
    live: { readonly record: ReadRules },
    add: (slices: readonly Slice[]) => Promise<void>,
    signal: AbortSignal,
  ) {
    this.#paths = paths;
    this.#owned = owned;
    this.#live = live;
    this.#add = add;
    this.#signal = signal;
  }

  /**
   * To be called often; works beside the caller, as Redis may have no room until the caller has collected.
   *
   * @param unfinished the slices that were added and are not collected
   */
  look(unfinished: readonly number[]): void {
    if (this.#looking || performance.now() - this.#lookedAt < LOOK_MS) return;
    this.#looking = true;
    void this.#addLost(unfinished)
      // Stopped, or Redis or the list fails, which its owner meets too: the next look comes soon.
      .catch(() => undefined)
      .finally(() => {
        this.#looking = false;
        this.#lookedAt = performance.now();
      });
  }

  /** Into the queue, with their rows as the list has them. */
  async add(entries: readonly SliceEntry[]): Promise<void> {
    if (entries.length === 0) return;
    const [signal, add] = [this.#signal, this.#add];
    await addAgain({ listPath: this.#paths.list, record: this.#live.record, add, signal }, entries);
  }

  async #addLost(unfinished: readonly number[]): Promise<void> {
    const lost = new Set(await this.#owned.lost(unfinished));
    if (lost.size === 0 || this.#signal.aborted) return;
    const { unfinished: entries } = await readSliceLogs(this.#paths.work, (slice) => !lost.has(slice));
    await this.add(entries);
  }
}
