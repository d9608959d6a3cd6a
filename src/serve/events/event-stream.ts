// One listener's stream: what it has not taken yet is bounded, and whoever takes it too slowly is dropped and told. It knows bytes.

import { eventBytes } from './event-log.js';

/** Some hundred events. */
const PENDING_BYTES = 256 * 1024;

export class EventStream {
  readonly readable: ReadableStream<Uint8Array>;
  readonly #onEnd: () => void;
  #pending: Uint8Array[] = [];
  #bytes = 0;
  #ended = false;
  #wake: (() => void) | undefined;

  /** @param onEnd called once, when the listener has gone or is dropped */
  constructor(onEnd: () => void) {
    this.#onEnd = onEnd;
    this.readable = new ReadableStream<Uint8Array>(
      {
        pull: (controller) => this.#pull(controller),
        cancel: () => {
          this.#end();
        },
      },
      { highWaterMark: 0 },
    );
  }

  get hasEnded(): boolean {
    return this.#ended;
  }

  /** @returns false where the listener takes it too slowly: this was the last it is told */
  push(bytes: Uint8Array): boolean {
    if (this.#ended) return false;
    this.#pending.push(bytes);
    this.#bytes += bytes.length;
    const isSlow = this.#bytes > PENDING_BYTES;
    if (isSlow) this.#drop();
    this.#wake?.();
    return !isSlow;
  }

  /** What is pending still comes. */
  close(): void {
    this.#end();
    this.#wake?.();
  }

  /** What it has missed it can't be told any more: it asks for everything anew when it comes back. */
  #drop(): void {
    this.#pending = [eventBytes('dropped', { reason: 'too slow' })];
    this.#bytes = 0;
    this.#end();
  }

  #end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#onEnd();
  }

  async #pull(controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> {
    while (this.#pending.length === 0 && !this.#ended) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    const bytes = Buffer.concat(this.#pending);
    this.#pending = [];
    this.#bytes = 0;
    if (bytes.length > 0) controller.enqueue(bytes);
    if (this.#ended) controller.close();
  }
}
