// What the pretend provider knows about a person: a fixed rule on number and name, so that runs repeat. Pure. It uses
// nothing of src/domain, so that it shares no mistake with the code that it tests.

import type { ReturnCode } from '../domain/return-codes.js';
import { CODE } from '../provider/youtu/codes.js';

/** A code that the documents do not list, because real services answer with such codes too. */
const UNLISTED: ReturnCode = '-5801';
const UNLISTED_TOO: ReturnCode = '-5802';

export interface PersonAnswer {
  readonly code: ReturnCode;
  readonly message: string;
}

const ID_PATTERN = /^\d{17}[\dX]$/;
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECK_CHARACTERS = '10X98765432';
const DIGIT_ZERO = 48;
const EARLIEST_YEAR = 1800;

/** A number with this digit before the check character belongs to a person of another name. */
const MISMATCH_DIGIT = 7;

/** The check character of GB 11643-1999 for the first 17 digits of an identity number. */
export function checkCharacterOf(first17: string): string {
  let sum = 0;
  for (const [index, weight] of WEIGHTS.entries()) sum += weight * (first17.charCodeAt(index) - DIGIT_ZERO);
  return CHECK_CHARACTERS.charAt(sum % 11);
}

/** Whether `YYYYMMDD` is a day of the calendar. */
function isCalendarDay(digits: string): boolean {
  const [year, month, day] = [
    Number(digits.slice(0, 4)),
    Number(digits.slice(4, 6)),
    Number(digits.slice(6)),
  ];
  if (year < EARLIEST_YEAR || month < 1 || month > 12 || day < 1) return false;
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** Whether the number has the right form, a day of the calendar and the right check character. */
export function isPossibleNumber(idNumber: string): boolean {
  return (
    ID_PATTERN.test(idNumber) &&
    isCalendarDay(idNumber.slice(6, 14)) &&
    checkCharacterOf(idNumber) === idNumber.charAt(17)
  );
}

/**
 * The rule. The first line that fits decides.
 *
 * | number and name | answer |
 * | --- | --- |
 * | not 17 digits and a digit or `X` (so also with `x`), or a blank name | -5806 |
 * | wrong check character or no calendar day | -5804 |
 * | sequence (characters 15–17) 990–994 | -5807 |
 * | sequence 995, 996 | 213 |
 * | sequence 997 | -5801, a code that the documents do not list |
 * | sequence 998 | 3 with a message about arrears |
 * | sequence 999 | -5802, not listed either, with a message that repeats number and name |
 * | sequence ending in 7 | -5803 |
 * | any other | 0 |
 */
export function answerAbout(idNumber: string, name: string): PersonAnswer {
  if (!ID_PATTERN.test(idNumber) || name.trim() === '') {
    return { code: CODE.badFormat, message: '身份证号码或者姓名格式错误' };
  }
  if (!isPossibleNumber(idNumber)) {
    return { code: CODE.invalidNumber, message: '身份证号码无效' };
  }
  return answerBySequence(Number(idNumber.slice(14, 17)), idNumber, name);
}

function answerBySequence(sequence: number, idNumber: string, name: string): PersonAnswer {
  if (sequence >= 990) {
    if (sequence <= 994) return { code: CODE.lookupFailed, message: '查询身份证信息失败' };
    if (sequence <= 996) return { code: CODE.internalError, message: '内部错误' };
    if (sequence === 997) return { code: UNLISTED, message: 'idcard_number or idcard_name is missing' };
    if (sequence === 998) return { code: CODE.badRequest, message: '账户已欠费，请充值' };
    return { code: UNLISTED_TOO, message: `server internal error: ${idNumber} ${name}` };
  }
  if (sequence % 10 === MISMATCH_DIGIT) return { code: CODE.mismatch, message: '身份证号码与姓名不匹配' };
  return { code: CODE.match, message: 'OK' };
}
