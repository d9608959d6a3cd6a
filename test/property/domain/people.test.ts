// Exactly those who are plausibly persons are called, whatever names and columns come.

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkCharacter, cleanNumber } from '../../../src/domain/identity-number.js';
import { NumberColumn } from '../../../src/domain/number-column.js';
import { NUMBER_DAMAGES } from '../../../src/domain/number-damage.js';
import { precheck, type PrecheckRules } from '../../../src/domain/precheck.js';

const RULES: PrecheckRules = { precheck: 'reject', asOf: '2026-11-24', version: 4 };

const surnames = fc.constantFrom(
  ...Array.from('王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗郑梁'),
  '欧阳',
  '司马',
  '诸葛',
);
const given = fc.constantFrom(...Array.from('伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂䶮𠮷〇'));
const hanNames = fc
  .tuple(surnames, fc.array(given, { minLength: 1, maxLength: 2 }))
  .map(([surname, rest]) => surname + rest.join(''));
const dotted = fc
  .tuple(fc.constantFrom('阿卜杜拉', '古丽', '买买提'), fc.constantFrom('热依木', '艾力', '吐尔逊'))
  .map((parts) => parts.join('·'));
const words = fc.constantFrom(
  'John',
  'SMITH',
  "O'Brien",
  'Anne-Marie',
  'José',
  'van der Berg',
  'Müller',
  'J.',
);
const latin = fc.array(words, { minLength: 2, maxLength: 3 }).map((parts) => parts.join(' '));
const names = fc.oneof(hanNames, dotted, latin);

const digits = (length: number): fc.Arbitrary<string> =>
  fc.integer({ min: 0, max: 10 ** length - 1 }).map((value) => String(value).padStart(length, '0'));
const numbers = fc
  .tuple(
    fc.constantFrom('110101', '320106', '440103', '610113', '650102'),
    fc.integer({ min: 1940, max: 2015 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 28 }),
    digits(3),
  )
  .map(([region, year, month, day, sequence]) => {
    const first17 = `${region}${year}${String(month).padStart(2, '0')}${String(day).padStart(2, '0')}${sequence}`;
    return first17 + checkCharacter(first17);
  });

const marks = fc.constantFrom(
  '*',
  '＊',
  '某',
  '×',
  '●',
  '○',
  '□',
  '■',
  '〓',
  '?',
  '？',
  '\uFFFD',
  '⿰',
  '（',
  '[',
  '1',
  '/',
  '、',
  '#',
  '_',
  '\uE900',
);

describe('a row', () => {
  it('is called as it is where name and number are somebody’s', () => {
    fc.assert(
      fc.property(names, numbers, (name, idNumber) => {
        expect(precheck(idNumber, name, RULES)).toMatchObject({ kind: 'call', person: { idNumber, name } });
      }),
      { numRuns: 2000 },
    );
  });

  it('is not called where anything stands in the name that stands in none', () => {
    const spoilt = fc.tuple(names, marks, fc.nat()).map(([name, mark, place]) => {
      const characters = Array.from(name);
      characters.splice(place % (characters.length + 1), 0, mark);
      return characters.join('');
    });
    fc.assert(
      fc.property(spoilt, numbers, (name, idNumber) => {
        expect(precheck(idNumber, name, RULES)).toMatchObject({ kind: 'local', status: 'bad_format' });
      }),
      { numRuns: 2000 },
    );
  });

  it('never quotes name or number in what is said of it', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 4 }), fc.string({ minLength: 4 }), (name, idNumber) => {
        const fate = precheck(idNumber, `丮${name}丮`, RULES);
        const said = fate.kind === 'call' ? fate.note : fate.kind === 'local' ? fate.message : '';
        expect(said).not.toContain('丮');
      }),
    );
  });
});

describe('a column', () => {
  it('of people’s numbers is damaged in no list', () => {
    fc.assert(
      fc.property(fc.uniqueArray(numbers, { minLength: 5, maxLength: 200 }), (list) => {
        const column = new NumberColumn(RULES.asOf);
        for (const number of list) column.add(cleanNumber(number, 3));
        expect(column.found()).toEqual([]);
      }),
    );
  });

  it('that a spreadsheet has rounded sends nobody else’s number, whatever list it is pasted to', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(numbers, { minLength: 20, maxLength: 100 }),
        fc.uniqueArray(numbers, { maxLength: 100 }),
        (list, others) => {
          const rounded = list.map((number) => (number.endsWith('X') ? number : `${number.slice(0, 15)}000`));
          const column = new NumberColumn(RULES.asOf);
          for (const number of [...others, ...rounded]) column.add(cleanNumber(number, 3));
          const kinds = new Set(column.found().map(({ kind }) => kind));
          const damages = new Set(NUMBER_DAMAGES.filter((damage) => kinds.has(damage)));
          const called = rounded.filter(
            (number) => precheck(number, '张伟', { ...RULES, damages }).kind === 'call',
          );
          expect(called.filter((number) => !list.includes(number))).toEqual([]);
        },
      ),
    );
  });
});
