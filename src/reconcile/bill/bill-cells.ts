// Reads the cells of a bill's file: periods, counts and amounts as people and spreadsheets write them, and nothing that
// could mean two things. Pure.

import { chinaDay } from '../../domain/china-time.js';
import { isBillPeriod } from '../../domain/bill.js';
import { formatMoney, parseAmount } from '../../domain/money.js';

/** Full-width characters as the plain ones, and without blanks around them. */
export function plain(cell: string): string {
  return cell
    .normalize('NFKC')
    .replaceAll(/[\u2212\u2010-\u2015]/g, '-')
    .trim();
}

const DAY = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ]+\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?)?$/;
const MONTH = /^(\d{4})[-/.年](\d{1,2})月?$/;
const DIGITS = /^(\d{4})(\d{2})(\d{2})?$/;
const SERIAL = /^\d{5}(?:\.0+)?$/;
/** The day that a spreadsheet counts as 0. */
const SERIAL_START_MS = Date.UTC(1899, 11, 30);
const [FIRST_SERIAL, LAST_SERIAL] = [36_526, 73_050];
const DAY_MS = 86_400_000;

/**
 * A day or a month. Undefined where it is neither, or might be two: `11/12/2026` is the 11th or the 12th.
 *
 * @param cell plain
 */
export function periodOf(cell: string): string | undefined {
  const parts = DAY.exec(cell) ?? MONTH.exec(cell) ?? DIGITS.exec(cell);
  if (parts !== null) {
    const [, year = '', month = '', day] = parts;
    const text = [year, month.padStart(2, '0'), ...(day === undefined ? [] : [day.padStart(2, '0')])].join(
      '-',
    );
    return isBillPeriod(text) ? text : undefined;
  }
  const serial = SERIAL.test(cell) ? Number(cell) : 0;
  if (serial < FIRST_SERIAL || serial > LAST_SERIAL) return undefined;
  return chinaDay(SERIAL_START_MS + serial * DAY_MS);
}

const GROUPS = /^-?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/;
/** An accountant's way to write a number below 0. */
const IN_BRACKETS = /^\((.+)\)$/;

/** Plain digits with a point: `1,234.50` → `1234.50`, `(3.00)` → `-3.00`. */
function decimalText(cell: string): string {
  const bare = cell.replace(IN_BRACKETS, '-$1');
  return GROUPS.test(bare) ? bare.replaceAll(',', '') : bare;
}

/** @returns undefined where it is no whole number of at most 15 digits */
export function countOf(cell: string): number | undefined {
  const match = /^(-?\d{1,15})(?:\.0+)?$/.exec(decimalText(cell));
  return match === null ? undefined : Number(match[1]);
}

export function amountOf(cell: string): string | undefined {
  const money = parseAmount(decimalText(cell));
  return money === undefined ? undefined : formatMoney(money);
}
