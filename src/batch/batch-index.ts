// All batches of a data directory in short, held in memory: what has changed of one is seen by its directory's own time, so that a
// look at ten thousand of them reads only those that changed, whoever has changed them. It changes nothing.

import { readdir } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { NewerFormat } from '../domain/newer.js';
import { DamagedFile } from '../files/damaged-file.js';
import { MARKS_AT_ONCE, markOf } from '../files/mark.js';
import { undefinedIfMissing } from '../files/missing-file.js';
import { approvalLimitPath } from './approval-limit.js';
import type { Creator } from './approval.js';
import { batchesDirectory, batchPaths, workDirectory } from './paths.js';
import {
  hasEnded,
  readRecord,
  readState,
  recordExists,
  type BatchRecord,
  type BatchState,
} from './record.js';

/** What batches are found by. */
export interface BatchInShort {
  readonly batch: string;
  readonly label: string;
  readonly file: string;
  readonly createdAt: number;
  readonly createdBy: Creator | undefined;
  readonly provider: string;
  readonly account: BatchRecord['account'];
  readonly outDirectory: string;
  /** As it is on disk: whether one that goes on by itself was paused is known to Redis. */
  readonly state: BatchState;
  readonly startedAt: number;
  readonly finishedAt: number | undefined;
}

interface Kept {
  /** Of the directory in which everything of the batch is written anew under a new name. */
  readonly mark: string;
  /** Of what decides besides whether it awaits its approval. */
  readonly limitMark: string;
  /** Undefined: it can't be read, or is none. */
  readonly found: BatchInShort | undefined;
}

const READ_TOGETHER = 16;

/** A look that takes longer than this counts for a while, so that looking takes a small part of the time, however many ask. */
const LONG_LOOK_MS = 10;
/** How long, as a multiple of what it took. */
const COUNTS_TIMES = 8;
const COUNTS_MOST_MS = 1_000;

export class BatchIndex {
  readonly #dataDir: string;
  readonly #onUnreadable: (error: Error) => void;
  readonly #kept = new Map<string, Kept>();
  #sorted: readonly BatchInShort[] | undefined;
  #looking: Promise<readonly BatchInShort[]> = Promise.resolve([]);
  #next: Promise<readonly BatchInShort[]> | undefined;
  /** Until when, by the clock of performance.now(), the last look counts. */
  #countsUntil = 0;
  #changes = 0;

  /** @param onUnreadable told once of a batch that can't be read, until it changes */
  constructor(dataDir: string, onUnreadable: (error: Error) => void) {
    [this.#dataDir, this.#onUnreadable] = [dataDir, onUnreadable];
  }

  /**
   * The oldest first, as they are now, or with ten thousand of them were less than a second ago. A look that is under way may have
   * passed by what has changed meanwhile, so the next one counts.
   */
  look(): Promise<readonly BatchInShort[]> {
    if (performance.now() < this.#countsUntil) return this.#looking;
    this.#next ??= this.#looking
      .catch(() => undefined)
      .then(() => {
        this.#next = undefined;
        this.#looking = this.#timed();
        return this.#looking;
      });
    return this.#next;
  }

  /** Whoever has changed a batch in this process finds it changed. */
  expectChange(): void {
    this.#countsUntil = 0;
    this.#changes += 1;
  }

  async #timed(): Promise<readonly BatchInShort[]> {
    const [since, changes] = [performance.now(), this.#changes];
    const found = await this.#look();
    const took = performance.now() - since;
    if (took >= LONG_LOOK_MS && changes === this.#changes)
      this.#countsUntil = since + took + Math.min(took * COUNTS_TIMES, COUNTS_MOST_MS);
    return found;
  }

  async #look(): Promise<readonly BatchInShort[]> {
    const directory = batchesDirectory(this.#dataDir);
    const names = (await readdir(directory).catch(undefinedIfMissing)) ?? [];
    this.#drop(new Set(names));
    const limit = markOf(approvalLimitPath(this.#dataDir));
    const limitMark = limit.isYoung ? '' : limit.mark;
    const changed: { readonly name: string; readonly mark: string }[] = [];
    for (const [index, name] of names.entries()) {
      if (index % MARKS_AT_ONCE === MARKS_AT_ONCE - 1) await nextTurn();
      const { mark, isYoung } = markOf(workDirectory(this.#dataDir, name));
      if (!this.#isSame(name, mark, limitMark)) changed.push({ name, mark: isYoung ? '' : mark });
    }
    for (let at = 0; at < changed.length; at += READ_TOGETHER) {
      const some = changed.slice(at, at + READ_TOGETHER);
      await Promise.all(some.map(({ name, mark }) => this.#read(name, mark, limitMark)));
    }
    this.#sorted ??= [...this.#kept.values()]
      .flatMap(({ found }) => found ?? [])
      .toSorted((one, other) => one.createdAt - other.createdAt || (one.batch < other.batch ? -1 : 1));
    return this.#sorted;
  }

  #isSame(name: string, mark: string, limitMark: string): boolean {
    const kept = this.#kept.get(name);
    if (kept?.mark !== mark) return false;
    // Whether one that has not ended awaits its approval is decided by the limit, too.
    const isSameLimit = kept.limitMark === limitMark && limitMark !== '';
    return isSameLimit || kept.found === undefined || hasEnded(kept.found);
  }

  async #read(name: string, mark: string, limitMark: string): Promise<void> {
    this.#set(name, { mark, limitMark, found: await this.#found(name) });
  }

  async #found(name: string): Promise<BatchInShort | undefined> {
    const paths = batchPaths(this.#dataDir, name);
    try {
      if (!(await recordExists(paths))) return undefined;
      const record = await readRecord(paths, name);
      const { state, startedAt, finishedAt } = await readState(paths, record);
      const { batch, label, file, createdAt, createdBy, provider, account, outDirectory } = record;
      const made = { batch, label, file, createdAt, createdBy, provider, account, outDirectory };
      return { ...made, state, startedAt, finishedAt };
    } catch (error) {
      // One that was discarded meanwhile has no record any more.
      if (!(await recordExists(paths))) return undefined;
      if (!(error instanceof NewerFormat || error instanceof DamagedFile)) throw error;
      this.#onUnreadable(error);
      return undefined;
    }
  }

  #set(name: string, kept: Kept | undefined): void {
    const before = this.#kept.get(name);
    if (kept === undefined) this.#kept.delete(name);
    else this.#kept.set(name, kept);
    if (before?.found !== undefined || kept?.found !== undefined) this.#sorted = undefined;
  }

  #drop(there: ReadonlySet<string>): void {
    for (const name of this.#kept.keys()) if (!there.has(name)) this.#set(name, undefined);
  }
}
