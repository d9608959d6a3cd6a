// The text of a workbook's cell that holds a number: as a CSV export would have it, and a number that has lost its
// digits as what shows that. Pure.

import { isLikeIdentity } from './digit-judge.js';

/** What a cell's style makes of its number. */
export type NumberStyle =
  | { readonly kind: 'general' }
  | { readonly kind: 'date' | 'time' | 'date and time' }
  /** Shown with at least so many digits. */
  | { readonly kind: 'digits'; readonly digits: number };

export const GENERAL: NumberStyle = { kind: 'general' };

/** From here on a program that reckons may have lost the last digits. */
const LONG_FROM = 1e15;
const KEPT_DIGITS = 15;
const LONG_WHOLE = /^\s*(-?\d{16,})(?:\.0*)?\s*$/;
/** A code that a program has written as a number, zeros and all. */
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
  // 1.10105194912310E+17: what the pre-check takes for a number that was damaged.
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
/** 9999-12-31. */
const LAST_DAY = 2_958_465;
const EPOCH = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);
/** Excel's 1900 has a 29 February, day 60: days before it lie one later than they are counted. */
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

/** A date as ISO 8601 has it. */
export function isoText(written: string): string {
  return written
    .trim()
    .replace(/Z$/, '')
    .replace(/\.0+$/, '')
    .replace(/T00:00(?::00)?$/, '')
    .replace('T', ' ');
}

/** As a program writes that reckons with it: what the pre-check takes for a number that was damaged. */
export function quantityText(digits: string): string {
  return Number(digits).toExponential().toUpperCase();
}

type DateKind = 'date' | 'time' | 'date and time';

/** Formats that have a number and no code in the file, in Chinese versions too (ECMA-376, 18.8.30). */
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
/** Texts, escaped characters, fills; colours, conditions and languages. */
const NOT_CODE = /"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g;

/** Excel's own limit is 255. */
const MOST_CODE = 1024;

/** @param code of the format; undefined where the file has none for its number */
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

/** Characters that XML has no way to write, as Excel writes them: `_x000D_`. */
export function unescaped(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}
