// Bounds a batch's unfinished slices, and with them the memory that Redis needs, the wait of a short list behind a long
// one, and the rows that may have been called when Redis loses data. So the window is little larger than what workers
// need.

import type { BatchSignals } from '../../journal/batch-signals.js';
import { Demand } from './demand.js';

export interface WindowLimits {
  /** The least number of slices: at the beginning, and where few are taken up. */
  readonly least: number;
  readonly most: number;
  /** The most rows of a slice. */
  readonly sliceRows: number;
}

/** Unfinished slices: enough to keep many workers busy, and a few megabytes of Redis. */
const MOST_SLICES = 1000;
/** Enough for the first workers, until calls show how many there are. */
const LEAST_SLICES = 20;
const LEAST_ROWS = 100;
/** How much the window narrows at each look. */
const NARROWER = 0.95;

export class Window {
  readonly #limits: WindowLimits;
  readonly #slices = new Set<number>();
  readonly #demand = new Demand();
  #limit: number;
  #waiting: (() => void)[] = [];

  constructor(limits: WindowLimits) {
    this.#limits = limits;
    this.#limit = Math.min(limits.least, limits.most);
  }

  /** @param sliceRows rows of a slice at most */
  static ofSlices(sliceRows: number): Window {
    const least = Math.max(LEAST_SLICES, Math.ceil(LEAST_ROWS / sliceRows));
    return new Window({ least, most: MOST_SLICES, sliceRows });
  }

  enter(slice: number): void {
    this.#slices.add(slice);
  }

  leave(slice: number): void {
    if (!this.#slices.delete(slice)) return;
    this.#resume();
  }

  /**
   * Adapts the window to the calls made. To be called several times a second. It widens at once, and narrows slowly.
   */
  adapt(signals: Pick<BatchSignals, 'used' | 'open'>, nowMs: number): void {
    const needed = Math.ceil(this.#demand.rows(signals, nowMs) / this.#limits.sliceRows);
    const { least, most } = this.#limits;
    const narrower = Math.max(least, Math.floor(this.#limit * NARROWER));
    this.#limit = Math.min(most, Math.max(narrower, needed));
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
