// Follows the batches for which a foreground process waits: in its own hands, paused from another terminal, or ended by
// another process that worked on them at the same time.

import type { BatchRecord } from '../batch/record.js';
import type { BatchEnd } from '../batch/run/ports.js';
import type { BatchControl } from '../journal/batch-control.js';

const LOOK_MS = 300;

export interface BatchFollowerPorts {
  /** Whether the batch waits for a worker, or a worker has it. */
  readonly isQueued: (batch: string) => Promise<boolean>;
  readonly controlOf: (record: BatchRecord) => Pick<BatchControl, 'desiredState' | 'sayWaiting'>;
  /** The batch's state on disk. */
  readonly stateOf: (record: BatchRecord) => Promise<BatchEnd['state'] | 'running'>;
  /** Makes this process take the batch up. */
  readonly goOn: (record: BatchRecord) => Promise<void>;
  /** Told how another process has ended a batch. */
  readonly onEnd: (batch: string, end: BatchEnd) => void;
  /** Told of an error that prevented a look; the next look follows soon. */
  readonly onTrouble: (error: unknown) => void;
}

export class BatchFollower {
  readonly #ports: BatchFollowerPorts;
  /**
   * Batches that have not ended. One that has left the queue was ended by another process, or has to be queued again.
   */
  readonly #records: Map<string, BatchRecord>;
  readonly #paused = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #looking = false;

  constructor(records: readonly BatchRecord[], ports: BatchFollowerPorts) {
    this.#records = new Map(records.map((record) => [record.batch, record]));
    this.#ports = ports;
  }

  async begin(): Promise<void> {
    for (const record of this.#records.values()) await this.#ports.goOn(record);
    this.#timer = setInterval(() => void this.#look(), LOOK_MS);
  }

  waitFor(batch: string): void {
    this.#paused.add(batch);
  }

  /** Called when this process has ended the batch. */
  forget(batch: string): void {
    this.#records.delete(batch);
  }

  end(): void {
    clearInterval(this.#timer);
  }

  async #look(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    try {
      for (const record of this.#records.values()) await this.#lookAt(record);
    } catch (error) {
      this.#ports.onTrouble(error);
    } finally {
      this.#looking = false;
    }
  }

  async #lookAt(record: BatchRecord): Promise<void> {
    const { batch } = record;
    const { isQueued, controlOf, stateOf, goOn, onEnd } = this.#ports;
    if (this.#paused.has(batch)) {
      const control = controlOf(record);
      if ((await control.desiredState()) === 'paused') return control.sayWaiting();
      this.#paused.delete(batch);
    }
    if (await isQueued(batch)) return;
    const state = await stateOf(record);
    if (!this.#records.has(batch)) return;
    if (state === 'completed' || state === 'cancelled') {
      this.forget(batch);
      onEnd(batch, { state });
    } else await goOn(record);
  }
}
