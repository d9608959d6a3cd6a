// Which byte-order marks are dropped: those before a record or an opening quote, and none inside the user's text.

import { describe, expect, it } from 'vitest';
import { withoutMarks } from '../../../../src/ingest/encoding/byte-order-marks.js';
import { joinPairs } from '../../../../src/ingest/encoding/cesu-8.js';

describe('a byte-order mark', () => {
  it.each([
    ['once', '\uFEFFa,b\n', 'a,b\n'],
    ['twice', '\uFEFF\uFEFF"a","b"\n', '"a","b"\n'],
    ['where files were joined', 'a\n\uFEFF"b",c\n', 'a\n"b",c\n'],
    ['behind CR', 'a\r\uFEFFb\r', 'a\rb\r'],
    ['before a quoted cell', 'a,\uFEFF"b"\n', 'a,"b"\n'],
    ['alone on its line', 'a\n\uFEFF\nb\n', 'a\n\nb\n'],
  ])('%s is dropped', (_what, text, left) => {
    expect(withoutMarks(Buffer.from(text)).toString()).toBe(left);
  });

  it.each([
    ['inside a cell', 'a\uFEFFb,c\n'],
    ['at the beginning of a cell without quotes', 'a,\uFEFFb\n'],
    ['inside a quoted cell over two lines', '"a\n\uFEFFb",c\n'],
    ['inside a quoted cell behind a comma', '"a,\uFEFFb",c\n'],
  ])('%s stays', (_what, text) => {
    expect(withoutMarks(Buffer.from(text)).toString()).toBe(text);
  });
});

describe('byte-order marks in a row', () => {
  /** The processor time, and the least of three, because the machine does other things too. */
  function took(bytes: Buffer): number {
    const times = [1, 2, 3].map(() => {
      const before = process.cpuUsage();
      withoutMarks(bytes);
      const { user, system } = process.cpuUsage(before);
      return user + system;
    });
    return Math.max(1, Math.min(...times));
  }

  it.each([
    ['in a row', (count: number) => `a\n${'\uFEFF'.repeat(count)}`, '"b"\n', 'a\n"b"\n'],
    ['on a line each', (count: number) => '\uFEFF\n'.repeat(count), 'b\n', `${'\n'.repeat(100_000)}b\n`],
  ])('are dropped in a time that grows no faster than they do: %s', (_what, marks, rest, left) => {
    expect(withoutMarks(Buffer.from(marks(100_000) + rest)).toString()).toBe(left);
    // Twenty times as many marks take 400 times as long if each is compared with each other.
    const growth = took(Buffer.from(marks(200_000) + rest)) / took(Buffer.from(marks(10_000) + rest));
    expect(growth).toBeLessThan(300);
  });

  it('are kept as they are inside a cell, however many', () => {
    const text = `a${'\uFEFF'.repeat(100_000)}b\n"\uFEFF\uFEFF",\uFEFF\uFEFF"c"\n`;
    expect(withoutMarks(Buffer.from(text)).toString()).toBe(
      `a${'\uFEFF'.repeat(100_000)}b\n"\uFEFF\uFEFF","c"\n`,
    );
  });
});

describe('a character in two halves', () => {
  it('is joined, and a half on its own is left as no text', () => {
    const halves = Buffer.from([0xed, 0xa1, 0x82, 0xed, 0xbe, 0xb7]);
    expect(joinPairs(Buffer.concat([Buffer.from('a'), halves, halves, Buffer.from('田')])).toString()).toBe(
      'a𠮷𠮷田',
    );
    const lone = Buffer.from([0x61, 0xed, 0xa1, 0x82, 0x62]);
    expect(joinPairs(lone)).toEqual(lone);
  });
});
