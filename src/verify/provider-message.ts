// The provider's own words, fit to be kept: nothing personal, one line, and only where they say more than our table.

import type { ReturnCode, ReturnCodes } from '../domain/return-codes.js';
import type { Person } from '../domain/row.js';

const LIMIT = 200;
export const MASK = '***';

/**
 * @param codes the provider's
 * @returns the words to keep, empty where the code says it all
 */
export function keptMessage(
  code: ReturnCode,
  message: string,
  { idNumber, name }: Person,
  codes: ReturnCodes,
): string {
  if (codes.verdicts.has(code) || message === codes.meaningOf(code)?.zh) return '';
  const personal = [idNumber, name].filter((text) => text !== '');
  const masked = personal
    .reduce((text, part) => text.replaceAll(part, MASK), message)
    .replace(LONG_NUMBER, MASK)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim();
  // Written some other way (in another case or width, with another separator) it costs the whole message.
  const bare = bareText(masked);
  return personal.some((text) => bare.includes(bareText(text))) ? MASK : masked.slice(0, LIMIT);
}

const LONG_NUMBER = /\p{Nd}(?:[\s\p{Pd}]*[\p{Nd}Xx\uFF38\uFF58*]){5,}/gu;

/** Its letters and digits, however they are written and separated. */
export function bareText(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}
