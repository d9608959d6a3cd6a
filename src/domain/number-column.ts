// Whether a column of identity numbers is damaged, judged by all of its cells, because a damaged number may be valid by
// chance. Pure. It keeps counts and a bounded number of values.

import { checkCharacter, hasNumberForm, type CleanedNumber } from './identity-number.js';
import { isSoundNumber, mayBeCut, traceIn, type NumberDamage, type RoundingTrace } from './number-damage.js';

export interface FoundDamage {
  readonly kind: NumberDamage;
  /** How many cells show the damage. */
  readonly rows: number;
  /** How many numbers could show it. */
  readonly of: number;
}

/** How often a check character fits a number that was changed. */
const FITS_BY_CHANCE = 1 / 11;
/**
 * The share of the possible numbers with the damage's trace that may be damaged. Where it is higher, none of them is
 * sent.
 */
const TOLERATED = 1 / 20;
/** Many lists have single cells that were rounded by hand. While most of the others are genuine, they are sent. */
const TOLERATED_OF_CELLS = 1 / 2;

interface TraceRule {
  /** How many genuine numbers show the trace by chance, for each that does not. */
  readonly odds: number;
  /** How many numbers with a wrong check character are needed before anything is concluded. */
  readonly least: number;
  /** Where a column has only numbers with the trace, this many different ones are damaged even if each is valid. */
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
/** How many standard deviations above chance the number of traces has to be. */
const DEVIATIONS = 4;
/** A repeated number counts once, while it is among this many remembered ones. */
const REMEMBERED = 512;
/** The share of people born in 1919 and 1920 among those who still have a retired number. */
const CENTENARIANS = 0.005;
/**
 * The share of 18-digit numbers that look like a retired one when cut to 15, namely those of people born 2001 to 2012.
 */
const PASS_WHEN_CUT = 0.15;
/** How many numbers with a wrong check character show that a column's check characters mean nothing. */
const LEAST_UNCHECKED = 30;
const MOST_FITTING = 0.15;
/** In a short column chance varies more: so many standard deviations above its share are still chance. */
const FITTING_DEVIATIONS = 3;

export class NumberColumn {
  readonly #asOf: string;
  readonly #seen = new Set<string>();
  readonly #traces: Record<RoundingTrace, { fits: number; fails: number }> = {
    'three zeros': { fits: 0, fails: 0 },
    'two zeros': { fits: 0, fails: 0 },
    'last zero': { fits: 0, fails: 0 },
    binary: { fits: 0, fails: 0 },
  };
  /** Numbers without a trace. Valid ones are counted apart by whether they end in a digit or in X. */
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

  /** The damage that the numbers seen so far prove; none where each may be genuine. */
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
    if (fails >= LEAST_UNCHECKED && fits + fitsWithX <= mostByChance(fails))
      found.push({ kind: 'unchecked', rows: fails, of: fits + fitsWithX + fails });
    return found;
  }

  /** Numbers of 18 digits. Those that end in X are stored as text, so nothing rounds them. */
  #inDigits(): number {
    const traced = Object.values(this.#traces).reduce((sum, { fits, fails }) => sum + fits + fails, 0);
    return traced + this.#others.fits + this.#others.fails;
  }

  /** Judges by the numbers that are not valid: for ten of them one is valid by chance. */
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

  /** Judges by numbers that can only be cut ones: 15 digits with a whole year, which no retired number has. */
  #isTruncated(): boolean {
    const { sound, either, cut } = this.#retired;
    if (either + cut === 0) return false;
    if (sound === 0) return true;
    return exceeds(cut * PASS_WHEN_CUT, sound * CENTENARIANS, TOLERATED) || either > Math.max(2, sound / 10);
  }
}

/** How many check characters may fit by chance beside those that fail. */
function mostByChance(fails: number): number {
  const chance = (fails * FITS_BY_CHANCE) / (1 - FITS_BY_CHANCE);
  return Math.max(fails * MOST_FITTING, chance + FITTING_DEVIATIONS * Math.sqrt(chance));
}

/** Whether the share of damaged numbers is higher than tolerated. */
function exceeds(damaged: number, genuine: number, tolerated: number): boolean {
  return damaged > 0 && damaged / (damaged + genuine) > tolerated;
}
