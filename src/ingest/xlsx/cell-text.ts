// The text of a workbook's cell that holds a number, as a CSV export would write it. A number that has lost its digits
// keeps a form that shows the loss. Pure.

import { isLikeIdentity } from './digit-judge.js';

/** How a cell's style displays its number. */
export type NumberStyle =
  | { readonly kind: 'general' }
  | { readonly kind: 'date' | 'time' | 'date and time' }
  /** The number is displayed with at least this many digits. */
  | { readonly kind: 'digits'; readonly digits: number };

export const GENERAL: NumberStyle = { kind: 'general' };

/** From this value on a floating-point number may have lost its last digits. */
const LONG_FROM = 1e15;
const KEPT_DIGITS = 15;
const LONG_WHOLE = /^\s*(-?\d{16,})(?:\.0*)?\s*$/;
/** An identifier that a program has stored as a number, with its leading zeros. */
const PADDED = /^\s*0\d+\s*$/;

/**
 * @param written the number as the file has it
 * @param identityText the text of a whole number that could be an identity number
 */
export function numberText(
  written: string,
  style: NumberStyle,
  from1904: boolean,
  identityText: (digits: string) => string,
): string {
  const value = Number(written);
  if (written.trim() === '' || !Number.isFinite(value) || PADDED.test(written)) return written.trim();
  const [, digits] = LONG_WHOLE.exec(written) ?? [];
  if (digits !== undefined) return isLikeIdentity(digits) ? identityText(digits) : digits;
  // Exponent notation, as in 1.10105194912310E+17, tells the pre-check that the number was damaged.
  if (Math.abs(value) >= LONG_FROM) return written.trim().toUpperCase();
  switch (style.kind) {
    case 'general':
      return String(Number(value.toPrecision(KEPT_DIGITS)));
    case 'digits':
      return String(Math.round(value)).padStart(style.digits, '0');
    case 'date':
    case 'time':
    case 'date and time':
      return dateText(value, style.kind, from1904) ?? written;
  }
}

const DAY_MS = 86_400_000;
/** The day number of 9999-12-31. */
const LAST_DAY = 2_958_465;
const EPOCH = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);
/** Excel counts a 29 February 1900 that never was, as day 60: earlier days lie one day later than their number says. */
const FEIGNED_DAY = 60;

function dateText(
  days: number,
  kind: 'date' | 'time' | 'date and time',
  from1904: boolean,
): string | undefined {
  if (days < 0 || days > LAST_DAY) return undefined;
  const shift = !from1904 && days < FEIGNED_DAY ? 1 : 0;
  const ms = Math.round((days + shift) * 86_400) * 1000;
  const [date = '', time = ''] = new Date((from1904 ? EPOCH_1904 : EPOCH) + ms)
    .toISOString()
    .slice(0, 19)
    .split('T');
  if (kind === 'time' && days < 1) return time;
  return kind === 'date' && ms % DAY_MS === 0 ? date : `${date} ${time}`;
}

/** The date in ISO 8601. */
export function isoText(written: string): string {
  return written
    .trim()
    .replace(/Z$/, '')
    .replace(/\.0+$/, '')
    .replace(/T00:00(?::00)?$/, '')
    .replace('T', ' ');
}

/** Exponent notation, as programs write quantities; the pre-check takes it for a damaged number. */
export function quantityText(digits: string): string {
  return Number(digits).toExponential().toUpperCase();
}

type DateKind = 'date' | 'time' | 'date and time';

/** Numbers of date formats for which the file holds no code, Chinese versions included (ECMA-376, 18.8.30). */
const BUILT_IN: readonly (readonly [from: number, to: number, kind: DateKind])[] = [
  [14, 17, 'date'],
  [18, 21, 'time'],
  [22, 22, 'date and time'],
  [27, 31, 'date'],
  [32, 35, 'time'],
  [36, 36, 'date'],
  [45, 47, 'time'],
  [50, 54, 'date'],
  [55, 56, 'time'],
  [57, 58, 'date'],
];
/**
 * Parts of a format's code that are not placeholders: texts, escaped characters, fills, colours, conditions and
 * languages.
 */
const NOT_CODE = /"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g;

/** Longer codes are cut here; Excel allows 255 characters. */
const MOST_CODE = 1024;

/** @param code of the format; undefined where the file holds none for the format's number */
export function numberStyle(format: number, code: string | undefined): NumberStyle {
  if (code === undefined) {
    const [, , kind] = BUILT_IN.find(([from, to]) => format >= from && format <= to) ?? [];
    return kind === undefined ? GENERAL : { kind };
  }
  if (code.length > MOST_CODE) return GENERAL;
  const [positive = ''] = code.replace(NOT_CODE, '').split(';');
  if (/^0{2,}$/.test(positive)) return { kind: 'digits', digits: positive.length };
  const bare = positive.replace(/general/i, '');
  const hasDate = /[yd]/i.test(bare);
  const hasTime = /[hs]/i.test(bare);
  if (hasDate) return { kind: hasTime ? 'date and time' : 'date' };
  return hasTime ? { kind: 'time' } : GENERAL;
}

/** Excel writes characters that XML can't express as `_x000D_`. */
export function unescaped(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}
