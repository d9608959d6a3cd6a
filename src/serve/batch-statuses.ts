// How the batches of a page are. Ended ones of which nothing was written since are not read again. It knows no request.

import { statusesOf } from '../app/statuses.js';
import type { App } from '../app/app.js';
import type { BatchStatus } from '../app/batch-status.js';
import type { BatchInShort } from '../batch/batch-index.js';
import { batchPaths, summaryPath, workDirectory } from '../batch/paths.js';
import { hasEnded, readRecord, readState, recordExists } from '../batch/record.js';
import type { KnownBatch } from '../batch/recorded-batches.js';
import { watchPath } from '../batch/watch/watch-file.js';
import { UserError } from '../domain/user-error.js';
import { markOf, type Mark } from '../files/mark.js';
import { scopeOf } from '../journal/keys.js';

interface Kept {
  readonly mark: string;
  readonly status: BatchStatus;
}

/** Some megabytes; those that nobody has asked for the longest go first. */
const KEPT_MOST = 5_000;

export class BatchStatuses {
  readonly #app: App;
  readonly #kept = new Map<string, Kept>();

  constructor(app: App) {
    this.#app = app;
  }

  /** In the order given. One that is damaged, or was discarded meanwhile, is left out. @throws UserError where Redis can't be used */
  async of(batches: readonly BatchInShort[]): Promise<readonly BatchStatus[]> {
    const looked = batches.map((batch) => ({ batch, mark: this.#markOf(batch) }));
    const statuses = new Map<string, BatchStatus>();
    for (const {
      batch: { batch },
      mark,
    } of looked) {
      const kept = this.#kept.get(batch);
      if (kept?.mark === mark.mark) statuses.set(batch, kept.status);
    }
    const others = looked.filter(({ batch: { batch } }) => !statuses.has(batch));
    const known = await Promise.all(others.map(({ batch }) => this.#known(batch)));
    const read = known.flat().length === 0 ? [] : await statusesOf(this.#app, known.flat());
    for (const status of read) statuses.set(status.batch, status);
    for (const {
      batch: { batch },
      mark,
    } of looked)
      this.#keep(batch, mark, statuses.get(batch));
    return batches.flatMap(({ batch }) => statuses.get(batch) ?? []);
  }

  /** Of everything that the status of an ended batch is made of. */
  #markOf({ batch, outDirectory, account }: BatchInShort): Mark {
    const { dataDir } = this.#app.config;
    return markOf(
      workDirectory(dataDir, batch),
      summaryPath(outDirectory),
      watchPath(dataDir, scopeOf(account)),
    );
  }

  #keep(batch: string, { mark, isYoung }: Mark, status: BatchStatus | undefined): void {
    this.#kept.delete(batch);
    // What people are called that decided about a batch may change.
    if (status === undefined || isYoung || !hasEnded(status) || status.approval !== undefined) return;
    this.#kept.set(batch, { mark, status });
    if (this.#kept.size <= KEPT_MOST) return;
    for (const oldest of this.#kept.keys()) {
      this.#kept.delete(oldest);
      return;
    }
  }

  async #known({ batch }: BatchInShort): Promise<KnownBatch[]> {
    const { config, tell } = this.#app;
    const paths = batchPaths(config.dataDir, batch);
    try {
      if (!(await recordExists(paths))) return [];
      const record = await readRecord(paths, batch);
      return [{ record, state: await readState(paths, record) }];
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      tell({ kind: 'warning', message: error.message });
      return [];
    }
  }
}
