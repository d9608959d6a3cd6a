// The provider's own words, fit to be kept: nothing personal, one line, and only where they say more than our table.

import { meaningOf, VERDICT_STATUS } from '../domain/codes.js';
import type { Person } from '../domain/row.js';

const LIMIT = 200;
const MASK = '***';

/** @returns the words to keep, empty where the code says it all */
export function keptMessage(code: number, message: string, { idNumber, name }: Person): string {
  if (VERDICT_STATUS.has(code) || message === meaningOf(code)?.zh) return '';
  let kept = message;
  for (const personal of [idNumber, name]) {
    if (personal !== '') kept = kept.replaceAll(personal, MASK);
  }
  return kept
    .replace(/\d[\dXx*]{5,}/g, MASK)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
    .slice(0, LIMIT);
}
