// In which batch, and when, the people of an earlier batch were called, however many batches ago that was.

import { batchPaths } from '../paths.js';
import { readRecord, recordExists, type BatchRecord } from '../record.js';
import type { WrittenOutcome } from './earlier-outcomes.js';

export class CallTimes {
  readonly #previous: BatchRecord;
  readonly #dataDirectory: string;
  readonly #begun = new Map<string, number>();
  readonly #providers = new Map<string, string | undefined>();

  constructor(previous: BatchRecord, dataDirectory: string) {
    this.#previous = previous;
    this.#dataDirectory = dataDirectory;
    this.#begun.set(previous.batch, previous.createdAt);
  }

  /** The batch that called the person; undefined where nobody was called: decided by the pre-check, or not sent. */
  calledIn({ source, status, carriedFrom }: WrittenOutcome): string | undefined {
    if (source === 'carried') return carriedFrom === '' ? undefined : carriedFrom;
    if (source === 'api') return this.#previous.batch;
    return source === '' && status !== 'not_sent' ? this.#previous.batch : undefined;
  }

  /**
   * A row without an answer has no time, so the beginning of its batch stands for it, and for a batch that is gone the
   * beginning of time.
   */
  async calledAt({ checkedAt }: WrittenOutcome, calledIn: string): Promise<number> {
    if (checkedAt !== undefined) return checkedAt;
    const known = this.#begun.get(calledIn) ?? (await this.#begunAt(calledIn));
    this.#begun.set(calledIn, known);
    return known;
  }

  /** The provider of the calling batch; undefined where that batch is gone, so that it may have been another's. */
  async providerOf(calledIn: string): Promise<string | undefined> {
    if (!this.#providers.has(calledIn)) this.#providers.set(calledIn, await this.#findProvider(calledIn));
    return this.#providers.get(calledIn);
  }

  async #findProvider(batch: string): Promise<string | undefined> {
    const { batch: last, provider, previous } = this.#previous;
    if (batch === last) return provider;
    const paths = batchPaths(this.#dataDirectory, batch);
    if (await recordExists(paths)) return (await readRecord(paths, batch)).provider;
    return previous?.anyProvider === true ? undefined : provider;
  }

  async #begunAt(batch: string): Promise<number> {
    const paths = batchPaths(this.#dataDirectory, batch);
    return (await recordExists(paths)) ? (await readRecord(paths, batch)).createdAt : 0;
  }
}
