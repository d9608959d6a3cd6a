// What counts as an answer of FaceID, and what is none: never a success by mistake.

import { describe, expect, it } from 'vitest';
import { readAnswer } from '../../../../src/provider/faceid/answer.js';

const PLAIN = { packing: undefined, type: 'application/json' };

function read(text: string, httpStatus = 200) {
  return readAnswer(Buffer.from(text), PLAIN, httpStatus);
}

const MATCH = '{"Response":{"Result":"0","Description":"认证通过","RequestId":"id-1"}}';

describe('an answer', () => {
  it('is a Result that is text, with its words and the id of its request', () => {
    expect(read(MATCH)).toEqual({ code: '0', message: '认证通过', sessionId: 'id-1' });
    expect(read(MATCH.replace('"0"', '"-7"'))?.code).toBe('-7');
  });

  it('is an Error, also one that nobody has listed', () => {
    const error =
      '{"Response":{"Error":{"Code":"AuthFailure.SignatureFailure","Message":"m"},"RequestId":"r"}}';
    expect(read(error)).toEqual({ code: 'AuthFailure.SignatureFailure', message: 'm', sessionId: 'r' });
    expect(read(error.replace('AuthFailure.SignatureFailure', 'FailedOperation.Newer_1'))?.code).toBe(
      'FailedOperation.Newer_1',
    );
    expect(read('{"Response":{"Error":{"Code":"InternalError"}}}')).toEqual({
      code: 'InternalError',
      message: '',
      sessionId: '',
    });
  });

  it('is a Result that nobody has listed', () => {
    expect(read(MATCH.replace('"0"', '"-42"'))?.code).toBe('-42');
  });

  it('may have a byte-order mark, line breaks in a string, or a comma before a closing brace', () => {
    expect(read(`\uFEFF${MATCH}\u0000`)?.code).toBe('0');
    expect(read(MATCH.replace('认证通过', '认证\n通过'))?.code).toBe('0');
    expect(read(MATCH.replace('"id-1"', '"id-1",'))?.code).toBe('0');
  });
});

describe('no answer', () => {
  it.each([
    ['a Result that is a number', MATCH.replace('"0"', '0')],
    ['a Result with blanks', MATCH.replace('"0"', '" 0"')],
    ['a Result of minus nothing', MATCH.replace('"0"', '"-0"')],
    ['a Result that is empty', MATCH.replace('"0"', '""')],
    ['a Result that is an object', MATCH.replace('"0"', '{}')],
    ['a Result that looks like an error code', MATCH.replace('"0"', '"InternalError"')],
    ['a Result that is no whole number', MATCH.replace('"0"', '"0.0"')],
    ['a Result without a request id', MATCH.replace(',"RequestId":"id-1"', '')],
    ['a Result beside an Error', MATCH.replace('"Result"', '"Error":{"Code":"InternalError"},"Result"')],
    ['two Results', MATCH.replace('"Result"', '"Result":"-1","Result"')],
    [
      'a Result whose name stands there twice, written otherwise',
      MATCH.replace('"Result"', '"\\u0052esult":"-1","Result"'),
    ],
    ['two Responses', `${MATCH.slice(0, -1)},"Response":{"Result":"-1","RequestId":"r"}}`],
    ['an Error code that is a number', '{"Response":{"Error":{"Code":"0","Message":""},"RequestId":"r"}}'],
    ['an Error without a code', '{"Response":{"Error":{"Message":"m"},"RequestId":"r"}}'],
    ['an Error that is text', '{"Response":{"Error":"InternalError","RequestId":"r"}}'],
    ['an Error that is null', '{"Response":{"Error":null,"Result":"0","RequestId":"r"}}'],
    [
      'an Error code with an identity number in it',
      '{"Response":{"Error":{"Code":"Bad.N11010519491231002X"},"RequestId":"r"}}',
    ],
    [
      'an Error code that is too long',
      `{"Response":{"Error":{"Code":"${'A'.repeat(101)}"},"RequestId":"r"}}`,
    ],
    ['a Response that is a list', '{"Response":[{"Result":"0","RequestId":"r"}]}'],
    ['the old service’s answer', '{"code":0,"message":"OK","data":{"session_id":"s"}}'],
    ['a Result outside the Response', '{"Result":"0","RequestId":"r"}'],
    ['text behind the object', `${MATCH} ok`],
    ['half an answer', MATCH.slice(0, 30)],
    ['nothing', ''],
  ])('is %s', (_what, text) => {
    expect(read(text)).toBeUndefined();
  });

  it.each([201, 204, 301, 400, 403, 429, 500, 502])('comes with HTTP %i', (httpStatus) => {
    expect(read(MATCH, httpStatus)).toBeUndefined();
    expect(
      read('{"Response":{"Error":{"Code":"InternalError"},"RequestId":"r"}}', httpStatus),
    ).toBeUndefined();
  });
});
