// Our calls that may have been counted, by the day in China on which they stand, over all batches of the account. A batch that has
// ended and was not touched since is read once for a process. It knows files, not who asks.

import pLimit from 'p-limit';
import type { BatchIndex, BatchInShort } from '../batch/batch-index.js';
import { batchPaths } from '../batch/paths.js';
import { hasEnded, readRecord, recordExists } from '../batch/record.js';
import { isOfAccount } from '../batch/recorded-batches.js';
import { callOfGap, gapSpans, readGaps } from '../batch/run/gaps.js';
import type { Config } from '../config.js';
import { chinaDay } from '../domain/china-time.js';
import { UserError } from '../domain/user-error.js';
import { accountIn } from './budgets.js';
import type { Timelines } from './timelines.js';

/** Days, YYYY-MM-DD in China, and how many calls stand on each. */
export type DayCalls = ReadonlyMap<string, number>;

const DAY_MS = 86_400_000;
const READ_TOGETHER = 16;

export class CallsByDay {
  readonly #config: Config;
  readonly #index: BatchIndex;
  readonly #timelines: Timelines;
  /** A batch that is written to gets another entry in the index. */
  readonly #ended = new WeakMap<BatchInShort, Promise<DayCalls>>();

  constructor(config: Config, index: BatchIndex, timelines: Timelines) {
    [this.#config, this.#index, this.#timelines] = [config, index, timelines];
  }

  /**
   * @param onUnreadable told of a batch that can't be read, which then counts nothing
   * @throws UserError where no account is set
   */
  async look(onUnreadable: (message: string) => void): Promise<DayCalls> {
    const account = accountIn(this.#config);
    const called = (await this.#index.look()).filter(
      (batch) => batch.state !== 'draft' && isOfAccount(batch, account),
    );
    const turn = pLimit(READ_TOGETHER);
    const sum = new Map<string, number>();
    const each = called.map((batch) => this.#kept(batch) ?? turn(() => this.#read(batch)));
    for (const days of await Promise.allSettled(each)) {
      if (days.status === 'fulfilled') addTo(sum, days.value);
      else if (days.reason instanceof UserError) onUnreadable(days.reason.message);
      else throw days.reason;
    }
    return sum;
  }

  #kept(batch: BatchInShort): Promise<DayCalls> | undefined {
    return this.#ended.get(batch);
  }

  /** Who asks meanwhile for the same ended batch waits for it. */
  #read(batch: BatchInShort): Promise<DayCalls> {
    const kept = this.#kept(batch);
    if (kept !== undefined) return kept;
    const reading = this.#daysOf(batch);
    if (!hasEnded(batch)) return reading;
    this.#ended.set(batch, reading);
    reading.catch(() => this.#ended.delete(batch));
    return reading;
  }

  async #daysOf(batch: BatchInShort): Promise<DayCalls> {
    const paths = batchPaths(this.#config.dataDir, batch.batch);
    // One that was discarded meanwhile has called nobody.
    if (!(await recordExists(paths))) return new Map();
    const record = await readRecord(paths, batch.batch);
    const { points } = await this.#timelines.of(record, DAY_MS);
    const days = new Map<string, number>();
    for (const { at, answered, inDoubt } of points)
      addTo(days, new Map([[chinaDay(at), answered + inDoubt]]));
    // The ledger of an ended batch has them.
    if (hasEnded(batch)) return days;
    for (const [row, span] of gapSpans(await readGaps(paths.work)))
      addTo(days, new Map([[chinaDay(callOfGap(row, span).startedAt), 1]]));
    return days;
  }
}

function addTo(sum: Map<string, number>, days: DayCalls): void {
  for (const [day, calls] of days) if (calls > 0) sum.set(day, (sum.get(day) ?? 0) + calls);
}
