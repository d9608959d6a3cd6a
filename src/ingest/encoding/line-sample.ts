// Samples a few hundred lines, spread over the whole list however long it is. Memory stays flat: when the sample is
// full, every other line is dropped, and from then on half as many are taken. It knows lines of bytes.

export interface SampledLine {
  /** The line's number, from 1. */
  readonly line: number;
  readonly bytes: Buffer;
  /** How many lines of the list this line stands for. */
  readonly weight: number;
}

const MOST_LINES = 256;
const LONGEST_BYTES = 2048;
/** A lower byte is a whole character in every encoding that is read line by line. */
const FIRST_TRAIL_BYTE = 0x30;

export class LineSample {
  #kept: { readonly line: number; readonly bytes: Buffer }[] = [];
  #step = 1;
  /** How many lines were seen. */
  seen = 0;
  /** The number of the first line that was seen, from 1; 0: none. */
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
