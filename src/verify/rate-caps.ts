// The lowest of the rates that were asked for: the process's own and those of the batches whose slices it has in hand;
// where none was, the one that the provider allows by default. A batch's owner makes its rate hold for all workers, but
// only while that owner lives; this one holds without an owner.

export class RateCaps {
  readonly #own: number | undefined;
  readonly #usual: number | undefined;
  readonly #open = new Map<number, number>();

  /**
   * @param own calls a second that the process may make; undefined: no limit of its own
   * @param usual what the provider allows unless it gave the account more; a person who names a rate knows better
   */
  constructor(own: number | undefined, usual?: number) {
    this.#own = own;
    this.#usual = usual;
  }

  /**
   * Heeds a batch's rate while a slice of it is in hand.
   *
   * @returns to be called when the slice is out of hand
   */
  hold(rate: number | undefined): () => void {
    if (rate === undefined) return () => undefined;
    this.#open.set(rate, (this.#open.get(rate) ?? 0) + 1);
    return () => {
      const left = (this.#open.get(rate) ?? 1) - 1;
      if (left > 0) this.#open.set(rate, left);
      else this.#open.delete(rate);
    };
  }

  get lowest(): number | undefined {
    const rates = [...this.#open.keys(), ...(this.#own === undefined ? [] : [this.#own])];
    return rates.length === 0 ? this.#usual : Math.min(...rates);
  }
}
