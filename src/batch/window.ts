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
    for (const resume of this.#waiting.splice(0)) resume();
  }

  /** Resolves when another slice may enter. */
  async room(): Promise<void> {
    while (this.full) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  get full(): boolean {
    return this.#slices.size >= this.#limit;
  }

  get size(): number {
    return this.#slices.size;
  }

  get slices(): number[] {
    return [...this.#slices];
  }
}
