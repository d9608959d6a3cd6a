// Counts the batches of a data directory by state, for monitors. Ended ones are remembered, so that years of batches
// are read only once.

import { readdir } from 'node:fs/promises';
import { batchesDirectory, batchPaths } from '../paths.js';
import { BATCH_STATES, readRecord, readState, recordExists, type BatchState } from '../record.js';

/** `stalled`: running, and nobody alive owns it. */
const COUNTED_STATES = [...BATCH_STATES, 'stalled'] as const;
export type CountedState = (typeof COUNTED_STATES)[number];

export class BatchStates {
  readonly #dataDirectory: string;
  readonly #isHeld: (batch: string) => Promise<boolean>;
  readonly #ended = new Map<string, BatchState>();

  /** @param isHeld whether a live worker has the batch in hand */
  constructor(dataDirectory: string, isHeld: (batch: string) => Promise<boolean>) {
    this.#dataDirectory = dataDirectory;
    this.#isHeld = isHeld;
  }

  async count(): Promise<Record<CountedState, number>> {
    const counts = Object.fromEntries(COUNTED_STATES.map((state) => [state, 0])) as Record<
      CountedState,
      number
    >;
    const names = await readdir(batchesDirectory(this.#dataDirectory)).catch(() => []);
    const there = new Set(names);
    for (const name of this.#ended.keys()) if (!there.has(name)) this.#ended.delete(name);
    for (const name of names) {
      const state = this.#ended.get(name) ?? (await this.#stateOf(name));
      if (state !== undefined) counts[state] += 1;
    }
    return counts;
  }

  async #stateOf(name: string): Promise<CountedState | undefined> {
    const paths = batchPaths(this.#dataDirectory, name);
    if (!(await recordExists(paths))) return undefined;
    const { state } = await readState(paths, await readRecord(paths, name));
    if (state === 'completed' || state === 'cancelled') this.#ended.set(name, state);
    if (state === 'running' && !(await this.#isHeld(name))) return 'stalled';
    return state;
  }
}
