// Where the batches are that a foreground process waits for: in its own hands, paused by another terminal, or ended by
// another process that was at it at the same time.

import type { BatchRecord } from '../batch/record.js';
import type { BatchEnd } from '../batch/run/ports.js';
import type { BatchControl } from '../journal/batch-control.js';

const LOOK_MS = 300;

export interface BatchFollowerPorts {
  /** Whether the batch waits for a worker or is in one's hands. */
  readonly isQueued: (batch: string) => Promise<boolean>;
  readonly controlOf: (record: BatchRecord) => Pick<BatchControl, 'desiredState' | 'sayWaiting'>;
  /** On disk. */
  readonly stateOf: (record: BatchRecord) => Promise<BatchEnd['state'] | 'running'>;
  /** Has this process take the batch up. */
  readonly goOn: (record: BatchRecord) => Promise<void>;
  /** Told how a batch ended that another process has ended. */
  readonly onEnd: (batch: string, end: BatchEnd) => void;
  /** Told what kept it from looking; the next look comes soon. */
  readonly onTrouble: (error: unknown) => void;
}

export class BatchFollower {
  readonly #ports: BatchFollowerPorts;
  /** Those that have not ended. One that is out of the queue was ended by another process, or has to be queued again. */
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

  /** It has ended here. */
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
