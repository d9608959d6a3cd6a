// Which slices are on disk: a watermark and the few above it, since slices finish nearly in order.

export class CollectedSlices {
  #below: number;
  readonly #also: Set<number>;

  constructor(below = 0, also: readonly number[] = []) {
    this.#below = below;
    this.#also = new Set(also);
  }

  has(slice: number): boolean {
    return slice < this.#below || this.#also.has(slice);
  }

  add(slice: number): void {
    if (this.has(slice)) return;
    this.#also.add(slice);
    while (this.#also.delete(this.#below)) this.#below += 1;
  }

  get below(): number {
    return this.#below;
  }

  get also(): number[] {
    return [...this.#also].sort((a, b) => a - b);
  }

  /** The numbers of all slices on disk. */
  *[Symbol.iterator](): Generator<number> {
    for (let slice = 0; slice < this.#below; slice += 1) yield slice;
    yield* this.#also;
  }
}
