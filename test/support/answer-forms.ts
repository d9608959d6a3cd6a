// Answers in all forms in which servers, gateways and old programs write them: the same content with different framing,
// encoding and packing. For tests alone.

import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { encode } from './legacy-encodings.js';

export const VERDICTS = [0, -5803, -5804, -5806, -5807];
const LISTED = [...VERDICTS, 3, 21, 23, 213, 15, 107, 108, 9, 4, 25];
const UNLISTED = [1, -1, 7, 999, -6000, 2_147_483_647];

export interface AnswerForm {
  readonly code: number;
  readonly status: number;
  readonly hasData: boolean;
  /** Whether the length is as announced, and the end arrives. */
  readonly wellFramed: boolean;
  /** All bytes of the answer, headers included. */
  readonly wire: Buffer;
  /** Whether the connection ends with the answer. */
  readonly ends: boolean;
}

const STATUSES = [
  200, 200, 200, 200, 201, 202, 203, 206, 299, 301, 302, 400, 401, 403, 404, 408, 418, 422, 451,
];
const FAILURES = [429, 500, 501, 502, 503, 504, 599];

const codeTexts = (code: number) =>
  fc.constantFrom(
    `${code}`,
    `"${code}"`,
    `" ${code} "`,
    `"${code}\\n"`,
    `${code}.0`,
    `${code}e0`,
    ...(code === 0 ? ['-0', '0.00', '0E+2'] : []),
  );

const strings = fc.oneof(
  fc.constantFrom(
    'OK',
    '身份证号码与姓名不匹配',
    'a"b',
    'code',
    '{"code":25}',
    '"code":25,',
    'x,}',
    '\u2028',
    '\\',
    '',
  ),
  fc.string({ maxLength: 40, unit: 'binary' }),
);
const anything = fc.oneof(
  fc.constantFrom(
    'null',
    '[]',
    '{}',
    '""',
    '0',
    '-1.5e300',
    'true',
    '[[[]]]',
    '{"code":7}',
    '[{"code":"x"}]',
  ),
  strings.map((text) => JSON.stringify(text)),
  fc.json({ maxDepth: 3 }),
);
/** Strings of programs that don't escape, so that controls stand in them bare. */
const rawStrings = fc.constantFrom('"two\nlines"', '"a\ttab"', '"it\\\'s"', '"c:\\dir"', '"\u0001"');

/** Each call has an id of its own; equal ids of two persons are tested elsewhere. */
const dataTexts = (count: number) =>
  fc.constantFrom(
    `{"session_id":"s-${count}"}`,
    `{"session_id":${count}}`,
    `{"session_id":${count}.25}`,
    `{"session_id":null}`,
    `{"session_id":[]}`,
    `{"session_id":"${'长'.repeat(2000)}${count}"}`,
    `{"session_id":"s-${count}","code":0,"data":{"code":9}}`,
    '{}',
    '[]',
    'null',
    '""',
    'false',
    '17',
  );

const keys = fc.oneof(
  fc.constantFrom(
    'msg',
    'requestId',
    'Code',
    'CODE',
    'code ',
    'codes',
    '数据',
    '__proto__',
    'errorcode',
    'Data',
  ),
  fc.string({ maxLength: 12 }).filter((key) => !['code', 'data', 'message'].includes(key)),
);

const blanks = fc.constantFrom('', ' ', '\n', '\r\n  ', '\t');

interface Text {
  readonly code: number;
  readonly text: string;
  readonly hasData: boolean;
}

function texts(count: number): fc.Arbitrary<Text> {
  const codes = fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...VERDICTS) },
    { weight: 2, arbitrary: fc.constantFrom(...LISTED) },
    { weight: 1, arbitrary: fc.constantFrom(...UNLISTED) },
  );
  return codes.chain((code) =>
    fc
      .record({
        codeText: codeTexts(code),
        twice: fc.boolean(),
        data: fc.option(dataTexts(count), { freq: 5 }),
        message: fc.option(fc.oneof(anything, rawStrings)),
        sides: fc.array(fc.tuple(keys, fc.oneof(anything, rawStrings)), { maxLength: 4 }),
        order: fc.array(fc.double({ noNaN: true }), { minLength: 8, maxLength: 8 }),
        blank: blanks,
        strayComma: fc.boolean(),
        escapedKey: fc.boolean(),
      })
      .map(({ codeText, twice, data, message, sides, order, blank, strayComma, escapedKey }) => {
        const key = escapedKey ? '"c\\u006fde"' : '"code"';
        const members = [
          `${key}${blank}:${blank}${codeText}`,
          ...(twice ? [`"code":${code}`] : []),
          ...(data === null ? [] : [`"data":${blank}${data}`]),
          ...(message === null ? [] : [`"message":${message}`]),
          ...sides.map(([name, value]) => `${JSON.stringify(name)}:${value}`),
        ];
        const placed = members.map((member, index) => ({ member, at: order[index] ?? 0 }));
        placed.sort((one, other) => one.at - other.at);
        const inside = placed.map(({ member }) => member).join(`${blank},${blank}`);
        const text = `{${blank}${inside}${strayComma ? `,${blank}` : ''}}`;
        return { code, text, hasData: data !== null };
      }),
  );
}

const ENCODINGS = ['utf-8', 'utf-8', 'utf-8', 'utf-16le', 'utf-16be', 'gb18030'] as const;

/** Undefined where the encoding lacks a character of the text. */
function encoded(text: string, encoding: (typeof ENCODINGS)[number]): Buffer | undefined {
  try {
    const bytes = encode(text, encoding);
    return new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes) === text ? bytes : undefined;
  } catch {
    return undefined;
  }
}

interface Packing {
  readonly header: string | undefined;
  readonly pack: (bytes: Buffer) => Buffer;
}

const plain = (bytes: Buffer): Buffer => bytes;
const PACKINGS: readonly Packing[] = [
  { header: undefined, pack: plain },
  { header: undefined, pack: plain },
  { header: 'identity', pack: plain },
  { header: 'gzip', pack: gzipSync },
  { header: 'GZIP', pack: gzipSync },
  { header: 'x-gzip', pack: gzipSync },
  { header: undefined, pack: gzipSync },
  { header: 'deflate', pack: gzipSync },
  { header: 'deflate', pack: deflateSync },
  { header: 'deflate', pack: deflateRawSync },
  { header: 'br', pack: brotliCompressSync },
  { header: 'gzip, gzip', pack: (bytes) => gzipSync(gzipSync(bytes)) },
  { header: 'deflate, gzip', pack: (bytes) => gzipSync(deflateSync(bytes)) },
];

const FRAMINGS = ['length', 'chunked', 'close', 'http10', 'longer', 'unended', 'hints'] as const;

function chunked(bytes: Buffer, size: number, last: boolean): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += size) {
    const part = bytes.subarray(at, at + size);
    parts.push(Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from('\r\n'));
  }
  if (last) parts.push(Buffer.from('0\r\n\r\n'));
  return Buffer.concat(parts);
}

/** @param count makes the session id differ from those of other answers */
export function answerForms(count: number): fc.Arbitrary<AnswerForm> {
  return fc
    .record({
      said: texts(count),
      status: fc.oneof(
        { weight: 9, arbitrary: fc.constantFrom(...STATUSES) },
        { weight: 1, arbitrary: fc.constantFrom(...FAILURES) },
      ),
      encoding: fc.constantFrom(...ENCODINGS),
      before: fc.constantFrom('', '', '\uFEFF', '\uFEFF\uFEFF', '\r\n', '  \uFEFF'),
      after: fc.constantFrom('', '', '\n', '\0', '\0\0', ' \r\n'),
      packing: fc.constantFrom(...PACKINGS),
      type: fc.constantFrom(
        'application/json',
        'text/html; charset=gbk',
        'text/plain; charset="utf-8"',
        'application/octet-stream',
        'nonsense',
        undefined,
      ),
      headers: fc.subarray([
        'Retry-After: 5',
        'Set-Cookie: a=1',
        'Location: /x',
        'X-Empty:',
        'Server: nginx',
      ]),
      framing: fc.constantFrom(...FRAMINGS),
      chunk: fc.integer({ min: 1, max: 300 }),
    })
    .map(({ said, status, encoding, before, after, packing, type, headers, framing, chunk }) => {
      const text = before + said.text + after;
      // Text that only UTF-8 can express is not written in another encoding. UTF-16 gets its mark, as without it nobody
      // can tell the byte order.
      const bytes = encoded(encoding.startsWith('utf-16') ? `\uFEFF${said.text}` : text, encoding);
      const body = packing.pack(bytes ?? Buffer.from(text));
      const lines = [
        `HTTP/${framing === 'http10' ? '1.0' : '1.1'} ${status} Said`,
        ...headers,
        ...(type === undefined ? [] : [`Content-Type: ${type}`]),
        ...(packing.header === undefined ? [] : [`Content-Encoding: ${packing.header}`]),
      ];
      const head = (more: string): Buffer => Buffer.from(`${[...lines, more].join('\r\n')}\r\n\r\n`);
      const length = (by: number): Buffer => head(`Content-Length: ${body.length + by}`);
      const wire = {
        length: () => [length(0), body],
        chunked: () => [head('Transfer-Encoding: chunked'), chunked(body, chunk, true)],
        close: () => [head('Connection: close'), body],
        http10: () => [head('Connection: close'), body],
        longer: () => [length(chunk), body],
        unended: () => [head('Transfer-Encoding: chunked'), chunked(body, chunk, false)],
        hints: () => [Buffer.from('HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n'), length(0), body],
      }[framing]();
      const ends = framing !== 'length' && framing !== 'chunked' && framing !== 'hints';
      const wellFramed = framing !== 'longer' && framing !== 'unended';
      return { wellFramed, code: said.code, status, hasData: said.hasData, wire: Buffer.concat(wire), ends };
    });
}

/** Whether the answer is clear by the contract. */
export function isClear({ code, status, hasData }: AnswerForm): boolean {
  if (code === 0) return hasData && status >= 200 && status < 300;
  return LISTED.includes(code) || (status < 500 && status !== 429);
}
