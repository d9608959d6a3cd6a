// The lowest of the rates that were asked for: the process's own and those of the batches whose slices are open.

export class RateCaps {
  readonly #own: number | undefined;
  readonly #open = new Map<number, number>();

  /** @param own calls a second; undefined: none set */
  constructor(own: number | undefined) {
    this.#own = own;
  }

  /** Heeds a batch's rate while one of its slices is in hand. */
  async during<Result>(rate: number | undefined, task: () => Promise<Result>): Promise<Result> {
    if (rate === undefined) return task();
    this.#open.set(rate, (this.#open.get(rate) ?? 0) + 1);
    try {
      return await task();
    } finally {
      const left = (this.#open.get(rate) ?? 1) - 1;
      if (left > 0) this.#open.set(rate, left);
      else this.#open.delete(rate);
    }
  }

  get lowest(): number | undefined {
    const rates = [...this.#open.keys(), ...(this.#own === undefined ? [] : [this.#own])];
    return rates.length === 0 ? undefined : Math.min(...rates);
  }
}
