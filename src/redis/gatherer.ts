// Gathers what is asked for at about the same time into one round trip: while a few are under way, the rest waits
// and leaves together. No timers: a lone request leaves at once.

/** @param limits `roundTrips` under way at most; `items` in one of them at most */
export class Gatherer<Item, Answer> {
  readonly #send: (items: readonly Item[]) => Promise<readonly Answer[]>;
  readonly #limits: { readonly roundTrips: number; readonly items: number };
  readonly #waiting: { item: Item; resolve: (answer: Answer) => void; reject: (error: unknown) => void }[] =
    [];
  #underWay = 0;
  #scheduled = false;

  constructor(
    send: (items: readonly Item[]) => Promise<readonly Answer[]>,
    limits: { roundTrips: number; items: number },
  ) {
    this.#send = send;
    this.#limits = limits;
  }

  /** Resolves with the answer to `item`; rejects where its round trip failed. */
  add(item: Item): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      this.#schedule();
    });
  }

  /** Waits until the end of the event loop's present turn, so that everything asked for in it goes along. */
  #schedule(): void {
    if (this.#scheduled || this.#underWay >= this.#limits.roundTrips) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      void this.#flush();
    });
  }

  async #flush(): Promise<void> {
    const entries = this.#waiting.splice(0, this.#limits.items);
    if (entries.length === 0) return;
    this.#underWay += 1;
    if (this.#waiting.length > 0) this.#schedule();
    try {
      const answers = await this.#send(entries.map(({ item }) => item));
      for (const [index, entry] of entries.entries()) entry.resolve(answers[index] as Answer);
    } catch (error) {
      for (const entry of entries) entry.reject(error);
    } finally {
      this.#underWay -= 1;
      if (this.#waiting.length > 0) this.#schedule();
    }
  }
}
