// A set of numbers from 1, a bit each, in pages that are made where they are needed.

const PAGE_BITS = 2 ** 18;

export class PlaceSet {
  readonly #pages: (Uint32Array | undefined)[] = [];

  /** @returns whether it was not in the set */
  add(place: number): boolean {
    const number = Math.floor(place / PAGE_BITS);
    const page = (this.#pages[number] ??= new Uint32Array(PAGE_BITS / 32));
    const { word, bit } = bitOf(place);
    const before = page[word] ?? 0;
    page[word] = before | bit;
    return (before & bit) === 0;
  }

  has(place: number): boolean {
    const { word, bit } = bitOf(place);
    return ((this.#pages[Math.floor(place / PAGE_BITS)]?.[word] ?? 0) & bit) !== 0;
  }
}

function bitOf(place: number): { word: number; bit: number } {
  const within = place % PAGE_BITS;
  return { word: within >>> 5, bit: 1 << (within & 31) };
}
