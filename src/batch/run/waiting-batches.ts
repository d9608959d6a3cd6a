// Finds batches that wait for another day by their records on disk, so that they go on whatever became of Redis and
// workers. It changes nothing. Ended batches are remembered, so that years of them are read once.

import { readdir } from 'node:fs/promises';
import type { Priority } from '../../domain/priority.js';
import { batchesDirectory, batchPaths } from '../paths.js';
import { hasEnded, readRecord, readState, recordExists } from '../record.js';

interface Due {
  readonly batch: string;
  readonly priority: Priority | undefined;
}

export class WaitingBatches {
  readonly #dataDirectory: string;
  readonly #ended = new Set<string>();

  constructor(dataDirectory: string) {
    this.#dataDirectory = dataDirectory;
  }

  /**
   * The batches that may go on by now. A damaged record is skipped, because a person who asks for the batch is told of
   * it.
   */
  async due(nowMs: number): Promise<Due[]> {
    const names = await readdir(batchesDirectory(this.#dataDirectory)).catch(() => []);
    const found = await Promise.all(
      names
        .filter((name) => !this.#ended.has(name))
        .map((name) => this.#dueOf(name, nowMs).catch(() => undefined)),
    );
    return found.filter((due) => due !== undefined);
  }

  async #dueOf(batch: string, nowMs: number): Promise<Due | undefined> {
    const paths = batchPaths(this.#dataDirectory, batch);
    if (!(await recordExists(paths))) return undefined;
    const record = await readRecord(paths, batch);
    const state = await readState(paths, record);
    if (hasEnded(state)) this.#ended.add(batch);
    if (state.state !== 'waiting' || (state.until ?? 0) > nowMs) return undefined;
    return { batch, priority: record.options.priority };
  }
}
