// Whether signing anew helps where a signature was called expired. Each call bears a signature of its own time: those made
// behind such an answer are on trial until one of them is accepted. Knows no clock.

/** Many more than are ever under way at a time. */
const REMEMBERED = 10_000;

export class Trial {
  /** Made since a signature was called expired; undefined while none was. */
  #made: Set<string> | undefined;

  signed(authorization: string): void {
    if (this.#made !== undefined && this.#made.size < REMEMBERED) this.#made.add(authorization);
  }

  accepted(authorization: string): void {
    if (this.#made?.has(authorization) === true) this.#made = undefined;
  }

  /** @returns `in vain`: it was made behind an expired one, and none such was accepted, so the clocks disagree */
  expired(authorization: string): 'renewed' | 'in vain' {
    const inVain = this.#made?.has(authorization) === true;
    if (inVain) this.#made = undefined;
    else this.#made ??= new Set();
    return inVain ? 'in vain' : 'renewed';
  }
}
