// The resident identity number by GB 11643-1999: how it is cleaned for the request, and what makes one impossible.
// Pure: it knows no list; the day is a parameter.

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECK_CHARACTERS = '10X98765432';
const ZERO = 0x30;
const NINE = 0x39;

/** @param first17 17 decimal digits */
export function checkCharacter(first17: string): string {
  let sum = 0;
  for (let index = 0; index < WEIGHTS.length; index++) {
    sum += (WEIGHTS[index] ?? 0) * (first17.charCodeAt(index) - ZERO);
  }
  return CHECK_CHARACTERS.charAt(sum % 11);
}

/** Whether the text consists of 17 digits and a digit or X. */
export function hasNumberForm(number: string): boolean {
  if (number.length !== 18) return false;
  for (let at = 0; at < 17; at++) if (!isDigit(number.charCodeAt(at))) return false;
  return isDigit(number.charCodeAt(17)) || number.endsWith('X');
}

function isDigit(unit: number): boolean {
  return unit >= ZERO && unit <= NINE;
}

export interface CleanedNumber {
  readonly number: string;
  /** `cleaned`: only its notation was changed; `lengthened`: 15 digits were made 18. */
  readonly change: 'none' | 'cleaned' | 'lengthened';
}

const RETIRED = /^\d{15}$/;
const BLANK_OR_INVISIBLE = /[\s\p{Cf}]+/gu;
const LEADING_APOSTROPHE = /^['‘’´]+/u;
const TEXT_FORMULA = /^="(.*)"$/u;
const HYPHENS = /[\p{Pd}\u2212]+/gu;
/** A label before the number, or quotes around it. */
const LABEL =
  /^(?:(?:居民|公民)?身份(?:证件?|證件?)?(?:号码?|號碼?)?|证件号码?|IDCARD|ID)(?:NO|NUMBER)?[.:#]*(?=\d)/u;
const QUOTES = /^["“”`'‘’´]+|["“”`'‘’´]+$/gu;
/** Programs that keep numbers as floating-point ones write such a fraction. 15 digits survive in them; 18 do not. */
const FRACTION_OF_RETIRED = /^(\d{15})\.0+$/;
/** Letters and signs that look like the X. */
const LIKE_X = /(?<=^\d{17})[\u0425\u03A7\u00D7\u2715\u2716]$/u;

/** Longer cells, padding included, hold no number, and cleaning them would only take time. */
export const LONGEST_WRITTEN_NUMBER = 4096;
/** The version of a batch's rules from which on labels, quotes and fractions are taken away. */
export const FORGIVING = 3;

/**
 * The number as it is sent. Full-width characters become half-width, blanks, invisible characters, hyphens, a leading
 * apostrophe and Excel's `="…"` are removed, `x` becomes `X`, and 15 digits become 18.
 *
 * @param rulesVersion of the batch, so that a person is cleaned as when the batch was begun
 */
export function cleanNumber(written: string, rulesVersion: number): CleanedNumber {
  if (hasNumberForm(written)) return { number: written, change: 'none' };
  if (rulesVersion >= FORGIVING && written.length > LONGEST_WRITTEN_NUMBER)
    return { number: written, change: 'none' };
  const tidied = shortened(written)
    .replace(BLANK_OR_INVISIBLE, '')
    .replace(TEXT_FORMULA, '$1')
    .replace(LEADING_APOSTROPHE, '')
    .replace(HYPHENS, '')
    .toUpperCase();
  const number = rulesVersion >= FORGIVING ? bared(tidied) : tidied;
  if (RETIRED.test(number)) return { number: lengthened(number), change: 'lengthened' };
  return { number, change: number === written ? 'none' : 'cleaned' };
}

/** Normalizing takes quadratic time over long runs of marks, and a longer text is no number in any form. */
function shortened(written: string): string {
  if (written.length <= LONGEST_WRITTEN_NUMBER) return written.normalize('NFKC');
  const text = written.replace(BLANK_OR_INVISIBLE, '');
  return text.length > LONGEST_WRITTEN_NUMBER ? text : text.normalize('NFKC');
}

function bared(number: string): string {
  return number
    .replace(QUOTES, '')
    .replace(LABEL, '')
    .replace(FRACTION_OF_RETIRED, '$1')
    .replace(LIKE_X, 'X');
}

/** The retired form of 15 digits leaves out the century, always the 20th, and the check character. */
export function lengthened(retired: string): string {
  const first17 = `${retired.slice(0, 6)}19${retired.slice(6)}`;
  return first17 + checkCharacter(first17);
}

export type NumberFault =
  | 'empty'
  | 'characters'
  | 'length'
  /** A spreadsheet wrote the number in exponent notation, as in 1.10105E+17. */
  | 'reformatted'
  /** A spreadsheet kept 15 digits and replaced the others by 0. */
  | 'rounded'
  | 'birth date'
  | 'check character'
  /** The cell is too long for a number, so it was not cleaned. */
  | 'too long'
  /** The number is valid by itself, but its column was rounded. */
  | 'rounded column'
  /** The first 15 of 18 characters, in a column whose numbers were cut. */
  | 'cut column'
  /** The number is valid by itself, but the check characters of its column fit by chance only. */
  | 'unchecked column';

const REFORMATTED = /^\d(\.\d+)?E\+?\d{2}$|^\d{15,18}\.\d*$|^\d{1,3}(,\d{3})+(\.\d*)?$/;
const EARLIEST_BIRTH_YEAR = 1850;

/**
 * What makes a cleaned number impossible; undefined for a possible number.
 *
 * @param asOf YYYY-MM-DD, after which nobody is born
 */
export function numberFault(number: string, asOf: string): NumberFault | undefined {
  if (!hasNumberForm(number)) return formFault(number);
  const checks = checkCharacter(number) === number.charAt(17);
  if (!checks && number.endsWith('000')) return 'rounded';
  if (!isBirthDate(number, asOf)) return 'birth date';
  return checks ? undefined : 'check character';
}

function formFault(number: string): NumberFault {
  if (number === '') return 'empty';
  if (REFORMATTED.test(number)) return 'reformatted';
  if (!/^\d*X?$/.test(number)) return 'characters';
  return 'length';
}

const FEBRUARY = 2;
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/**
 * @param number whose 7th to 14th characters are digits
 * @param asOf YYYY-MM-DD, after which nobody is born
 */
export function isBirthDate(number: string, asOf: string): boolean {
  const year = digitsAt(number, 6, 10);
  const month = digitsAt(number, 10, 12);
  const day = digitsAt(number, 12, 14);
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = month === FEBRUARY && isLeap ? 29 : (DAYS[month - 1] ?? 0);
  if (day < 1 || day > days || year < EARLIEST_BIRTH_YEAR) return false;
  const latest = digitsAt(asOf, 0, 4) * 10_000 + digitsAt(asOf, 5, 7) * 100 + digitsAt(asOf, 8, 10);
  return year * 10_000 + month * 100 + day <= latest;
}

function digitsAt(text: string, start: number, end: number): number {
  let value = 0;
  for (let at = start; at < end; at++) value = value * 10 + text.charCodeAt(at) - ZERO;
  return value;
}

/** Codes of provinces, with 71 to 83 for Taiwan, Hong Kong, Macau and their residence permits. */
const PROVINCES: ReadonlySet<string> = new Set(
  (
    '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 ' +
    '71 81 82 83'
  ).split(' '),
);

/**
 * Whether the number's province exists. Smaller regions change too often to be listed. A permanent resident's number
 * has 9, then the province of issue and the country (932682…: 32, 682).
 */
export function hasKnownRegion(number: string): boolean {
  const province = number.startsWith('9') ? number.slice(1, 3) : number.slice(0, 2);
  return PROVINCES.has(province);
}
