// What is taken away from a name before it is sent, and what never is.

import { describe, expect, it } from 'vitest';
import { cleanName, nameFault } from '../../../src/domain/person-name.js';

describe('cleaning a name', () => {
  it.each([
    ['padding between Han characters', '张 三', '张三'],
    ['wide padding', '张\u3000\u3000三', '张三'],
    ['blanks around it', '\u00A0 张三 \t', '张三'],
    ['zero-width characters', '张\u200B三\uFEFF', '张三'],
    ['the mark of a text cell', "'张三", '张三'],
    ['blanks between Latin words', 'John   SMITH', 'John SMITH'],
    ['a decomposed letter', 'Jose\u0301', 'José'],
    ['padding before a rare character', '张 𠮷', '张𠮷'],
    ['padding before a private-use character', '张 \uE863', '张\uE863'],
    ['blanks around the middle dot', '阿卜杜拉 · 买买提', '阿卜杜拉·买买提'],
  ])('takes away %s', (_what, written, cleaned) => {
    expect(cleanName(written)).toBe(cleaned);
  });

  it.each(['\u2022', '\u30FB', '\uFF65', '\u2027', '\u22C5', '\uFF0E', '\u2219', '\u0387', '.'])(
    'writes the separator %s as the middle dot',
    (separator) => {
      expect(cleanName(`阿卜杜拉${separator}买买提`)).toBe('阿卜杜拉·买买提');
    },
  );

  it.each([
    '张三',
    'John Smith',
    'J. R. Smith',
    'mcDonald',
    "O'Brien",
    "'Abd",
    '﨑',
    '髙橋',
    'Ｓｍｉｔｈ',
    '阿卜杜拉·买买提',
    '𠮷𠮷',
    '张3',
    '葛\u{E0100}',
  ])('leaves %s alone', (name) => {
    expect(cleanName(name)).toBe(name);
  });

  it('changes nothing the second time', () => {
    for (const written of ['张 三', "' 张三", '买买提 . 艾力', 'a  b', '\u200B 张 ']) {
      expect(cleanName(cleanName(written))).toBe(cleanName(written));
    }
  });
});

describe('the fault of a name', () => {
  it.each([
    ['', 'empty'],
    ['张?', 'lost characters'],
    ['张？', 'lost characters'],
    ['张\uFFFD', 'lost characters'],
    ['张\u0000', 'control characters'],
    ['123', 'no letters'],
    ['-', 'no letters'],
    ['张'.repeat(129), 'too long'],
  ])('of %j is %s', (name, fault) => {
    expect(nameFault(name)).toBe(fault);
  });

  it.each(['张三', '张', 'John Smith', '阿卜杜拉·买买提', '\uE863', '𠮷', "O'Brien", '张三1'])(
    'is none for %s',
    (name) => {
      expect(nameFault(name)).toBeUndefined();
    },
  );
});
