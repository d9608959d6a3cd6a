// A counting semaphore: slots, given in the order of asking. A waiter is a number and a function, however many rows it
// stands for, as thousands of rows wait without having begun.

interface Wait {
  next: number;
  readonly count: number;
  readonly begin: (index: number) => void;
}

export class Semaphore {
  #free: number;
  #waiting = 0;
  #onWaiting: (count: number) => void = () => undefined;
  readonly #waits: Wait[] = [];
  #giving = false;

  constructor(count: number) {
    this.#free = count;
  }

  /** Tells how many wait for a slot, whenever that changes. */
  readonly watch = (onWaiting: (count: number) => void): void => {
    this.#onWaiting = onWaiting;
  };

  /** Calls `begin` `count` times, with 0, 1, …, each time that a slot is free; what `begin` starts has to release the slot. */
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

  /** A loop, not a recursion: what gets a slot may release it at once. */
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
