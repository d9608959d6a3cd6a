// How all batches are, looked at again and again: what has changed since the last look. An ended batch whose files are the same is
// not read again. It knows no listener.

import { readdir } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { App } from '../../app/app.js';
import type { BatchStatus } from '../../app/batch-status.js';
import { statusesOf } from '../../app/statuses.js';
import { batchesDirectory, batchPaths, summaryPath, workDirectory } from '../../batch/paths.js';
import { hasEnded, readRecord, readState, recordExists, type BatchRecord } from '../../batch/record.js';
import type { KnownBatch } from '../../batch/recorded-batches.js';
import { UserError } from '../../domain/user-error.js';
import { MARKS_AT_ONCE, markOf, type Mark } from '../../files/mark.js';
import { undefinedIfMissing } from '../../files/missing-file.js';

interface Seen {
  /** Of the directory and the summary, when it was read. */
  readonly mark: string;
  readonly known: KnownBatch;
  status: BatchStatus | undefined;
}

export interface BatchChanges {
  readonly changed: readonly BatchStatus[];
  /** Batches that are no more, as drafts that were discarded, or no more of that label. */
  readonly removed: readonly {
    readonly batch: string;
    readonly label: string;
    /** Whose it is now; undefined: nobody's. */
    readonly now?: string;
  }[];
}

export class BatchStates {
  readonly #app: App;
  readonly #seen = new Map<string, Seen>();

  constructor(app: App) {
    this.#app = app;
  }

  /** Batches that have not ended, as of the last look. */
  get open(): readonly KnownBatch[] {
    return [...this.#seen.values()].map(({ known }) => known).filter(({ state }) => !hasEnded(state));
  }

  async look(): Promise<BatchChanges> {
    const { dataDir } = this.#app.config;
    const names = (await readdir(batchesDirectory(dataDir)).catch(undefinedIfMissing)) ?? [];
    const there = new Set(names);
    const removed: { batch: string; label: string; now?: string }[] = [];
    for (const [batch, { known }] of this.#seen) {
      if (there.has(batch)) continue;
      this.#seen.delete(batch);
      removed.push({ batch, label: known.record.label });
    }
    const again: Seen[] = [];
    for (const [index, name] of names.entries()) {
      if (index % MARKS_AT_ONCE === MARKS_AT_ONCE - 1) await nextTurn();
      if (this.#isSame(name)) continue;
      const found = await this.#readAgain(name);
      if (found === 'gone') {
        const before = this.#seen.get(name);
        if (before !== undefined) removed.push({ batch: name, label: before.known.record.label });
        this.#seen.delete(name);
      } else if (found !== 'same') again.push(found);
    }
    for (const { known } of again) {
      const { batch, label: now } = known.record;
      const label = this.#seen.get(batch)?.known.record.label ?? now;
      if (label !== now) removed.push({ batch, label, now });
    }
    return { changed: await this.#changed(again), removed };
  }

  async #changed(again: readonly Seen[]): Promise<BatchStatus[]> {
    const statuses = await statusesOf(
      this.#app,
      again.map(({ known }) => known),
    );
    const changed: BatchStatus[] = [];
    for (const status of statuses) {
      const seen = again.find(({ known }) => known.record.batch === status.batch);
      const before = this.#seen.get(status.batch)?.status;
      if (seen === undefined) continue;
      seen.status = status;
      this.#seen.set(status.batch, seen);
      if (!isDeepStrictEqual(before, status)) changed.push(status);
    }
    return changed;
  }

  /** Whether it has ended, and nothing of it was written since. */
  #isSame(batch: string): boolean {
    const before = this.#seen.get(batch);
    if (before === undefined || !hasEnded(before.known.state)) return false;
    return this.#markOf(batch, before.known.record).mark === before.mark;
  }

  #markOf(batch: string, { outDirectory }: BatchRecord): Mark {
    return markOf(workDirectory(this.#app.config.dataDir, batch), summaryPath(outDirectory));
  }

  async #readAgain(batch: string): Promise<Seen | 'same' | 'gone'> {
    const paths = batchPaths(this.#app.config.dataDir, batch);
    if (!(await recordExists(paths))) return 'gone';
    try {
      const record = await readRecord(paths, batch);
      const { mark, isYoung } = this.#markOf(batch, record);
      return {
        mark: isYoung ? '' : mark,
        known: { record, state: await readState(paths, record) },
        status: undefined,
      };
    } catch (error) {
      // A damaged batch is told of where somebody asks for it.
      if (error instanceof UserError) return 'same';
      throw error;
    }
  }
}
