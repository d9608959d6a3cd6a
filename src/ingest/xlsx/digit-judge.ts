// Whether whole numbers of a sheet that could be identity numbers have all their digits: some programs write them as
// they are, others after a floating-point number has cost the last ones. One cell can't tell; its column can.

/** As an identity number is built: region, birth date, sequence. */
const LIKE_IDENTITY = /^[1-9]\d{5}(?:18|19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{4}$/;

export function isLikeIdentity(digits: string): boolean {
  return LIKE_IDENTITY.test(digits);
}

interface Seen {
  numbers: number;
  exact: number;
}

/** Sees a sheet once, then says how each column is. */
export class DigitJudge {
  readonly #columns = new Map<number, Seen>();

  /** @param digits that are like an identity number */
  see(column: number, digits: string): void {
    const seen = this.#columns.get(column) ?? { numbers: 0, exact: 0 };
    seen.numbers++;
    if (isSurelyExact(digits)) seen.exact++;
    this.#columns.set(column, seen);
  }

  /** Columns whose digits are the remains of floating-point numbers. Of exact ones six in seven are surely exact. */
  roundedColumns(): Set<number> {
    const rounded = [...this.#columns].filter(([, { numbers, exact }]) => exact * 2 < numbers);
    return new Set(rounded.map(([column]) => column));
  }
}

/** No floating-point number is written so: neither with all its digits, nor with as many as count and zeros behind. */
function isSurelyExact(digits: string): boolean {
  return !digits.endsWith('0') && BigInt(Number(digits)) !== BigInt(digits);
}
