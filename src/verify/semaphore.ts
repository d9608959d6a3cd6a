// Bounded places, given in the order of asking. What waits for one is a number and a function, however many rows that
// stands for: thousands of rows in hand wait, and none of them has begun.

interface Wait {
  next: number;
  readonly count: number;
  readonly begin: (index: number) => void;
}

export class Semaphore {
  #free: number;
  #waiting = 0;
  readonly #onWaiting: (count: number) => void;
  readonly #waits: Wait[] = [];
  #giving = false;

  /** @param onWaiting told how many wait for a place, whenever that changes */
  constructor(count: number, onWaiting: (count: number) => void = () => undefined) {
    this.#free = count;
    this.#onWaiting = onWaiting;
  }

  /** Calls `begin` with 0, 1, … up to `count`, each time that there is a place, which then is `begin`'s to give back. */
  give(count: number, begin: (index: number) => void): void {
    if (count === 0) return;
    this.#waits.push({ next: 0, count, begin });
    this.#waiting += count;
    this.#onWaiting(this.#waiting);
    this.#giveFree();
  }

  acquire(): Promise<void> {
    return new Promise((resolve) => {
      this.give(1, () => {
        resolve();
      });
    });
  }

  release(): void {
    this.#free += 1;
    this.#giveFree();
  }

  /** In a loop, not in itself: who gets a place may give it back at once. */
  #giveFree(): void {
    if (this.#giving) return;
    this.#giving = true;
    try {
      for (let wait = this.#waits[0]; wait !== undefined && this.#free > 0; wait = this.#waits[0]) {
        const index = wait.next++;
        if (wait.next === wait.count) this.#waits.shift();
        this.#free -= 1;
        this.#waiting -= 1;
        wait.begin(index);
      }
    } finally {
      this.#giving = false;
    }
    this.#onWaiting(this.#waiting);
  }
}
