// Counts durations below fixed bounds, for a Prometheus histogram. It uses plain numbers, so that counting costs next
// to nothing.

export class Distribution {
  /** Upper bounds in seconds, in rising order; durations above the last bound count in `count` alone. */
  readonly boundsSeconds: readonly number[];
  readonly #counts: Float64Array;
  sumSeconds = 0;
  count = 0;

  constructor(boundsSeconds: readonly number[]) {
    this.boundsSeconds = boundsSeconds;
    this.#counts = new Float64Array(boundsSeconds.length);
  }

  add(seconds: number): void {
    this.count += 1;
    this.sumSeconds += seconds;
    for (let index = 0; index < this.boundsSeconds.length; index += 1) {
      if (seconds <= (this.boundsSeconds[index] ?? Infinity)) {
        this.#counts[index] = (this.#counts[index] ?? 0) + 1;
        return;
      }
    }
  }

  /** For each bound, how many durations were at most as long. */
  cumulated(): number[] {
    let sum = 0;
    return [...this.#counts].map((count) => (sum += count));
  }
}
