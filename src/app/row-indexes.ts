// The indexes of outcomes that requests ask for: remembered, read where they are kept, and made in the background where they are not.
// It knows when an index is made, not what is found with it.

import pLimit from 'p-limit';
import { indexRows, keepRowIndex, readRowIndex } from '../batch/output/kept-row-index.js';
import { batchPaths } from '../batch/paths.js';
import type { BatchRecord } from '../batch/record.js';
import type { RowIndex } from '../collect/row-index.js';
import { UserError } from '../domain/user-error.js';

const REMEMBERED = 8;

export class RowIndexes {
  readonly #dataDir: string;
  readonly #onFault: (error: unknown) => void;
  readonly #remembered = new Map<string, RowIndex>();
  readonly #making = new Map<string, Promise<void>>();
  /** Reading a file of millions of rows takes a core for a minute. */
  readonly #one = pLimit(1);

  /** @param onFault told where one can't be made, as nobody waits for it */
  constructor(dataDir: string, onFault: (error: unknown) => void) {
    [this.#dataDir, this.#onFault] = [dataDir, onFault];
  }

  /**
   * Undefined while it is being made.
   *
   * @param version of the file that is there now
   */
  async of(record: BatchRecord, path: string, version: string): Promise<RowIndex | undefined> {
    const key = `${path} ${version}`;
    const known = this.#remembered.get(key);
    if (known !== undefined) return known;
    const paths = batchPaths(this.#dataDir, record.batch);
    const kept = await readRowIndex(paths, version);
    if (kept !== undefined) return this.#remember(key, kept);
    if (!this.#making.has(key)) this.#making.set(key, this.#make(key, record, path, version));
    return undefined;
  }

  /** Resolves when nothing is being made. */
  async made(): Promise<void> {
    await Promise.all(this.#making.values());
  }

  async #make(key: string, record: BatchRecord, path: string, version: string): Promise<void> {
    try {
      const index = await this.#one(() => indexRows(path, record, noOutcomes(record)));
      await keepRowIndex(batchPaths(this.#dataDir, record.batch), version, index);
      this.#remember(key, index);
    } catch (error) {
      // Whoever asks next has it made of what is there then.
      this.#onFault(error);
    } finally {
      this.#making.delete(key);
    }
  }

  #remember(key: string, index: RowIndex): RowIndex {
    this.#remembered.set(key, index);
    for (const oldest of this.#remembered.keys()) {
      if (this.#remembered.size <= REMEMBERED) break;
      this.#remembered.delete(oldest);
    }
    return index;
  }
}

/** Of outcomes that were moved away or erased while they are read. */
export function noOutcomes({ batch }: Pick<BatchRecord, 'batch'>): (cause: Error) => UserError {
  return (cause) =>
    new UserError('incomplete-batch', ({ batchErrors }) => batchErrors.noOutcomes({ batch }), { cause });
}
