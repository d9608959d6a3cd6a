// The fixed rule by which the pretend provider answers.

import { describe, expect, test } from 'vitest';
import { answerAbout, checkCharacterOf } from '../../../src/simulator/person-rule.js';

/** A valid number of somebody born on 1949-12-31 in Beijing, with this sequence. */
function numberWith(sequence: string): string {
  const first17 = `11010519491231${sequence}`;
  return first17 + checkCharacterOf(first17);
}

describe('the check character', () => {
  test.each([
    '11010519491231002X',
    '440524188001010014',
    '810000199408230021',
    '830000199201300022',
    '932682198501010017',
  ])('of %s is the one that the number has', (idNumber) => {
    expect(checkCharacterOf(idNumber.slice(0, 17))).toBe(idNumber.charAt(17));
  });
});

describe('the answer about a person', () => {
  test.each([
    ['any other sequence matches', '002', '0'],
    ['a sequence ending in 7 belongs to another name', '017', '-5803'],
    ['sequence 987 belongs to another name', '987', '-5803'],
    ['sequence 989 matches', '989', '0'],
    ['sequence 990 can not be looked up', '990', '-5807'],
    ['sequence 994 can not be looked up', '994', '-5807'],
    ['sequence 995 is an internal error', '995', '213'],
    ['sequence 996 is an internal error', '996', '213'],
    ['sequence 997 gets a code that no document lists', '997', '-5801'],
    ['sequence 998 gets 3', '998', '3'],
    ['sequence 999 gets another code that no document lists', '999', '-5802'],
  ])('%s', (_, sequence, code) => {
    expect(answerAbout(numberWith(sequence), '张三').code).toBe(code);
  });

  test('998 speaks of arrears', () => {
    expect(answerAbout(numberWith('998'), '张三').message).toContain('欠费');
  });

  test('999 repeats number and name, so that whoever keeps messages has to remove them', () => {
    const idNumber = numberWith('999');
    expect(answerAbout(idNumber, '张三').message).toContain(`${idNumber} 张三`);
  });

  test.each([
    ['a number that is too short', '1101051949123100', '张三'],
    ['a number that is too long', '11010519491231002X0', '张三'],
    ['a lower-case x', '11010519491231002x', '张三'],
    ['full-width digits', '１１０１０５１９４９１２３１００２X', '张三'],
    ['an empty number', '', '张三'],
    ['an empty name', '11010519491231002X', ''],
    ['a name of blanks', '11010519491231002X', '  '],
  ])('%s has the wrong format', (_, idNumber, name) => {
    expect(answerAbout(idNumber, name).code).toBe('-5806');
  });

  test.each([
    ['a wrong check character', '110105194912310021'],
    ['the 30th of February', `11010519490230002${checkCharacterOf('11010519490230002')}`],
    ['the 29th of February of a common year', `11010519490229002${checkCharacterOf('11010519490229002')}`],
    ['a 13th month', `11010519491331002${checkCharacterOf('11010519491331002')}`],
    ['day 0', `11010519491200002${checkCharacterOf('11010519491200002')}`],
    ['year 0', `11010500001231002${checkCharacterOf('11010500001231002')}`],
  ])('%s makes the number invalid', (_, idNumber) => {
    expect(answerAbout(idNumber, '张三').code).toBe('-5804');
  });

  test('the 29th of February of a leap year is a day', () => {
    const first17 = '11010519480229002';
    expect(answerAbout(first17 + checkCharacterOf(first17), '张三').code).toBe('0');
  });
});
