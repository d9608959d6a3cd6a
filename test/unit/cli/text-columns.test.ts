// Widths as a terminal has them, and texts broken to fit.

import { describe, expect, it } from 'vitest';
import { clipped, columnsOf, hanging, padded, spaced, visiblePage } from '../../../src/cli/text-columns.js';

describe('a text', () => {
  it('takes two columns for a Chinese character, also one outside the BMP, and one for others', () => {
    expect(['', 'abc', '张三', '𠮷田', '（张）', 'ｱ', 'é·'].map(columnsOf)).toEqual([0, 3, 4, 4, 6, 2, 2]);
  });

  it('is padded to columns, not to characters', () => {
    expect([padded('张', 3), padded('ab', 3), padded('张三', 3)]).toEqual(['张 ', 'ab ', '张三']);
  });

  it('is clipped so that the mark fits too, and only where it is too long', () => {
    expect([clipped('张三丰', 6), clipped('张三丰', 5), clipped('张三丰', 4)]).toEqual([
      '张三丰',
      '张三…',
      '张…',
    ]);
  });
});

describe('a hanging text', () => {
  it('goes on under its own beginning', () => {
    expect(hanging('  1  张*  ', 'one two three four five', 32)).toBe(
      '  1  张*  one two three four\n          five',
    );
  });

  it('keeps a word whole that is longer than the line', () => {
    expect(hanging('- ', `a ${'x'.repeat(30)} b`, 24)).toBe(`- a\n  ${'x'.repeat(30)}\n  b`);
  });

  it('begins on a line of its own where there is no room beside the start', () => {
    expect(hanging(`${'x'.repeat(28)}  `, 'a b c', 40)).toBe(`${'x'.repeat(28)}\n    a b c`);
  });

  it('is left alone where there is no end of the line, or no room at all', () => {
    expect(hanging('- ', 'a b c', Infinity)).toBe('- a b c');
    expect(hanging('xxxx', 'a b c', 18)).toBe('xxxxa b c');
  });
});

describe('parts', () => {
  it('stand two blanks apart, and are broken between parts', () => {
    const parts = ['b1', '   10/2000 rows', '    9 calls', 'running'];
    expect(spaced(parts, Infinity)).toBe('b1     10/2000 rows      9 calls  running');
    expect(spaced(parts, 30)).toBe('b1     10/2000 rows\n  9 calls  running');
  });
});

describe('a page for the terminal', () => {
  it('keeps its lines, and nothing in it moves a cursor, colours or turns text around', () => {
    expect(visiblePage('one\n\u001B[31mtwo\u009B2J\n\u202Ethree\u2066 四\n')).toBe(
      'one\n [31mtwo 2J\n three  四\n',
    );
  });
});
