// How long things took, as counts below fixed bounds: what a Prometheus histogram shows. Plain numbers, so that
// counting costs next to nothing where it happens.

export class Distribution {
  /** Upper bounds in seconds, rising; what is longer than the last one is in `count` alone. */
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

  /** For each bound, how many took that long or less. */
  cumulated(): number[] {
    let sum = 0;
    return [...this.#counts].map((count) => (sum += count));
  }
}
