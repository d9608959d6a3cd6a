// One reading of a bill's pages: its details, each once, and whether the bill stood still meanwhile. It asks nobody.

import type { BillNote } from '../../domain/bill.js';
import { inBoth } from '../../words/catalogue.js';
import type { RawAnswer } from '../port.js';
import type { Detail, Page } from './bill-lines.js';

export class Reading {
  readonly answers: RawAnswer[] = [];
  readonly #byId = new Map<string, Detail>();
  readonly #nameless: Detail[] = [];
  readonly #totals = new Set<number | undefined>();
  #received = 0;
  #first: number | undefined;

  add(page: Page, answer: RawAnswer): void {
    this.answers.push(answer);
    this.#totals.add(page.total);
    this.#first ??= page.details.length;
    this.#received += page.details.length;
    for (const detail of page.details) {
      // A line that comes again on the next page is the same line.
      if (typeof detail.Id === 'string' && detail.Id !== '') this.#byId.set(detail.Id, detail);
      else this.#nameless.push(detail);
    }
  }

  /** The place of the next page: pages may be shorter than was asked for. */
  get next(): number {
    return this.#received;
  }

  get details(): readonly Detail[] {
    return [...this.#byId.values(), ...this.#nameless];
  }

  /** The bill's own number of details, where every page has said the same. */
  get total(): number | undefined {
    const [total, ...others] = [...this.#totals];
    return others.length === 0 ? total : undefined;
  }

  /** Whether the bill says that there is no further page. */
  get isAtEnd(): boolean {
    return this.total !== undefined && this.#received >= this.total;
  }

  /** Whether all details came with the first answer, so that none can have moved from page to page. */
  get isOnePage(): boolean {
    return this.#first === this.#received;
  }

  /** What is to be said where the bill's own number of lines is not that of the lines that came. */
  noteFor(month: string): BillNote[] {
    const { total, details } = this;
    if (total === undefined || total === details.length) return [];
    const said = inBoth(({ billChecks }) => billChecks.otherCount({ month, came: details.length, total }));
    return [{ ok: false, ...said }];
  }

  get isNamed(): boolean {
    return this.#nameless.length === 0;
  }
}

/**
 * Whether a reading has all of the bill, each line once: all of it came on one page, or it has as many lines as it says,
 * each with an id of its own. Where neither can be known, the reading before has to be the same.
 */
export function isWhole(reading: Reading, before: Reading | undefined): boolean {
  const { total, details } = reading;
  const complete = total === undefined ? reading.isOnePage : total === details.length;
  return (complete && (reading.isNamed || reading.isOnePage)) || same(reading, before);
}

function same(one: Reading, other: Reading | undefined): boolean {
  return other !== undefined && JSON.stringify(one.details) === JSON.stringify(other.details);
}
