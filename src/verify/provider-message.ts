// The provider's own words, fit to be kept: nothing personal, one line, and only where they say more than our table.

import type { ReturnCode, ReturnCodes } from '../domain/return-codes.js';
import type { Person } from '../domain/row.js';
import { bareText, holdsPersonal } from './personal-text.js';

const LIMIT = 200;
/** The rest of a longer message is not kept, whatever is masked in its beginning. */
const LOOKED_AT = 4000;
export const MASK = '***';

/**
 * @param codes of the account's provider
 * @returns the words to keep, empty where the code says everything
 */
export function keptMessage(code: ReturnCode, message: string, person: Person, codes: ReturnCodes): string {
  if (codes.verdicts.has(code) || message === codes.meaningOf(code)?.zh) return '';
  const personal = [person.idNumber, person.name].filter((text) => text !== '');
  const masked = personal
    .reduce((text, part) => text.replaceAll(part, MASK), message.slice(0, LOOKED_AT))
    .replace(LONG_NUMBER, MASK)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim();
  // A name or number in another spelling (case, width, separators, encoding) can't be masked, so the whole message is
  // dropped.
  const bare = bareText(masked);
  const isPersonal = personal.some((text) => bare.includes(bareText(text))) || holdsPersonal(masked, person);
  return isPersonal ? MASK : masked.slice(0, LIMIT);
}

const LONG_NUMBER = /\p{Nd}(?:[\s\p{Pd}]*[\p{Nd}Xx\uFF38\uFF58*]){5,}/gu;
