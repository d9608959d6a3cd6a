// Whether a sheet's whole numbers that look like identity numbers have all their digits: some programs write them
// exactly, others after a floating-point number has lost the last ones. A single cell can't show which; its column can.

/** Built like an identity number: region, birth date, sequence. */
const LIKE_IDENTITY = /^[1-9]\d{5}(?:18|19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{4}$/;

export function isLikeIdentity(digits: string): boolean {
  return LIKE_IDENTITY.test(digits);
}

interface Seen {
  numbers: number;
  exact: number;
}

/** Collects a sheet's numbers in one pass, then says which columns are rounded. */
export class DigitJudge {
  readonly #columns = new Map<number, Seen>();

  /** @param digits that look like an identity number */
  see(column: number, digits: string): void {
    const seen = this.#columns.get(column) ?? { numbers: 0, exact: 0 };
    seen.numbers++;
    if (isSurelyExact(digits)) seen.exact++;
    this.#columns.set(column, seen);
  }

  /**
   * Columns whose digits were rounded as floating-point numbers. In an exact column about six in seven numbers are
   * surely exact.
   */
  roundedColumns(): Set<number> {
    const rounded = [...this.#columns].filter(([, { numbers, exact }]) => exact * 2 < numbers);
    return new Set(rounded.map(([column]) => column));
  }
}

/**
 * Whether a floating-point number can't have been written with these digits, neither in full nor rounded with zeros
 * behind.
 */
function isSurelyExact(digits: string): boolean {
  return !digits.endsWith('0') && BigInt(Number(digits)) !== BigInt(digits);
}
