// A hash table of persons in typed arrays: open addressing, growing by a third. A slot is five 32-bit words. It knows
// numbers and names as words only; what they stand for is the duplicate finder's.

/** What an earlier row has in common with the one at hand. */
export interface EarlierRow {
  readonly kind: 'same person' | 'same number';
  /** The first of them. */
  readonly row: number;
}

/** Two words for the number, two for number and name together, and the row. */
export const SLOT_WORDS = 5;
const NUMBER = 0;
const NAME = 2;
export const ROW_WORD = 4;

const INITIAL_SLOTS = 48;
const GROWTH = 1.35;
/** With `GROWTH`, at least 63 % of a grown table's slots are taken: 31.8 bytes a row. */
const FULLEST = 0.85;
/** Names of one number from this one on are spread over the table, so that one number on every row stays fast. */
const NAMES_TOGETHER = 8;
/** Marks a spread slot, in its row. */
const SPREAD = 0x8000_0000;
const HOME_BITS = 24;

export class SlotTable {
  #words = new Uint32Array(INITIAL_SLOTS * SLOT_WORDS);
  #taken = 0;
  /** What the last look has passed: names of the number, up to `NAMES_TOGETHER`, and the first one's row. */
  #names = 0;
  #first = SPREAD;
  readonly #mixer: number;

  /** @param mixer 32 random bits, that decide where numbers go */
  constructor(mixer: number) {
    this.#mixer = mixer;
  }

  get byteLength(): number {
    return this.#words.byteLength;
  }

  /**
   * Takes the slot in, unless its person is there. Its row lies between 1 and 2^31, and above all before it, or was
   * claimed before: then the answer is the same again.
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
    if (this.#taken >= Math.floor((this.#words.length / SLOT_WORDS) * FULLEST)) {
      this.#grow();
      at = this.#seek(wanted);
    }
    this.#put(at, wanted, mark);
    return this.#names === 0 ? undefined : { kind: 'same number', row: this.#first };
  }

  /** Of a person that is there already, as it was when that was taken in. */
  #namesakeOf(at: number, wanted: Uint32Array): EarlierRow | undefined {
    const words = this.#words;
    const own = wanted[ROW_WORD] ?? 0;
    let first = this.#first;
    if ((words[at + ROW_WORD] ?? 0) < SPREAD) {
      for (let row = words[at + ROW_WORD] ?? 0; row !== 0; row = words[at + ROW_WORD] ?? 0) {
        if (row < SPREAD && alike(words, at, wanted, NUMBER)) first = Math.min(first, row);
        at = this.#after(at);
      }
    }
    return first < own ? { kind: 'same number', row: first } : undefined;
  }

  /** The row that the slot's person was taken in with. */
  find(wanted: Uint32Array): number | undefined {
    return this.#rowAt(this.#seek(wanted));
  }

  /** Undefined where the slot is free. */
  #rowAt(at: number): number | undefined {
    const row = this.#words[at + ROW_WORD] ?? 0;
    if (row === 0) return undefined;
    return row < SPREAD ? row : row - SPREAD;
  }

  /** Where the person is, or the free slot for it; counts the number's names on the way and notes the first one's row. */
  #seek(wanted: Uint32Array): number {
    const words = this.#words;
    this.#names = 0;
    this.#first = SPREAD;
    let at = this.#homeOf(wanted, 0);
    for (let row = words[at + ROW_WORD] ?? 0; row !== 0; row = words[at + ROW_WORD] ?? 0) {
      if (row < SPREAD && alike(words, at, wanted, NUMBER)) {
        if (alike(words, at, wanted, NAME)) return at;
        this.#first = Math.min(this.#first, row);
        if (++this.#names === NAMES_TOGETHER) return this.#seekSpread(wanted);
      }
      at = this.#after(at);
    }
    return at;
  }

  #seekSpread(wanted: Uint32Array): number {
    const words = this.#words;
    let at = this.#spreadHomeOf(wanted, 0);
    for (let row = words[at + ROW_WORD] ?? 0; row !== 0; row = words[at + ROW_WORD] ?? 0) {
      if (row >= SPREAD && alike(words, at, wanted, NUMBER) && alike(words, at, wanted, NAME)) return at;
      at = this.#after(at);
    }
    return at;
  }

  #put(at: number, slot: Uint32Array, mark: number): void {
    this.#words.set(slot, at);
    this.#words[at + ROW_WORD] = (slot[ROW_WORD] ?? 0) + mark;
    this.#taken++;
  }

  #grow(): void {
    const before = this.#words;
    const words = new Uint32Array((Math.floor((before.length / SLOT_WORDS) * GROWTH) + 1) * SLOT_WORDS);
    this.#words = words;
    for (let from = 0; from < before.length; from += SLOT_WORDS) {
      const row = before[from + ROW_WORD] ?? 0;
      if (row === 0) continue;
      let at = row < SPREAD ? this.#homeOf(before, from) : this.#spreadHomeOf(before, from);
      while (words[at + ROW_WORD] !== 0) at = this.#after(at);
      for (let word = 0; word < SLOT_WORDS; word++) words[at + word] = before[from + word] ?? 0;
    }
  }

  /** By the number alone, so that all names of a number are found together. */
  #homeOf(words: Uint32Array, from: number): number {
    return this.#slotAt(mixed(words[from + NUMBER] ?? 0, words[from + NUMBER + 1] ?? 0, this.#mixer));
  }

  #spreadHomeOf(words: Uint32Array, from: number): number {
    return this.#slotAt(mixed(words[from + NAME] ?? 0, words[from + NAME + 1] ?? 0, this.#mixer));
  }

  #slotAt(bits: number): number {
    const slots = this.#words.length / SLOT_WORDS;
    return Math.floor(((bits >>> (32 - HOME_BITS)) * slots) / 2 ** HOME_BITS) * SLOT_WORDS;
  }

  #after(at: number): number {
    const next = at + SLOT_WORDS;
    return next === this.#words.length ? 0 : next;
  }
}

function alike(words: Uint32Array, at: number, wanted: Uint32Array, offset: number): boolean {
  return words[at + offset] === wanted[offset] && words[at + offset + 1] === wanted[offset + 1];
}

/** MurmurHash3's finalisation over two words and a key: spreads numbers that differ in one digit. */
export function mixed(one: number, other: number, mixer: number): number {
  let bits = Math.imul(one ^ mixer, 0x85eb_ca6b);
  bits ^= bits >>> 13;
  bits = Math.imul(bits ^ other, 0xc2b2_ae35);
  bits ^= bits >>> 16;
  bits = Math.imul(bits, 0x85eb_ca6b);
  return (bits ^ (bits >>> 13)) >>> 0;
}
