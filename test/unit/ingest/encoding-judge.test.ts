// Which encoding all of a list's bytes speak for, whatever the chunks they come in.

import { describe, expect, it } from 'vitest';
import { EncodingJudge } from '../../../src/ingest/encoding-judge.js';

/** 张三 in GB18030. */
const GB = Buffer.from([0xd5, 0xc5, 0xc8, 0xfd, 0x0a]);
const UTF8 = Buffer.from('张三\n');

function judge(bytes: Buffer, chunkBytes = bytes.length) {
  const encodingJudge = new EncodingJudge();
  for (let at = 0; at < bytes.length; at += chunkBytes)
    encodingJudge.push(bytes.subarray(at, at + chunkBytes));
  return encodingJudge.verdict();
}

function many(line: Buffer, count: number): Buffer {
  return Buffer.concat(Array<Buffer>(count).fill(line));
}

describe('the encoding', () => {
  it.each([
    ['nothing', Buffer.alloc(0), 'utf-8'],
    ['plain ASCII', Buffer.from('a,b\nc,d\n'), 'utf-8'],
    ['UTF-8', UTF8, 'utf-8'],
    ['UTF-8 with a mark', Buffer.from('\uFEFFname\n'), 'utf-8'],
    ['GB18030', GB, 'gb18030'],
    ['GB18030 with a mark', Buffer.from([0x84, 0x31, 0x95, 0x33, 0x41]), 'gb18030'],
    ['UTF-16LE with a mark', Buffer.from('\uFEFFname', 'utf16le'), 'utf-16le'],
    ['UTF-16BE with a mark', Buffer.from('\uFEFFname', 'utf16le').swap16(), 'utf-16be'],
  ])('of %s, wherever it is cut', (_what, bytes, encoding) => {
    for (const chunkBytes of [1, 2, 3, 7, Math.max(1, bytes.length)]) {
      expect(judge(bytes, chunkBytes).encoding).toBe(encoding);
    }
  });

  it('is doubted where most of the list speaks for UTF-8, and only then', () => {
    const doubt = (...lines: Buffer[]) => judge(Buffer.concat(lines)).doubt;
    expect(doubt(many(UTF8, 4), GB)).toBe(
      '1 of the 5 lines that are not plain ASCII are not UTF-8, line 5 first',
    );
    expect(doubt(UTF8, many(GB, 4))).toBeUndefined();
    expect(doubt(many(UTF8, 4))).toBeUndefined();
    expect(doubt(Buffer.from([0x84, 0x31, 0x95, 0x33, 0x0a]), many(UTF8, 4), GB)).toBeUndefined();
  });

  it('is UTF-8 where fewer than 1 in 1,000 of the lines that are not ASCII are invalid', () => {
    const ascii = many(Buffer.from('plain\n'), 5000);
    expect(judge(Buffer.concat([ascii, many(UTF8, 1000), GB])).encoding).toBe('utf-8');
    expect(judge(Buffer.concat([ascii, many(UTF8, 999), GB])).encoding).toBe('gb18030');
  });

  it('is judged line by line with CR as the line end too', () => {
    const lines = Buffer.from('张三\r'.repeat(1000));
    expect(judge(Buffer.concat([lines, GB])).encoding).toBe('utf-8');
  });

  it('is UTF-8 for one long line of it, in pieces', () => {
    expect(judge(Buffer.from('张'.repeat(1_500_000)), 65_536).encoding).toBe('utf-8');
  });
});

describe('the number of lines', () => {
  it.each([
    ['a\nb\nc\n', 3],
    ['a\r\nb\r\n', 2],
    ['a\rb\rc\r', 3],
    ['a', 0],
  ])('of %j', (text, lineEnds) => {
    for (const chunkBytes of [1, 2, 100])
      expect(judge(Buffer.from(text), chunkBytes).lineEnds).toBe(lineEnds);
  });
});
