// The files of a batch, written behind its calls, so that little is left to do when the last call has ended. What hinders
// that (a full disk) is of no consequence before the end: then they are written from the start.

import type { FinalFiles } from './write-results.js';

type Write = (signal: AbortSignal) => Promise<FinalFiles>;

export class BackgroundWriter {
  readonly #write: Write;
  #stop = new AbortController();
  #written: Promise<FinalFiles | undefined> = Promise.resolve(undefined);

  /** @param write ends with the signal's reason when that says so, and leaves nothing half-written */
  constructor(write: Write) {
    this.#write = write;
  }

  /** Begins, or begins anew; nothing is complete before the batch's end. */
  async begin(): Promise<void> {
    await this.stop();
    this.#stop = new AbortController();
    this.#written = this.#write(this.#stop.signal).catch(() => undefined);
  }

  /** Nothing is left of them; for a batch that comes to rest. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#written;
  }

  /**
   * At the batch's end.
   *
   * @param mayAgain rejects where they are not to be written once more: another owner has thrown them away
   * @throws what hinders them then, or the signal's reason
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
