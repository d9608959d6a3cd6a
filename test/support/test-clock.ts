// The clock of a test that goes from one day to the next: it begins at noon in China, so that no midnight comes by
// itself, and moves the clocks of the processes under test.

import { chinaDay, chinaDayStart } from '../../src/domain/china-time.js';

const PRELOAD = new URL('moved-clock.mjs', import.meta.url).href;
const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

export class TestClock {
  #aheadMs = (chinaDayStart(chinaDay(Date.now())) ?? 0) + 12 * HOUR_MS - Date.now();

  /** Unix milliseconds. */
  readonly now = (): number => Date.now() + this.#aheadMs;

  move(ms: number): void {
    this.#aheadMs += ms;
  }

  /**
   * The environment of a process that is to have this clock as it now is.
   *
   * @param nodeOptions that the process has besides
   */
  environment(nodeOptions = ''): { NODE_OPTIONS: string; CLOCK_AHEAD_MS: string } {
    const options = `${nodeOptions} --import ${PRELOAD}`.trimStart();
    return { NODE_OPTIONS: options, CLOCK_AHEAD_MS: String(this.#aheadMs) };
  }
}
