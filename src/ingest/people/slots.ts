// Slots of five 32-bit words in one row, kept in pieces so that it grows in place: copying a long array into a longer
// one would leave a hole of its size in the process's memory.

export const SLOT_WORDS = 5;

const PIECE_BITS = 11;
const PIECE_SLOTS = 2 ** PIECE_BITS;
const IN_PIECE = PIECE_SLOTS - 1;

export class Slots {
  /** Only the last piece may have space left. */
  readonly #pieces: Uint32Array[] = [];
  #length = 0;

  /** @param length in slots; all words are 0 */
  constructor(length: number) {
    this.extend(length);
  }

  get length(): number {
    return this.#length;
  }

  get byteLength(): number {
    return this.#length * SLOT_WORDS * Uint32Array.BYTES_PER_ELEMENT;
  }

  /** @param length in slots, more than before; the words of new ones are 0 */
  extend(length: number): void {
    const last = this.#pieces.at(-1);
    if (last !== undefined && last.length < PIECE_SLOTS * SLOT_WORDS) {
      this.#pieces.pop();
      this.#pieces.push(new Uint32Array(this.#wordsOfPiece(this.#pieces.length, length)));
      this.#pieces.at(-1)?.set(last);
    }
    while (this.#pieces.length * PIECE_SLOTS < length) {
      this.#pieces.push(new Uint32Array(this.#wordsOfPiece(this.#pieces.length, length)));
    }
    this.#length = length;
  }

  #wordsOfPiece(piece: number, length: number): number {
    return Math.min(PIECE_SLOTS, length - piece * PIECE_SLOTS) * SLOT_WORDS;
  }

  word(slot: number, word: number): number {
    return this.#pieces[slot >>> PIECE_BITS]?.[(slot & IN_PIECE) * SLOT_WORDS + word] ?? 0;
  }

  setWord(slot: number, word: number, value: number): void {
    const piece = this.#pieces[slot >>> PIECE_BITS];
    if (piece !== undefined) piece[(slot & IN_PIECE) * SLOT_WORDS + word] = value;
  }
}
