// How many slices a process takes off the queue: rows for about a second of its calls, however slow the calls are, so
// that rows of other batches do not wait behind those that a process has taken and does not call yet. Knows counts of
// slices and rows only.

/** What of a BullMQ worker is used. */
export interface Fetcher {
  /** Slices at a time; a worker that has as many takes no more. */
  concurrency: number;
  pause(doNotWaitActive: boolean): Promise<void>;
  resume(): Promise<void>;
}

/** A slice that this process has taken. */
export interface Reservation {
  /** Its rows are ready. */
  readonly arrived: () => void;
  /** The slice was given up or finished. */
  readonly left: () => void;
}

const LOOK_MS = 250;
/** The process takes more when less than this many seconds of calls are ready, up to twice as many. */
const SECONDS_AHEAD = 0.5;
/** How large the next slices are is guessed from this many that came before. */
const REMEMBERED = 8;
const SMALL_ROWS = 10;
/** Large slices may follow small ones; that many are taken before the next one's size is known. */
const SMALL_AT_ONCE = 8;

export class Prefetch {
  readonly #worker: Fetcher;
  readonly #most: number;
  readonly #least: number;
  readonly #nowMs: () => number;
  #enough: number;
  #slices = 0;
  #sizes: number[] = [];
  /** Rows of slices that were taken and are not ready yet. */
  #coming = 0;
  #ready = 0;
  #started = 0;
  #since: number;

  /**
   * @param worker its concurrency is the most slices at a time
   * @param least rows that are always wanted ready: what the process calls at a time
   */
  constructor(worker: Fetcher, least: number, nowMs: () => number = () => performance.now()) {
    this.#worker = worker;
    this.#most = worker.concurrency;
    this.#least = least;
    this.#enough = least;
    this.#nowMs = nowMs;
    this.#since = nowMs();
    this.#decide();
  }

  /** A slice was taken off the queue. @returns to be told what becomes of it */
  taken(rows: number): Reservation {
    this.#slices += 1;
    this.#coming += rows;
    this.#sizes = [...this.#sizes.slice(1 - REMEMBERED), rows];
    this.#decide();
    let coming = rows;
    const arrived = (): void => {
      this.#coming -= coming;
      coming = 0;
      this.#decide();
    };
    const left = (): void => {
      this.#slices -= 1;
      arrived();
    };
    return { arrived, left };
  }

  /** @param rows that could be called at once but for the bounds of this process */
  ready(rows: number): void {
    if (rows < this.#ready) this.#started += this.#ready - rows;
    this.#ready = rows;
    this.#measure();
    this.#decide();
  }

  #measure(): void {
    const now = this.#nowMs();
    const elapsed = now - this.#since;
    if (elapsed < LOOK_MS) return;
    this.#enough = Math.max(this.#least, (this.#started * 1000 * SECONDS_AHEAD) / elapsed);
    this.#started = 0;
    this.#since = now;
  }

  #decide(): void {
    const rows = this.#ready + this.#coming;
    const before = this.#worker.concurrency;
    const now = Math.max(
      1,
      Math.min(this.#most, this.#slices + (rows < this.#enough ? this.#more(rows) : 0)),
    );
    if (now === before) return;
    this.#worker.concurrency = now;
    // A worker that has as many slices as it may have only looks at the queue again when one of them ends.
    if (now > before && this.#slices >= before) void this.#wake();
  }

  #more(rows: number): number {
    const size = Math.max(1, ...this.#sizes);
    const slices = Math.ceil((2 * this.#enough - rows) / size);
    return size > SMALL_ROWS ? slices : Math.min(slices, SMALL_AT_ONCE);
  }

  /** A pause of no length makes the worker look again, without waiting for anything. */
  async #wake(): Promise<void> {
    await this.#worker.pause(true);
    await this.#worker.resume();
  }
}
