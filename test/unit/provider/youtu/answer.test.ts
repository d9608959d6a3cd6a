// Reading the provider's answer: its documented shape, the sample's stray comma, and nothing else.

import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { Answer } from '../../../../src/provider/port.js';
import { readAnswer as readBody } from '../../../../src/provider/youtu/answer.js';

interface Around {
  readonly status?: number;
  readonly packing?: string;
  readonly type?: string;
}

function readAnswer(body: string | Buffer, { status = 200, packing, type }: Around = {}): Answer | undefined {
  return readBody(Buffer.from(body as string), { packing, type }, status);
}

function codeOf(body: string | Buffer, around?: Around): string | undefined {
  return readAnswer(body, around)?.code;
}

describe('an answer of the documented shape', () => {
  it('is read', () => {
    const body = '{"code":-5803,"message":"身份证号码与姓名不匹配","data":{"session_id":"abc-1"}}';
    expect(readAnswer(body)).toEqual({
      code: '-5803',
      message: '身份证号码与姓名不匹配',
      sessionId: 'abc-1',
    });
  });

  it('is read with the comma of the document’s sample', () => {
    const body = '{\n  "code":0,\n  "message":"OK",\n  "data":{\n    "session_id":"",\n  }\n}';
    expect(readAnswer(body)).toEqual({ code: '0', message: 'OK', sessionId: '' });
  });

  it('keeps commas and braces inside strings, stray comma or not', () => {
    const message = 'a,} b,] \\" c,\n}';
    const body = `{"code":3,"message":${JSON.stringify(message)},"data":{"session_id":"x",},}`;
    expect(readAnswer(body)).toEqual({ code: '3', message, sessionId: 'x' });
  });

  it('may lack message and data, or have null for data', () => {
    expect(readAnswer('{"code":15}')).toEqual({ code: '15', message: '', sessionId: '' });
    expect(readAnswer('{"code":15,"data":null}')).toEqual({ code: '15', message: '', sessionId: '' });
    expect(readAnswer('{"code":15,"data":{}}')).toEqual({ code: '15', message: '', sessionId: '' });
  });

  it('may have more than the document says', () => {
    expect(
      readAnswer('{"code":0,"message":"OK","data":{"session_id":"s","score":1},"x":[]}')?.sessionId,
    ).toBe('s');
  });
});

const MISMATCH = { code: -5803, message: '不匹配', data: { session_id: 's-1' } };
const TEXT = JSON.stringify(MISMATCH);

describe('a clear code is read, whatever stands beside it', () => {
  it.each([[[]], [''], [null], [7], [true], [{}], [[{ session_id: 's' }]], ['s']])('data: %j', (data) => {
    expect(codeOf(JSON.stringify({ ...MISMATCH, data }))).toBe('-5803');
    expect(codeOf(JSON.stringify({ code: 0, data }))).toBe('0');
  });

  it.each([[null], [7], [[]], [{}], [true], ['s']])('session_id: %j', (id) => {
    const answer = readAnswer(JSON.stringify({ code: 0, data: { session_id: id } }));
    expect(answer).toEqual({ code: '0', message: '', sessionId: id === 7 ? '7' : id === 's' ? 's' : '' });
  });

  it.each([[null], [7], [[]], [{}], [true], ['OK']])('message: %j', (message) => {
    const answer = readAnswer(JSON.stringify({ ...MISMATCH, message }));
    expect(answer?.message).toBe(message === 7 ? '7' : message === 'OK' ? 'OK' : '');
  });

  it.each([
    ['"0"', '0'],
    ['" 0 "', '0'],
    ['"-5803"', '-5803'],
    ['0.0', '0'],
    ['-0', '0'],
    ['0e5', '0'],
    ['-5.803e3', '-5803'],
  ])('code: %s', (written, code) => {
    expect(codeOf(`{"data":{},"code":${written}}`)).toBe(code);
  });

  it.each([
    ['a byte-order mark', `\uFEFF${TEXT}`],
    ['two of them', `\uFEFF\uFEFF${TEXT}`],
    ['blanks and line breaks', `\r\n\t ${TEXT}\r\n\r\n`],
    ['a NUL behind it', `${TEXT}\0`],
    ['a line break within a string', TEXT.replace('不', '不\n')],
    ['a backslash that escapes nothing', TEXT.replace('不', "\\'\\x")],
    ['commas before every closing brace', TEXT.replaceAll('}', ' ,\n}')],
    ['a long message and a stray comma', TEXT.replace('不', '不'.repeat(5000)).replace(/}$/, ',}')],
    ['a code in its data', '{"code":-5803,"data":{"code":0}}'],
    ['the same code twice', '{"code":-5803,"code":"-5803"}'],
    ['a message that speaks of another', '{"message":"\\"code\\":0","code":-5803}'],
  ])('with %s', (_what, body) => {
    expect(codeOf(body)).toBe('-5803');
  });

  it.each([
    ['gzip', gzipSync(TEXT)],
    ['x-gzip', gzipSync(TEXT)],
    ['GZIP', gzipSync(TEXT)],
    ['deflate', deflateSync(TEXT)],
    ['deflate', deflateRawSync(TEXT)],
    ['br', brotliCompressSync(TEXT)],
    ['gzip, br', brotliCompressSync(gzipSync(TEXT))],
    ['identity', Buffer.from(TEXT)],
    ['deflate', gzipSync(TEXT)],
    // The bytes decide where a header is missing, unknown or left over.
    [undefined, gzipSync(TEXT)],
    ['utf-8', Buffer.from(TEXT)],
    ['gzip', Buffer.from(TEXT)],
    ['br', Buffer.from(`\uFEFF${TEXT}`)],
    ['gzip', gzipSync(TEXT).subarray(0, -8)],
  ])('packed, and called %s', (packing, body) => {
    expect(codeOf(body, packing === undefined ? {} : { packing })).toBe('-5803');
  });

  it.each([
    [
      'text/html;charset=gbk',
      Buffer.from('7b22636f6465223a2d353830332c226d657373616765223a22b2bbc6a5c5e4227d', 'hex'),
    ],
    [
      'application/json',
      Buffer.from('7b22636f6465223a2d353830332c226d657373616765223a22b2bbc6a5c5e4227d', 'hex'),
    ],
    ['application/json; charset="utf8"', Buffer.from('{"code":-5803,"message":"不匹配"}')],
    ['text/html; charset=gbk', Buffer.from('{"code":-5803,"message":"不匹配"}')],
    ['text/plain; charset=no-such', Buffer.from('{"code":-5803,"message":"不匹配"}')],
    ['application/json', Buffer.from('{"code":-5803,"message":"不匹配"}', 'utf16le')],
    ['application/json', Buffer.from('\uFEFF{"code":-5803,"message":"不匹配"}', 'utf16le')],
  ])('in the encoding of its bytes, with %s', (type, body) => {
    expect(readAnswer(body, { type })).toMatchObject({ code: '-5803', message: '不匹配' });
  });

  it.each([400, 403, 404, 302, 500, 502, 503, 429])('with the HTTP status %i', (status) => {
    expect(codeOf(TEXT, { status })).toBe('-5803');
    expect(codeOf('{"code":15}', { status })).toBe('15');
  });
});

test('a byte-order mark of GB18030 is one under the name of GBK, too', () => {
  const body = Buffer.from('\x84\x31\x95\x33{"code":-5803,"message":"\xb2\xbb"}', 'latin1');
  for (const charset of ['gbk', 'gb2312', 'GB18030', 'utf-8'])
    expect(codeOf(body, { type: `text/html; charset=${charset}` })).toBe('-5803');
});

describe('a 0', () => {
  it.each([301, 400, 404, 429, 500, 503])('counts for nothing with the HTTP status %i', (status) => {
    expect(codeOf('{"code":0,"data":{}}', { status })).toBeUndefined();
  });

  it('counts for nothing without the key data', () => {
    expect(codeOf('{"code":0,"message":"OK"}')).toBeUndefined();
    expect(codeOf('{"code":"0","__proto__":{"data":1}}')).toBeUndefined();
  });
});

it('a code that is not documented is its gateway’s with HTTP 5xx and 429, and the provider’s otherwise', () => {
  expect(codeOf('{"code":500}', { status: 500 })).toBeUndefined();
  expect(codeOf('{"code":429}', { status: 429 })).toBeUndefined();
  expect(codeOf('{"code":-9999}', { status: 400 })).toBe('-9999');
  expect(codeOf('{"code":-9999}')).toBe('-9999');
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
    '{"code":"","data":{}}',
    '{"code":"0.0","data":{}}',
    '{"code":"00","data":{}}',
    '{"code":"+0","data":{}}',
    '{"code":"OK","data":{}}',
    '{"code":[0],"data":{}}',
    '{"Code":0,"data":{}}',
    '{"code":0,"code":-5803,"data":{}}',
    '{"code":-5803,"\\u0063ode":0,"data":{}}',
    '[{"code":0,"data":{}}]',
    '{"code":-5803}{"code":0,"data":{}}',
    '{"result":{"code":0,"data":{}}}',
    '{"code":0.5}',
    '{"code":1e400}',
    '{"code":true}',
    '{"code":0',
    '{"code":0,"message":"OK","data":{"session_id":"ab',
    '{"code":0,,}',
    '{,"code":0}',
    "{'code':0}",
    '{"code":0,"data":{}} {"code":0,"data":{}}',
    '{"code":0,"data":{}}<!-- cached -->',
    '<html><body>{"code":0,"data":{}}</body></html>',
  ])('%s is refused', (body) => {
    expect(readAnswer(body)).toBeUndefined();
  });
});

describe('a body that is made to take long or much', () => {
  const LIMIT = 64 * 1024;
  it.each([
    [
      'unpacks to a thousand times its size',
      gzipSync(`{"code":0,"data":"${'x'.repeat(20_000_000)}"}`),
      'gzip',
    ],
    ['unpacks so in brotli', brotliCompressSync(`{"code":0,"data":"${'x'.repeat(20_000_000)}"}`), 'br'],
    ['is packed again and again', gzipSync(gzipSync(gzipSync(gzipSync('{}')))), 'gzip, gzip, gzip, gzip'],
    ['is broken', Buffer.concat([gzipSync(TEXT).subarray(0, 20), Buffer.alloc(50, 7)]), 'gzip'],
    ['is in no packing known', Buffer.from([1, 2, 3]), 'zstd'],
    ['is deep', Buffer.from('{"data":'.repeat(LIMIT / 8)), ''],
    ['is deep in brackets', Buffer.from(`{"code":0,"data":${'['.repeat(LIMIT - 100)}`), ''],
    ['is all quotes', Buffer.from('"'.repeat(LIMIT)), ''],
    ['is one string without an end', Buffer.from(`{"code":0,"data":"${'\\"'.repeat(LIMIT / 2 - 20)}`), ''],
    ['is all commas and blanks', Buffer.from(`{"code":0${`,${' '.repeat(999)}`.repeat(60)}`), ''],
    ['is all blanks', Buffer.from(`{${' '.repeat(LIMIT - 2)}`), ''],
    ['is blanks before a letter', Buffer.from(`${' '.repeat(LIMIT - 2)}x`), ''],
  ])('and %s is no answer, and costs little', (_what, body, packing) => {
    const before = process.cpuUsage();
    expect(readAnswer(body, { packing })).toBeUndefined();
    const { user, system } = process.cpuUsage(before);
    // Microseconds of processor time; a reader that takes quadratic time would need seconds.
    expect(user + system).toBeLessThan(500_000);
  });
});

const side = fc.oneof(fc.constant(null), fc.jsonValue(), fc.integer(), fc.string());
const blanks = fc.stringMatching(/^[ \t\r\n]{0,5}$/);

test('a readable code is always read, whatever fields of whatever type stand around it, in whatever order', () => {
  const plan = fc.record({
    code: fc.constantFrom(0, -5803, -5804, -5806, -5807, 15, 107, 3, -9999),
    asText: fc.boolean(),
    fields: fc.uniqueArray(fc.tuple(fc.constantFrom('message', 'data', 'origin', 'x', 'codes'), side), {
      selector: ([name]) => name,
    }),
    place: fc.nat(5),
    blank: blanks,
    stray: fc.boolean(),
    mark: fc.boolean(),
    packing: fc.constantFrom('', 'gzip', 'deflate', 'br'),
  });
  fc.assert(
    fc.property(plan, ({ code, asText, fields, place, blank, stray, mark, packing }) => {
      const beside = fields.filter(([name]) => name !== 'data');
      const data = fields.find(([name]) => name === 'data') ?? (['data', {}] as const);
      const entries: string[] = [...beside, data].map(
        ([name, value]) => `"${name}"${blank}:${blank}${JSON.stringify(value)}`,
      );
      entries.splice(Math.min(place, entries.length), 0, `"code":${blank}${asText ? `"${code}"` : code}`);
      const body = `${mark ? '\uFEFF' : ''}${blank}{${entries.join(`${blank},`)}${stray ? ',' : ''}${blank}}${blank}`;
      const pack = {
        '': (text: string) => Buffer.from(text),
        gzip: gzipSync,
        deflate: deflateSync,
        br: brotliCompressSync,
      }[packing];
      expect(codeOf((pack as (text: string) => Buffer)(body), { packing })).toBe(String(code));
    }),
    { numRuns: 2000 },
  );
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
          code: String(code + 0),
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
