// Names that stand in very many rows, found in flat memory: two tables of counters by hash, of which the lower one bounds a
// name's count from above; only names beyond the limit are counted one by one. Knows texts.

const PLACES = 1 << 20;
const FULL = 0xffff;

export interface FrequentNames {
  readonly names: number;
  /** Rows beyond the limit, of all these names together. */
  readonly beyond: number;
  /** Of the name with the most. */
  readonly most: number;
}

export class NameCounts {
  readonly #limit: number;
  readonly #tables = [new Uint16Array(PLACES), new Uint16Array(PLACES)] as const;
  /** Rows of each name beyond the limit. */
  readonly #beyond = new Map<string, number>();

  /** @param limit rows of one name that are not too many */
  constructor(limit: number) {
    this.#limit = limit;
  }

  add(name: string): void {
    const [first, second] = this.#tables;
    const [a, b] = placesOf(name);
    const count = Math.min(raised(first, a), raised(second, b));
    if (count > this.#limit) this.#beyond.set(name, (this.#beyond.get(name) ?? 0) + 1);
  }

  /** Undefined where no name has too many. */
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

/** Two hashes that have nothing to do with each other (FNV-1a and djb2). */
function placesOf(name: string): [number, number] {
  let [a, b] = [0x811c9dc5, 5381];
  for (let index = 0; index < name.length; index += 1) {
    const unit = name.charCodeAt(index);
    a = Math.imul(a ^ unit, 0x01000193);
    b = (Math.imul(b, 33) + unit) | 0;
  }
  return [(a ^ (a >>> 15)) & (PLACES - 1), (b ^ (b >>> 13)) & (PLACES - 1)];
}
