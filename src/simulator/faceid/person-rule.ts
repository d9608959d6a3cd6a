// What the pretend FaceID knows about a person: the same fixed rule on number and name as in ../person-rule.ts, with
// FaceID's codes as answers.

import type { ReturnCode } from '../../domain/return-codes.js';
import { RESULT } from '../../provider/faceid/codes.js';
import type { Judgement } from '../dialect.js';
import { isPossibleNumber } from '../person-rule.js';

/** A code that no document lists, because real services answer with such codes too. */
const UNLISTED: ReturnCode = 'FailedOperation.NobodyHasListedThis';
const UNLISTED_TOO: ReturnCode = 'FailedOperation.NorThis';
const LISTED: ReturnCode = 'LimitExceeded';
const NAME_FORM: ReturnCode = 'InvalidParameterValue.NameFormat';

const WORDS: ReadonlyMap<ReturnCode, string> = new Map([
  [RESULT.match, '认证通过'],
  [RESULT.mismatch, '认证未通过'],
]);

/**
 * The rule. The first line that fits decides.
 *
 * | number and name | answer |
 * | --- | --- |
 * | no possible number (so also with `x`) | -2 |
 * | a blank name | -3 |
 * | sequence (characters 15–17) 990–994 | -5 |
 * | sequence 995, 996 | LimitExceeded |
 * | sequence 997 | a code that the documents do not list |
 * | sequence 998 | InvalidParameterValue.NameFormat, listed as a family |
 * | sequence 999 | another one that is not listed, with a message that repeats number and name |
 * | sequence ending in 7 | -1 |
 * | any other | 0 |
 */
export function faceidAnswerAbout(idNumber: string, name: string): Judgement {
  if (!isPossibleNumber(idNumber)) return of(RESULT.invalidNumber, '非法身份证号');
  if (name.trim() === '') return of(RESULT.invalidName, '非法姓名');
  const sequence = Number(idNumber.slice(14, 17));
  if (sequence < 990) return of(sequence % 10 === 7 ? RESULT.mismatch : RESULT.match);
  if (sequence <= 994) return of(RESULT.noSuchNumber, '证件库中无此身份证记录');
  if (sequence <= 996) return of(LISTED, 'quota exceeded');
  if (sequence === 997) return of(UNLISTED, 'operation failed');
  if (sequence === 998) return of(NAME_FORM, 'name is not allowed');
  return of(UNLISTED_TOO, `can't serve ${idNumber} ${name}`);
}

function of(code: ReturnCode, message = WORDS.get(code) ?? ''): Judgement {
  return { code, message };
}
