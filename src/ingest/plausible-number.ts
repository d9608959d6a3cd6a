// Whether a cell outside the numbers' column may be an identity number, and not an order number of the same length. It
// knows single cells; the caller knows their columns.

import {
  checkCharacter,
  cleanNumber,
  FORGIVING,
  hasKnownRegion,
  isBirthDate,
} from '../domain/identity-number.js';
import { isNumber } from './csv/swallowed.js';

/** The latest date that is taken for a date of birth; no list will be read later. */
const LATEST_BIRTH = '2099-12-31';

/**
 * A whole number may have a wrong last character, as rounded numbers have, if its region is known. Numbers of 15 digits
 * have no check character.
 */
export function isPlausibleNumber(cell: string): boolean {
  const found = numberIn(cell);
  return found !== undefined && isBirthDate(found.number, LATEST_BIRTH) && (found.fits || found.isRegional);
}

/** Whether the cell is a number without a fault. */
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
  /** Whether the number had 15 digits. */
  readonly isRetired: boolean;
  /** Whether the number has a check character, and it is right. */
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
