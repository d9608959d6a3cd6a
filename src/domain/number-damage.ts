// The ways in which programs damage a whole column of identity numbers, and the cells that may result. Pure. It knows
// single numbers; number-column.ts judges whether a column is damaged.

import { checkCharacter, hasNumberForm, isBirthDate } from './identity-number.js';

/** Recorded with a batch, so that the cells of a damaged column are judged alike after a crash. */
export const NUMBER_DAMAGES = [
  /** Rounded to 15 digits, as spreadsheets do. */
  'three zeros',
  /** Rounded to 16 digits. */
  'two zeros',
  /** Rounded to 17 digits, the fewest with which a program can write a floating-point number. */
  'last zero',
  /** Written out in full from a floating-point number. */
  'binary',
  /** Cut after 15 characters. */
  'truncated',
  /** Made up or changed, so that check characters fit by chance only. */
  'unchecked',
] as const;
export type NumberDamage = (typeof NUMBER_DAMAGES)[number];

/** The damage that leaves a trace in single numbers. */
export type RoundingTrace = Extract<NumberDamage, 'three zeros' | 'two zeros' | 'last zero' | 'binary'>;

/**
 * @param number of 18 characters
 * @returns the narrowest trace, because chance leaves it least often
 */
export function traceIn(number: string): RoundingTrace | undefined {
  if (number.endsWith('000')) return 'three zeros';
  if (number.endsWith('00')) return 'two zeros';
  if (number.endsWith('0')) return 'last zero';
  return isFloatingPoint(number) ? 'binary' : undefined;
}

/** From each of these values on the distance between floating-point numbers doubles; below the first it is 16. */
const SPACING_DOUBLES = [2 ** 57, 2 ** 58, 2 ** 59] as const;
const FIRST_SPACING = 16;
/** The last digits decide, because the largest distance divides 10 million. */
const TELLING_DIGITS = 7;

/** Whether a floating-point number has exactly this value. */
function isFloatingPoint(number: string): boolean {
  const value = Number(number);
  const spacing = FIRST_SPACING * 2 ** SPACING_DOUBLES.filter((from) => value >= from).length;
  return Number(number.slice(-TELLING_DIGITS)) % spacing === 0;
}

/** Whether the column's damage may have produced this number, although its check character fits. */
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

/** The 15 digits from which the number was made. */
function retiredOf(number: string): string {
  return number.slice(0, 6) + number.slice(8, 17);
}

/**
 * Whether 15 digits may be the beginning of an 18-digit number, because they contain a whole year of birth.
 *
 * @param lengthened the number of 18 characters made from the 15
 */
export function mayBeCut(lengthened: string, asOf: string): boolean {
  if (!hasNumberForm(lengthened)) return false;
  const cut = retiredOf(lengthened);
  return CENTURIES.test(cut) && isBirthDate(`${cut}000`, asOf);
}

/** Whether the check character is right and the birth date possible. */
export function isSoundNumber(number: string, asOf: string): boolean {
  return checkCharacter(number) === number.charAt(17) && isBirthDate(number, asOf);
}
