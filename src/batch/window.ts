// The bounded window of a batch's unfinished slices: what bounds Redis, and the wait of a short list behind a long.

export class Window {
  readonly #limit: number;
  readonly #slices = new Set<number>();
  #waiting: (() => void)[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  enter(slice: number): void {
    this.#slices.add(slice);
  }

  leave(slice: number): void {
    if (!this.#slices.delete(slice)) return;
    this.#resume();
  }

  /** Resolves when another slice may enter, or the signal says that none is to come. */
  async room(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    signal.addEventListener('abort', this.#resume);
    while (this.full && !signal.aborted) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    signal.removeEventListener('abort', this.#resume);
  }

  readonly #resume = (): void => {
    for (const resume of this.#waiting.splice(0)) resume();
  };

  get full(): boolean {
    return this.#slices.size >= this.#limit;
  }

  get size(): number {
    return this.#slices.size;
  }
}
