// A few hundred lines of a list, spread over all of it however long it turns out to be. Flat memory: when there are too
// many, every other one goes, and from then on half as many are taken. It knows lines of bytes.

export interface SampledLine {
  /** From 1. */
  readonly line: number;
  readonly bytes: Buffer;
  /** How many lines of the list it stands for. */
  readonly weight: number;
}

const MOST_LINES = 256;
const LONGEST_BYTES = 2048;
/** A byte below is a character of its own in every encoding that has lines of bytes. */
const FIRST_TRAIL_BYTE = 0x30;

export class LineSample {
  #kept: { readonly line: number; readonly bytes: Buffer }[] = [];
  #step = 1;
  /** All lines that were seen. */
  seen = 0;
  /** From 1; 0: none. */
  first = 0;

  add(line: number, bytes: Buffer): void {
    if (this.seen === 0) this.first = line;
    if (this.seen++ % this.#step !== 0) return;
    // A copy, because the source may use its chunk again.
    this.#kept.push({ line, bytes: Buffer.from(beginning(bytes)) });
    if (this.#kept.length < MOST_LINES) return;
    this.#kept = this.#kept.filter((_, index) => index % 2 === 0);
    this.#step *= 2;
  }

  lines(): SampledLine[] {
    const weight = this.seen / Math.max(1, this.#kept.length);
    return this.#kept.map((kept) => ({ ...kept, weight }));
  }
}

function beginning(bytes: Buffer): Buffer {
  if (bytes.length <= LONGEST_BYTES) return bytes;
  let end = LONGEST_BYTES;
  while (end > 0 && (bytes[end - 1] ?? 0) >= FIRST_TRAIL_BYTE) end--;
  return bytes.subarray(0, end === 0 ? LONGEST_BYTES : end);
}
