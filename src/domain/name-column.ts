// Whether a column of names holds names, judged by all of its cells: a value beside very many different numbers is
// hardly a name. Pure. It keeps counts, and counts only the first thousand or so different values.

import { hasNumberForm } from './identity-number.js';
import type { Person, Row } from './row.js';

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
  /** The first row that shows the finding, and its line. */
  readonly first: number;
  readonly firstLine: number;
}

type Place = Pick<Row, 'row' | 'line'>;

/** A value that is common enough to matter occurs among the first ones, so no more are remembered. */
const REMEMBERED = 1024;
const LONGEST = 64;
/** No real name belongs to this many people of a list; the commonest belong to 3 in 1,000. */
const LEAST_REPEATED = 20;
const REPEATED_SHARE = 0.01;

interface Repeated {
  rows: number;
  readonly first: Place;
  lastNumber: string;
}

export class NameColumn {
  readonly #values = new Map<string, Repeated>();
  #rows = 0;
  #numbers = 0;
  #firstNumber: Place | undefined;
  #hasNumbersElsewhere = false;

  /** @param person whose number and name are cleaned */
  add({ idNumber, name }: Person, place: Place): void {
    this.#rows++;
    if (hasNumberForm(idNumber)) this.#hasNumbersElsewhere = true;
    if (hasNumberForm(name)) {
      this.#numbers++;
      this.#firstNumber ??= place;
    }
    const known = this.#values.get(name);
    if (known === undefined) {
      if (name === '' || name.length > LONGEST || this.#values.size >= REMEMBERED) return;
      this.#values.set(name, { rows: 1, first: place, lastNumber: idNumber });
    } else if (known.lastNumber !== idNumber) {
      known.rows++;
      known.lastNumber = idNumber;
    }
  }

  found(): FoundInNames[] {
    const of = this.#rows;
    const swapped = this.#firstNumber;
    if (swapped !== undefined && !this.#hasNumbersElsewhere && this.#numbers > of / 2)
      return [{ kind: 'swapped columns', rows: this.#numbers, of, ...firstAt(swapped) }];
    return [...this.#values.values()]
      .filter(({ rows }) => rows >= LEAST_REPEATED && rows > of * REPEATED_SHARE)
      .map(({ rows, first }) => ({ kind: 'repeated name', rows, of, ...firstAt(first) }) as const);
  }
}

function firstAt({ row, line }: Place): Pick<FoundInNames, 'first' | 'firstLine'> {
  return { first: row, firstLine: line };
}
