// Whether a cell outside the numbers' column may be somebody's identity number, and is no order number that happens to be as
// long. It knows single cells; which column they stand in is the caller's.

import {
  checkCharacter,
  cleanNumber,
  FORGIVING,
  hasKnownRegion,
  isBirthDate,
} from '../domain/identity-number.js';
import { isNumber } from './csv/swallowed.js';

/** No list is read later; what is no date before it is no date of birth. */
const LATEST_BIRTH = '2099-12-31';

/**
 * A whole number may have a wrong last character, as a rounded one has: then its region has to be known. 15 digits have no
 * check character.
 */
export function isPlausibleNumber(cell: string): boolean {
  const found = numberIn(cell);
  return found !== undefined && isBirthDate(found.number, LATEST_BIRTH) && (found.fits || found.isRegional);
}

/** Whether nothing is wrong with it. */
export function isSoundCell(cell: string): boolean {
  const found = numberIn(cell);
  return (
    found !== undefined &&
    isBirthDate(found.number, LATEST_BIRTH) &&
    (found.isRetired ? found.isRegional : found.fits)
  );
}

interface Found {
  readonly number: string;
  /** Whether it had 15 digits. */
  readonly isRetired: boolean;
  /** Whether it has a check character, and the right one. */
  readonly fits: boolean;
  readonly isRegional: boolean;
}

function numberIn(cell: string): Found | undefined {
  if (!isNumber(cell)) return undefined;
  const { number, change } = cleanNumber(cell.replace(/^[\s"]+|[\s"]+$/g, ''), FORGIVING);
  const isRetired = change === 'lengthened';
  const fits = !isRetired && checkCharacter(number) === number.charAt(17);
  return { number, isRetired, fits, isRegional: hasKnownRegion(number) };
}
