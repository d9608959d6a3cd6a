// Finds names that very many rows have, in flat memory. The lower of two hashed counters is at least a name's count, so
// only names whose counters pass the limit are counted exactly. It knows texts.

const PLACES = 1 << 20;
const FULL = 0xffff;

export interface FrequentNames {
  readonly names: number;
  /** How many rows are beyond the limit, for all these names together. */
  readonly beyond: number;
  /** How many rows the commonest name has. */
  readonly most: number;
}

export class NameCounts {
  readonly #limit: number;
  readonly #tables = [new Uint16Array(PLACES), new Uint16Array(PLACES)] as const;
  /** How many rows each of these names has beyond the limit. */
  readonly #beyond = new Map<string, number>();

  /** @param limit how many rows of one name are not too many */
  constructor(limit: number) {
    this.#limit = limit;
  }

  add(name: string): void {
    const [first, second] = this.#tables;
    const [a, b] = placesOf(name);
    const count = Math.min(raised(first, a), raised(second, b));
    if (count > this.#limit) this.#beyond.set(name, (this.#beyond.get(name) ?? 0) + 1);
  }

  /** Undefined where no name has too many rows. */
  found(): FrequentNames | undefined {
    if (this.#beyond.size === 0) return undefined;
    const counts = [...this.#beyond.values()];
    return {
      names: counts.length,
      beyond: counts.reduce((sum, count) => sum + count),
      most: this.#limit + Math.max(...counts),
    };
  }
}

function raised(table: Uint16Array, place: number): number {
  const count = Math.min(FULL, (table[place] ?? 0) + 1);
  table[place] = count;
  return count;
}

/** Two independent hashes (FNV-1a and djb2). */
function placesOf(name: string): [number, number] {
  let [a, b] = [0x811c9dc5, 5381];
  for (let index = 0; index < name.length; index += 1) {
    const unit = name.charCodeAt(index);
    a = Math.imul(a ^ unit, 0x01000193);
    b = (Math.imul(b, 33) + unit) | 0;
  }
  return [(a ^ (a >>> 15)) & (PLACES - 1), (b ^ (b >>> 13)) & (PLACES - 1)];
}
