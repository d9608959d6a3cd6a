// Writes a batch's files while it calls, so that little is left to do after the last call. Where that fails (on a full
// disk, say), they are written from the start at the batch's end.

import type { FinalFiles } from './write-summary.js';

type Write = (signal: AbortSignal) => Promise<FinalFiles>;

export class BackgroundWriter {
  readonly #write: Write;
  #stop = new AbortController();
  #written: Promise<FinalFiles | undefined> = Promise.resolve(undefined);

  /** @param write rejects with the signal's reason when the signal aborts, and removes what it has not completed */
  constructor(write: Write) {
    this.#write = write;
  }

  /** Begins, or begins anew; nothing is complete before the batch's end. */
  async begin(): Promise<void> {
    await this.stop();
    this.#stop = new AbortController();
    this.#written = this.#write(this.#stop.signal).catch(() => undefined);
  }

  /** Stops writing and removes what was written, for a batch that is suspended. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#written;
  }

  /**
   * Completes the files at the batch's end.
   *
   * @param mayAgain rejects where they must not be written a second time, as another owner has removed them
   * @throws what keeps them from being written, or the signal's reason
   */
  async complete(signal: AbortSignal, mayAgain: () => Promise<void>): Promise<FinalFiles> {
    const stop = (): void => {
      this.#stop.abort();
    };
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
    try {
      const written = await this.#written;
      signal.throwIfAborted();
      if (written !== undefined) return written;
      await mayAgain();
      return await this.#write(signal);
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }
}
