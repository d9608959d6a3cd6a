// Reading the provider's answer: its documented shape, the sample's stray comma, and nothing else.

import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { readAnswer } from '../../../src/verify/answer.js';

describe('an answer of the documented shape', () => {
  it('is read', () => {
    const body = '{"code":-5803,"message":"身份证号码与姓名不匹配","data":{"session_id":"abc-1"}}';
    expect(readAnswer(body)).toEqual({ code: -5803, message: '身份证号码与姓名不匹配', sessionId: 'abc-1' });
  });

  it('is read with the comma of the document’s sample', () => {
    const body = '{\n  "code":0,\n  "message":"OK",\n  "data":{\n    "session_id":"",\n  }\n}';
    expect(readAnswer(body)).toEqual({ code: 0, message: 'OK', sessionId: '' });
  });

  it('keeps commas and braces inside strings, stray comma or not', () => {
    const message = 'a,} b,] \\" c,\n}';
    const body = `{"code":3,"message":${JSON.stringify(message)},"data":{"session_id":"x",},}`;
    expect(readAnswer(body)).toEqual({ code: 3, message, sessionId: 'x' });
  });

  it('may lack message and data, or have null for data', () => {
    expect(readAnswer('{"code":15}')).toEqual({ code: 15, message: '', sessionId: '' });
    expect(readAnswer('{"code":15,"data":null}')).toEqual({ code: 15, message: '', sessionId: '' });
    expect(readAnswer('{"code":15,"data":{}}')).toEqual({ code: 15, message: '', sessionId: '' });
  });

  it('may have more than the document says', () => {
    expect(
      readAnswer('{"code":0,"message":"OK","data":{"session_id":"s","score":1},"x":[]}')?.sessionId,
    ).toBe('s');
  });

  it('gives a session id that fits into one cell of a file', () => {
    const answer = readAnswer(
      JSON.stringify({ code: 0, data: { session_id: `a b\t\n张c${'x'.repeat(500)}` } }),
    );
    expect(answer?.sessionId).toBe(`abc${'x'.repeat(97)}`);
  });
});

describe('what is no answer', () => {
  it.each([
    '',
    ' ',
    'OK',
    'null',
    '0',
    '[]',
    '[0]',
    '"0"',
    '{}',
    '{"message":"OK"}',
    '{"code":null}',
    '{"code":"0"}',
    '{"code":0.5}',
    '{"code":1e400}',
    '{"code":true}',
    '{"code":0,"message":7}',
    '{"code":0,"data":"session"}',
    '{"code":0,"data":{"session_id":7}}',
    '{"code":0',
    '{"code":0,"message":"OK","data":{"session_id":"ab',
    '{"code":0,,}',
    '{,"code":0}',
    "{'code':0}",
    '{"code":0} {"code":0}',
    '<html><body>{"code":0}</body></html>',
  ])('%s is refused', (body) => {
    expect(readAnswer(body)).toBeUndefined();
  });
});

test('any answer is read as it is meant, with stray commas or without', () => {
  fc.assert(
    fc.property(
      fc.maxSafeInteger(),
      fc.string({ unit: 'grapheme' }),
      fc.stringMatching(/^[A-Za-z0-9-]{0,40}$/),
      fc.boolean(),
      (code, message, sessionId, stray) => {
        const comma = stray ? ' , ' : '';
        const body = `{"code":${code},"message":${JSON.stringify(message)},"data":{"session_id":"${sessionId}"${comma}}${comma}}`;
        expect(readAnswer(body)).toEqual({
          code: code + 0,
          message,
          sessionId,
        });
      },
    ),
  );
});

test('no text at all makes it throw or say match where no code 0 is written', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (body) => {
      fc.pre(!body.includes('"code"'));
      expect(readAnswer(body)).toBeUndefined();
    }),
  );
});
