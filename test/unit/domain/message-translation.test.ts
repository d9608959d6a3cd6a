// Outcomes of a batch in one language, carried over into a batch in the other.

import { describe, expect, it } from 'vitest';
import { messageIn } from '../../../src/domain/message-translation.js';
import { outcomeOfCalls, overOutcome, type Outcome, type OutcomeRules } from '../../../src/domain/outcome.js';
import { precheck } from '../../../src/domain/precheck.js';
import { faceidCodes } from '../../../src/provider/faceid/codes.js';
import { youtuCodes } from '../../../src/provider/youtu/codes.js';
import type { Language } from '../../../src/words/language.js';

function rulesIn(language: Language, more: Partial<OutcomeRules> = {}): OutcomeRules {
  return { codes: youtuCodes, retryCodes: new Set(), inDoubt: 'retry', language, ...more };
}

function call(more: object) {
  return [
    {
      row: 1,
      attempt: 1,
      startedAt: 1,
      finishedAt: 2,
      code: undefined,
      message: '',
      sessionId: '',
      result: 'in_doubt' as const,
      httpStatus: undefined,
      probe: false,
      ...more,
    },
  ];
}

function noteIn(language: Language): string {
  const fate = precheck(' 11010519491231002x', '张 三', {
    precheck: 'reject',
    asOf: '2026-11-30',
    version: 3,
    language,
  });
  return fate.kind === 'call' ? fate.note : '';
}

/** Every kind of message that a called row can have, made in a language. */
const KINDS: Readonly<Record<string, (language: Language) => Outcome>> = {
  'a verdict': (language) =>
    outcomeOfCalls(call({ code: '-5803', result: 'answered' }), true, rulesIn(language), ''),
  'a verdict with notes': (language) =>
    outcomeOfCalls(call({ code: '0', result: 'answered' }), true, rulesIn(language), noteIn(language)),
  'a code with the provider’s own words': (language) =>
    outcomeOfCalls(
      call({ code: '3', result: 'answered', message: '账户；已欠费' }),
      true,
      rulesIn(language),
      '',
    ),
  'an unknown code': (language) =>
    outcomeOfCalls(call({ code: '-9999', result: 'answered' }), true, rulesIn(language), ''),
  'attempts used up': (language) => outcomeOfCalls(call({}), true, rulesIn(language), ''),
  'attempts used up at an HTTP status': (language) =>
    outcomeOfCalls(call({ httpStatus: 502 }), true, rulesIn(language), noteIn(language)),
  'a lost answer': (language) => outcomeOfCalls(call({}), true, rulesIn(language, { inDoubt: 'hold' }), ''),
  'a gap': (language) => outcomeOfCalls([], true, rulesIn(language), '', true),
  'a limit of the day': (language) =>
    overOutcome([], rulesIn(language, { codes: faceidCodes }), noteIn(language)),
};

describe('a message', () => {
  it.each(Object.keys(KINDS))('about %s is said in the other language as that would have it', (kind) => {
    const make = KINDS[kind];
    if (make === undefined) throw new Error('no such kind');
    const codes = kind === 'a limit of the day' ? faceidCodes : youtuCodes;
    const [en, zh] = [make('en'), make('zh')];
    expect(zh.message).not.toBe(en.message);
    expect(messageIn('zh', en, { codes, language: 'en' })).toBe(zh.message);
    expect(messageIn('en', zh, { codes, language: 'zh' })).toBe(en.message);
    expect(messageIn('zh', zh, { codes, language: 'zh' })).toBe(zh.message);
  });

  it('of a batch that records no language is English', () => {
    const { message, code } = KINDS['a verdict']?.('en') ?? { message: '', code: undefined };
    expect(messageIn('zh', { message, code }, { codes: youtuCodes })).toBe('身份证号码与姓名不匹配');
    expect(messageIn(undefined, { message, code }, { codes: youtuCodes })).toBe(message);
  });

  it('that nobody here has written stays as it is', () => {
    const message = '；service says (no): .*';
    expect(messageIn('zh', { message, code: '99' }, { codes: youtuCodes })).toBe(message);
  });
});
