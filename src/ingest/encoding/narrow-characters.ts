// Characters of two bytes that a list in UTF-8 has shown to be its own, as Cyrillic and Arabic ones are: lines of them
// alone need no closer look, or a million of them would take minutes. It knows bytes of UTF-8 and no encoding else.

/** So many lines are looked at whatever characters they have. */
const ENOUGH_LINES = 1000;

export class NarrowCharacters {
  /** By code point. */
  readonly #known = new Uint8Array(0x800);
  #lines = 0;

  /** Whether nothing in a line is new. @param line that is UTF-8 */
  areKnown(line: Buffer): boolean {
    if (this.#lines < ENOUGH_LINES) return false;
    for (let at = 0; at < line.length; at++) {
      const point = narrowAt(line, at);
      if (point !== undefined && this.#known[point] === 0) return false;
    }
    return true;
  }

  /** @param line that is the list's own */
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
