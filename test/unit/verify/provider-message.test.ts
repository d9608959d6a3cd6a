// The provider's words that are kept: what adds nothing goes, what is personal goes, the rest fits into one cell.

import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { youtuCodes } from '../../../src/provider/youtu/codes.js';
import { keptMessage as keep } from '../../../src/verify/provider-message.js';

const PERSON = { idNumber: '11010519491231002X', name: '张三丰' };
const UNDOCUMENTED = -5802;

function keptMessage(code: number, message: string, person: typeof PERSON): string {
  return keep(String(code), message, person, youtuCodes);
}

describe('the provider’s words', () => {
  it.each([0, -5803, -5804, -5806, -5807])('with the verdict %i are not kept, whatever they are', (code) => {
    expect(keptMessage(code, 'whatever 张三丰', PERSON)).toBe('');
  });

  it.each([
    [213, '内部错误'],
    [15, '操作太频繁，触发频控'],
    [25, '您购买的资源已用完'],
  ])('with %i are not kept where they are the document’s own', (code, message) => {
    expect(keptMessage(code, message, PERSON)).toBe('');
  });

  it('are kept where they say something else', () => {
    expect(keptMessage(3, '账户已欠费，请充值', PERSON)).toBe('账户已欠费，请充值');
    expect(keptMessage(UNDOCUMENTED, 'server internal error', PERSON)).toBe('server internal error');
  });

  it('lose number and name wherever they stand', () => {
    expect(
      keptMessage(UNDOCUMENTED, '11010519491231002X张三丰: no 张三丰 (11010519491231002X)', PERSON),
    ).toBe('******: no *** (***)');
  });

  it.each(['11010519491231002x', '440524188001010014', '110105491231002', '1101051949', '13800138000'])(
    'lose the number %s too, whoever’s it is',
    (number) => {
      expect(keptMessage(UNDOCUMENTED, `about ${number}!`, PERSON)).toBe('about ***!');
    },
  );

  it('keep short numbers, such as codes', () => {
    expect(keptMessage(UNDOCUMENTED, 'error 50013 at line 12', PERSON)).toBe('error 50013 at line 12');
  });

  const base64 = (text: string) => Buffer.from(text).toString('base64');
  it.each([
    ['percent-encoded', `no such person: ${encodeURIComponent('张三丰')}`],
    ['in escapes', 'no such person: \\u5f20\\u4e09\\u4e30'],
    ['as entities', 'no such person: &#24352;&#x4e09;&#20016;'],
    ['in base64', `no such person: ${base64('{"name":"张三丰"}')}`],
    ['in hexadecimal digits', `no such person: ${Buffer.from('张三丰').toString('hex')}`],
    ['in Chinese numerals', '没有此人：一一〇一〇五一九四九一二三一〇〇二X'],
    ['in those of banks', '没有此人：壹壹零壹零伍壹玖肆玖壹贰叁壹零零贰X'],
    ['with a number in base64', `about ${base64('11010519491231002X')}`],
  ])('lose name and number %s', (_, message) => {
    expect(keptMessage(UNDOCUMENTED, message, PERSON)).toBe('***');
  });

  it.each([
    'request 0f8fad5bd9cb469fa16570867728950e failed',
    '服务器繁忙，请三十秒后再试',
    'see https://help.example/%E7%A0%81',
  ])('keep %s, which holds nobody', (message) => {
    expect(keptMessage(UNDOCUMENTED, message, PERSON)).toContain(message.slice(0, 7));
  });

  it('are one line without control characters, and not long', () => {
    expect(keptMessage(UNDOCUMENTED, '\r\n a\tb\u0000\u2028c\u2029\n', PERSON)).toBe('a b c');
    expect(keptMessage(UNDOCUMENTED, 'x'.repeat(1000), PERSON)).toHaveLength(200);
  });

  it('survive an empty name', () => {
    expect(keptMessage(UNDOCUMENTED, 'abc', { ...PERSON, name: '' })).toBe('abc');
  });
});

test('no number and no name survives, wherever they stand in the message', () => {
  const idNumber = fc.oneof(fc.stringMatching(/^\d{17}[\dX]$/), fc.stringMatching(/^\d{15}$/));
  const name = fc.oneof(
    fc.stringMatching(/^[\u4e00-\u9fa5]{2,4}$/),
    fc.stringMatching(/^[\u4e00-\u9fa5]{2,6}·[\u4e00-\u9fa5]{2,6}$/),
    fc.stringMatching(/^[A-Z][a-z]{2,8} [A-Z][a-z]{2,8}$/),
  );
  const words = fc.string({ unit: 'grapheme', maxLength: 30 });
  fc.assert(
    fc.property(
      fc.record({ idNumber, name }),
      fc.array(words, { minLength: 1, maxLength: 4 }),
      fc.array(fc.constantFrom('number', 'name', 'lower'), { maxLength: 4 }),
      fc.integer(),
      (person, parts, echoes, code) => {
        const echo = { number: person.idNumber, name: person.name, lower: person.idNumber.toLowerCase() };
        const message = parts.map((part, index) => `${part}${echo[echoes[index] ?? 'number']}`).join(' ');
        const kept = keptMessage(code, message, person);
        expect(kept).not.toContain(person.name);
        expect(kept.toUpperCase()).not.toContain(person.idNumber);
        expect(kept).not.toMatch(/\d{6}/);
        expect(kept).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
        expect(kept.length).toBeLessThanOrEqual(200);
      },
    ),
  );
});
