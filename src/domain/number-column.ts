// Whether a column of identity numbers is damaged, judged by all of its cells: a number that is possible by chance is
// told from a real one by what stands around it. Pure; it keeps counts and a bounded handful of numbers.

import { checkCharacter, hasNumberForm, type CleanedNumber } from './identity-number.js';
import { isSoundNumber, mayBeCut, traceIn, type NumberDamage, type RoundingTrace } from './number-damage.js';

export interface FoundDamage {
  readonly kind: NumberDamage;
  /** Cells that show it. */
  readonly rows: number;
  /** Of so many numbers that could. */
  readonly of: number;
}

/** A check character fits a number that was changed this often. */
const FITS_BY_CHANCE = 1 / 11;
/** Of the possible numbers that show the damage so many may be damaged: where it is more, none of them is sent. */
const TOLERATED = 1 / 20;
/** Single cells are rounded by hand in many a list: as long as most of the others are genuine, they are sent. */
const TOLERATED_OF_CELLS = 1 / 2;

interface TraceRule {
  /** How many numbers show the trace for each that does not, by chance. */
  readonly odds: number;
  /** So many that don't fit before anything is concluded. */
  readonly least: number;
  /** So many different ones and no others are damaged, even where each fits. */
  readonly alone: number;
  readonly tolerated: number;
}

const TRACE_RULES: Readonly<Record<RoundingTrace, TraceRule>> = {
  'three zeros': { odds: 1 / 1000, least: 1, alone: 2, tolerated: TOLERATED_OF_CELLS },
  'two zeros': { odds: 1 / 100, least: 2, alone: 3, tolerated: TOLERATED },
  'last zero': { odds: 1 / 10, least: 3, alone: Infinity, tolerated: TOLERATED },
  binary: { odds: 1 / 15, least: 3, alone: Infinity, tolerated: TOLERATED },
};

const QUANTITY = /E\+?\d{2}$/;
/** More of them than chance brings by so many standard deviations. */
const DEVIATIONS = 4;
/** Repeated numbers count once, as far as they are remembered. */
const REMEMBERED = 512;
/** People born in 1919 and 1920 among those who still have a retired number. */
const CENTENARIANS = 0.005;
/** People whose 18-digit number, cut to 15, passes for a retired one: born 2001 to 2012. */
const PASS_WHEN_CUT = 0.15;
/** So many that don't fit tell a column whose check characters are none. */
const LEAST_UNCHECKED = 30;
const MOST_FITTING = 0.15;

export class NumberColumn {
  readonly #asOf: string;
  readonly #seen = new Set<string>();
  readonly #traces: Record<RoundingTrace, { fits: number; fails: number }> = {
    'three zeros': { fits: 0, fails: 0 },
    'two zeros': { fits: 0, fails: 0 },
    'last zero': { fits: 0, fails: 0 },
    binary: { fits: 0, fails: 0 },
  };
  /** Without a trace, whether they end in a digit or in X. */
  readonly #others = { fits: 0, fails: 0, fitsWithX: 0 };
  readonly #retired = { sound: 0, either: 0, cut: 0 };
  #quantities = 0;

  /** @param asOf YYYY-MM-DD, after which nobody is born */
  constructor(asOf: string) {
    this.#asOf = asOf;
  }

  add({ number, change }: CleanedNumber): void {
    if (change === 'lengthened') this.#addRetired(number);
    else if (hasNumberForm(number)) this.#addWhole(number);
    else if (QUANTITY.test(number)) this.#quantities++;
  }

  #addRetired(number: string): void {
    const isSound = isSoundNumber(number, this.#asOf);
    const isCut = mayBeCut(number, this.#asOf);
    if (isCut) this.#retired[isSound ? 'either' : 'cut']++;
    else if (isSound) this.#retired.sound++;
  }

  #addWhole(number: string): void {
    const fits = checkCharacter(number) === number.charAt(17);
    const trace = number.endsWith('X') ? undefined : traceIn(number);
    if ((trace !== undefined || !fits) && this.#isRepeated(number)) return;
    if (trace !== undefined) this.#traces[trace][fits ? 'fits' : 'fails']++;
    else if (!fits) this.#others.fails++;
    else if (number.endsWith('X')) this.#others.fitsWithX++;
    else this.#others.fits++;
  }

  #isRepeated(number: string): boolean {
    if (this.#seen.has(number)) return true;
    if (this.#seen.size < REMEMBERED) this.#seen.add(number);
    return false;
  }

  /** The damage that the numbers so far show; none where each may be what it looks like. */
  found(): FoundDamage[] {
    const found: FoundDamage[] = [];
    for (const trace of ['three zeros', 'two zeros', 'last zero', 'binary'] as const) {
      const { fits, fails } = this.#traces[trace];
      if (this.#isRounded(trace)) found.push({ kind: trace, rows: fits + fails, of: this.#inDigits() });
    }
    if (this.#isTruncated()) {
      const { sound, either, cut } = this.#retired;
      found.push({ kind: 'truncated', rows: either + cut, of: sound + either + cut });
    }
    const { fits, fitsWithX, fails } = this.#others;
    if (fails >= LEAST_UNCHECKED && fits + fitsWithX <= fails * MOST_FITTING)
      found.push({ kind: 'unchecked', rows: fails, of: fits + fitsWithX + fails });
    return found;
  }

  /** Numbers of 18 digits; an X is written as text, which nothing rounds. */
  #inDigits(): number {
    const traced = Object.values(this.#traces).reduce((sum, { fits, fails }) => sum + fits + fails, 0);
    return traced + this.#others.fits + this.#others.fails;
  }

  /** By the numbers that don't fit: for ten of them one fits by chance. */
  #isRounded(trace: RoundingTrace): boolean {
    const { odds, least, alone, tolerated } = TRACE_RULES[trace];
    const { fits, fails } = this.#traces[trace];
    if (fits + fails === 0) return false;
    const quantities = trace === 'three zeros' ? this.#quantities : 0;
    if (this.#others.fits === 0 && fits + fails + quantities >= alone) return true;
    const mistaken = this.#others.fails * odds;
    const excess = fails - mistaken;
    if (excess < least || excess < DEVIATIONS * Math.sqrt(mistaken)) return false;
    return exceeds(excess * FITS_BY_CHANCE, this.#others.fits * odds, tolerated);
  }

  /** By the numbers that can only be cut ones: 15 digits with a whole year, impossible as retired ones. */
  #isTruncated(): boolean {
    const { sound, either, cut } = this.#retired;
    if (either + cut === 0) return false;
    if (sound === 0) return true;
    return exceeds(cut * PASS_WHEN_CUT, sound * CENTENARIANS, TOLERATED) || either > Math.max(2, sound / 10);
  }
}

/** Whether more of the numbers are damaged than is tolerated. */
function exceeds(damaged: number, genuine: number, tolerated: number): boolean {
  return damaged > 0 && damaged / (damaged + genuine) > tolerated;
}
