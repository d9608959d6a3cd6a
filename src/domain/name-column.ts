// Whether a column of names holds names, judged by all of its cells: a value beside very many different numbers is
// hardly a name. Pure. It keeps counts, and counts only the first thousand or so different values.

import { hasNumberForm } from './identity-number.js';
import type { Person } from './row.js';

export const NAME_COLUMN_FINDINGS = [
  /** One value stands beside so many different numbers that it may be a placeholder. */
  'repeated name',
  /** The column of names holds the numbers. */
  'swapped columns',
] as const;

export interface FoundInNames {
  readonly kind: (typeof NAME_COLUMN_FINDINGS)[number];
  readonly rows: number;
  readonly of: number;
  /** The first row that shows the finding. */
  readonly first: number;
}

/** A value that is common enough to matter occurs among the first ones, so no more are remembered. */
const REMEMBERED = 1024;
const LONGEST = 64;
/** No real name belongs to this many people of a list; the commonest belong to 3 in 1,000. */
const LEAST_REPEATED = 20;
const REPEATED_SHARE = 0.01;

interface Repeated {
  rows: number;
  readonly first: number;
  lastNumber: string;
}

export class NameColumn {
  readonly #values = new Map<string, Repeated>();
  #rows = 0;
  #numbers = 0;
  #firstNumber = 0;
  #hasNumbersElsewhere = false;

  /** @param person whose number and name are cleaned */
  add({ idNumber, name }: Person, row: number): void {
    this.#rows++;
    if (hasNumberForm(idNumber)) this.#hasNumbersElsewhere = true;
    if (hasNumberForm(name)) {
      this.#numbers++;
      if (this.#firstNumber === 0) this.#firstNumber = row;
    }
    const known = this.#values.get(name);
    if (known === undefined) {
      if (name === '' || name.length > LONGEST || this.#values.size >= REMEMBERED) return;
      this.#values.set(name, { rows: 1, first: row, lastNumber: idNumber });
    } else if (known.lastNumber !== idNumber) {
      known.rows++;
      known.lastNumber = idNumber;
    }
  }

  found(): FoundInNames[] {
    if (!this.#hasNumbersElsewhere && this.#numbers > this.#rows / 2)
      return [{ kind: 'swapped columns', rows: this.#numbers, of: this.#rows, first: this.#firstNumber }];
    return [...this.#values.values()]
      .filter(({ rows }) => rows >= LEAST_REPEATED && rows > this.#rows * REPEATED_SHARE)
      .map(({ rows, first }) => ({ kind: 'repeated name', rows, of: this.#rows, first }) as const);
  }
}
