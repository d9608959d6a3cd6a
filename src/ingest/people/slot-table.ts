// A hash table of persons: open addressing with steps of one slot, growing in place by a third. It knows numbers and
// names as words only; the duplicate finder knows what they stand for.

import { SLOT_WORDS, Slots } from './slots.js';

/** What an earlier row has in common with the row that is looked up. */
export interface EarlierRow {
  readonly kind: 'same person' | 'same number';
  /** The first row of that kind. */
  readonly row: number;
}

/** The words of a slot: two for the number, two for number and name together, and the row. */
const NUMBER = 0;
const NAME = 2;
export const ROW_WORD = 4;

const INITIAL_SLOTS = 48;
const GROWTH = 1.35;
/** The share of taken slots at which a table grows; with `GROWTH` at least 63 % stay taken: 31.8 bytes a row. */
const FULLEST = 0.85;
/** Further names of one number are spread over the table, so that one number on every row stays fast. */
const NAMES_TOGETHER = 8;
/** A bit in the row's word that marks a spread slot. */
const SPREAD = 0x8000_0000;
const HOME_BITS = 24;

export class SlotTable {
  /** A buffer for the slots that are being moved; all tables share it. */
  static #moving = new Uint32Array(0);
  readonly #slots = new Slots(INITIAL_SLOTS);
  #taken = 0;
  /** How many names of the number the last `#seek` has passed, up to `NAMES_TOGETHER`, and the row of the first. */
  #names = 0;
  #first = SPREAD;
  readonly #mixer: number;

  /** @param mixer 32 random bits, on which the slots of numbers depend */
  constructor(mixer: number) {
    this.#mixer = mixer;
  }

  get byteLength(): number {
    return this.#slots.byteLength;
  }

  /**
   * Records the slot, unless its person is recorded. Its row lies between 1 and 2^31, and is greater than all before
   * it, or was claimed before; then the answer is the same again.
   */
  claim(wanted: Uint32Array): EarlierRow | undefined {
    const at = this.#seek(wanted);
    const row = this.#rowAt(at);
    if (row === undefined) return this.#takeIn(at, wanted);
    if (row !== wanted[ROW_WORD]) return { kind: 'same person', row };
    return this.#namesakeOf(at, wanted);
  }

  #takeIn(at: number, wanted: Uint32Array): EarlierRow | undefined {
    const mark = this.#names === NAMES_TOGETHER ? SPREAD : 0;
    if (this.#taken >= Math.floor(this.#slots.length * FULLEST)) {
      this.#grow();
      at = this.#seek(wanted);
    }
    this.#put(at, wanted, mark);
    return this.#names === 0 ? undefined : { kind: 'same number', row: this.#first };
  }

  /** The answer for a person that is recorded already: the same as when it was recorded. */
  #namesakeOf(at: number, wanted: Uint32Array): EarlierRow | undefined {
    const own = wanted[ROW_WORD] ?? 0;
    let first = this.#first;
    if (this.#slots.word(at, ROW_WORD) < SPREAD) {
      for (let row = this.#slots.word(at, ROW_WORD); row !== 0; row = this.#slots.word(at, ROW_WORD)) {
        if (row < SPREAD && this.#isAlike(at, wanted, NUMBER)) first = Math.min(first, row);
        at = this.#after(at);
      }
    }
    return first < own ? { kind: 'same number', row: first } : undefined;
  }

  /** The row with which the slot's person was recorded. */
  find(wanted: Uint32Array): number | undefined {
    return this.#rowAt(this.#seek(wanted));
  }

  /** Undefined where the slot is free. */
  #rowAt(at: number): number | undefined {
    const row = this.#slots.word(at, ROW_WORD);
    if (row === 0) return undefined;
    return row < SPREAD ? row : row - SPREAD;
  }

  /** The slot of the person, or the free slot for it. Counts the number's names that it passes. */
  #seek(wanted: Uint32Array): number {
    this.#names = 0;
    this.#first = SPREAD;
    let at = this.#homeOf(wanted);
    for (let row = this.#slots.word(at, ROW_WORD); row !== 0; row = this.#slots.word(at, ROW_WORD)) {
      if (row < SPREAD && this.#isAlike(at, wanted, NUMBER)) {
        if (this.#isAlike(at, wanted, NAME)) return at;
        this.#first = Math.min(this.#first, row);
        if (++this.#names === NAMES_TOGETHER) return this.#seekSpread(wanted);
      }
      at = this.#after(at);
    }
    return at;
  }

  #seekSpread(wanted: Uint32Array): number {
    let at = this.#spreadHomeOf(wanted);
    for (let row = this.#slots.word(at, ROW_WORD); row !== 0; row = this.#slots.word(at, ROW_WORD)) {
      if (row >= SPREAD && this.#isAlike(at, wanted, NUMBER) && this.#isAlike(at, wanted, NAME)) return at;
      at = this.#after(at);
    }
    return at;
  }

  #put(at: number, slot: Uint32Array, mark: number): void {
    this.#write(at, slot, 0);
    this.#slots.setWord(at, ROW_WORD, (slot[ROW_WORD] ?? 0) + mark);
    this.#taken++;
  }

  #write(at: number, words: Uint32Array, from: number): void {
    for (let word = 0; word < SLOT_WORDS; word++) this.#slots.setWord(at, word, words[from + word] ?? 0);
  }

  /**
   * Makes the table longer and moves every person to the new place. Runs of taken slots are moved from their last slot
   * on. Nobody's new place lies before the old one, so a moved person never meets one that was not moved yet. A run
   * can't pass the end of the table either, as from any place on there are at least as many new slots as there were old
   * ones. The run at the very beginning may have wrapped around the end, so it is moved last.
   */
  #grow(): void {
    let at = this.#slots.length - 1;
    this.#slots.extend(Math.floor(this.#slots.length * GROWTH) + 1);
    while (at >= 0) {
      const end = at;
      while (at >= 0 && this.#slots.word(at, ROW_WORD) !== 0) at--;
      if (at < end) this.#moveAll(at + 1, end - at);
      at--;
    }
  }

  #moveAll(first: number, count: number): void {
    if (SlotTable.#moving.length < count * SLOT_WORDS) {
      SlotTable.#moving = new Uint32Array(2 * count * SLOT_WORDS);
    }
    const moving = SlotTable.#moving;
    for (let slot = 0; slot < count; slot++) {
      for (let word = 0; word < SLOT_WORDS; word++) {
        moving[slot * SLOT_WORDS + word] = this.#slots.word(first + slot, word);
      }
      this.#slots.setWord(first + slot, ROW_WORD, 0);
    }
    for (let from = 0; from < count * SLOT_WORDS; from += SLOT_WORDS) {
      const isSpread = (moving[from + ROW_WORD] ?? 0) >= SPREAD;
      let to = isSpread ? this.#spreadHomeOf(moving, from) : this.#homeOf(moving, from);
      while (this.#slots.word(to, ROW_WORD) !== 0) to = this.#after(to);
      this.#write(to, moving, from);
    }
  }

  /** A person's first slot depends on the number alone, so that all names of a number are found together. */
  #homeOf(words: Uint32Array, from = 0): number {
    return this.#slotAt(mixed(words[from + NUMBER] ?? 0, words[from + NUMBER + 1] ?? 0, this.#mixer));
  }

  #spreadHomeOf(words: Uint32Array, from = 0): number {
    return this.#slotAt(mixed(words[from + NAME] ?? 0, words[from + NAME + 1] ?? 0, this.#mixer));
  }

  #slotAt(bits: number): number {
    return Math.floor(((bits >>> (32 - HOME_BITS)) * this.#slots.length) / 2 ** HOME_BITS);
  }

  #after(at: number): number {
    return at + 1 === this.#slots.length ? 0 : at + 1;
  }

  #isAlike(at: number, wanted: Uint32Array, offset: number): boolean {
    return (
      this.#slots.word(at, offset) === wanted[offset] &&
      this.#slots.word(at, offset + 1) === wanted[offset + 1]
    );
  }
}

/** MurmurHash3's finalisation over two words and a key, which spreads numbers that differ in one digit. */
export function mixed(one: number, other: number, mixer: number): number {
  let bits = Math.imul(one ^ mixer, 0x85eb_ca6b);
  bits ^= bits >>> 13;
  bits = Math.imul(bits ^ other, 0xc2b2_ae35);
  bits ^= bits >>> 16;
  bits = Math.imul(bits, 0x85eb_ca6b);
  return (bits ^ (bits >>> 13)) >>> 0;
}
