// Remembers which characters of two bytes, such as Cyrillic or Arabic ones, belong to a list in UTF-8, so that lines of
// known characters need no closer look: a million of them would take minutes. It knows UTF-8 bytes alone.

/** The first lines are looked at closely whatever characters they have. */
const ENOUGH_LINES = 1000;

export class NarrowCharacters {
  /** Whether a character is known, by its code point. */
  readonly #known = new Uint8Array(0x800);
  #lines = 0;

  /**
   * Whether all characters of the line are known.
   *
   * @param line valid UTF-8
   */
  areKnown(line: Buffer): boolean {
    if (this.#lines < ENOUGH_LINES) return false;
    for (let at = 0; at < line.length; at++) {
      const point = narrowAt(line, at);
      if (point !== undefined && this.#known[point] === 0) return false;
    }
    return true;
  }

  /** @param line that was found to be in the list's encoding */
  learn(line: Buffer): void {
    this.#lines++;
    for (let at = 0; at < line.length; at++) {
      const point = narrowAt(line, at);
      if (point !== undefined) this.#known[point] = 1;
    }
  }
}

function narrowAt(line: Buffer, at: number): number | undefined {
  const lead = line[at] ?? 0;
  return lead >= 0xc2 && lead < 0xe0 ? ((lead & 0x1f) << 6) | ((line[at + 1] ?? 0) & 0x3f) : undefined;
}
