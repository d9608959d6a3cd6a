// What programs do to a whole column of identity numbers, and which cells may have come out of it. Pure: it knows single
// numbers; whether a column is damaged is told by all of them (number-column.ts).

import { checkCharacter, hasNumberForm, isBirthDate } from './identity-number.js';

/** Recorded with a batch: a damaged column's cells are judged alike after any crash. */
export const NUMBER_DAMAGES = [
  /** Rounded to 15 digits, as spreadsheets do. */
  'three zeros',
  /** Rounded to 16 digits. */
  'two zeros',
  /** Rounded to 17 digits, the shortest by which a program can write a floating-point number. */
  'last zero',
  /** Written out in full from a floating-point number. */
  'binary',
  /** Cut after 15 characters. */
  'truncated',
  /** Made up or changed, so that check characters fit by chance alone. */
  'unchecked',
] as const;
export type NumberDamage = (typeof NUMBER_DAMAGES)[number];

/** What rounding leaves behind. */
export type RoundingTrace = Extract<NumberDamage, 'three zeros' | 'two zeros' | 'last zero' | 'binary'>;

/** @param number with the form of one; the narrowest trace is named, which chance leaves least often */
export function traceIn(number: string): RoundingTrace | undefined {
  if (number.endsWith('000')) return 'three zeros';
  if (number.endsWith('00')) return 'two zeros';
  if (number.endsWith('0')) return 'last zero';
  return isFloatingPoint(number) ? 'binary' : undefined;
}

/** From each on, floating-point numbers lie twice as far apart; up to the first, by 16. */
const SPACING_DOUBLES = [2 ** 57, 2 ** 58, 2 ** 59] as const;
const FIRST_SPACING = 16;
/** The largest spacing divides 10 million. */
const TELLING_DIGITS = 7;

/** Whether a floating-point number has exactly this value. */
function isFloatingPoint(number: string): boolean {
  const value = Number(number);
  const spacing = FIRST_SPACING * 2 ** SPACING_DOUBLES.filter((from) => value >= from).length;
  return Number(number.slice(-TELLING_DIGITS)) % spacing === 0;
}

/** Whether the column's damage may have made this number, whose check character fits. */
export function mayBeDamaged(number: string, damages: ReadonlySet<NumberDamage>): boolean {
  if (damages.has('unchecked')) return true;
  const trace = traceIn(number);
  if (trace === undefined) return false;
  if (damages.has(trace)) return true;
  if (damages.has('last zero')) return trace !== 'binary';
  if (damages.has('two zeros') && trace === 'three zeros') return true;
  return damages.has('binary') && isFloatingPoint(number);
}

const CENTURIES = /^.{6}(?:19|20)/u;

/** The 15 digits that were made 18. */
function retiredOf(number: string): string {
  return number.slice(0, 6) + number.slice(8, 17);
}

/**
 * Whether 15 digits may be the first of an 18-digit number: then the whole year of birth stands in them.
 *
 * @param lengthened the 15 digits made 18
 */
export function mayBeCut(lengthened: string, asOf: string): boolean {
  if (!hasNumberForm(lengthened)) return false;
  const cut = retiredOf(lengthened);
  return CENTURIES.test(cut) && isBirthDate(`${cut}000`, asOf);
}

/** Whether the check character and the birth date are possible ones. */
export function isSoundNumber(number: string, asOf: string): boolean {
  return checkCharacter(number) === number.charAt(17) && isBirthDate(number, asOf);
}
