// However awkward a cell is, cleaning and judging it takes time in proportion to its length: a list must not be able to
// keep a worker from renewing its locks.

import { describe, expect, it } from 'vitest';
import { precheck, type PrecheckRules } from '../../../src/domain/precheck.js';
import { findColumn } from '../../../src/ingest/column-names.js';

const SOUND = '11010519491231002X';

/** Texts that some step of the cleaning looks for, which it may have to look at again and again. */
const AWKWARD: readonly string[] = [
  ' ',
  '\t',
  '\u3000',
  '\u00A0',
  '\u200B',
  '\u0301',
  '\u0316\u0301',
  '.',
  '．',
  '·',
  ' ·',
  '· ',
  ' . ',
  '。',

  '【',
  '[',
  '(',
  '（',
  '<',
  '&',
  '&#',
  '&amp;',
  '\\u',
  "'",
  '"',
  '-',
  '*',
  '某',
  'X',
  '?',
  '□',
  '⿰',
  '0',
  '1E',
  ',1',
  '\uE863',
  '⽅',
  '\uFE00',
  'Ａ',
  '张',
  '张 ',
  '\u0344',
  '\uFDFA',
  'ID:',
  '身份证',
];

const LONG = 200_000;
/** Linear time takes a fraction of a second even on a busy machine; quadratic time takes half a minute. */
const PATIENCE_MS = 10_000;

function msOf(work: (length: number) => void): number {
  const from = performance.now();
  work(LONG);
  return performance.now() - from;
}

function filled(awkward: string, length: number): string {
  return awkward.repeat(Math.ceil(length / awkward.length));
}

describe.each([2, 4])('by rules %i, a cell full of', (version) => {
  const rules: PrecheckRules = { precheck: 'reject', asOf: '2026-11-24', version };

  it.each(AWKWARD)('%j takes linear time as a name', (awkward) => {
    const ms = msOf((length) => precheck(SOUND, `张${filled(awkward, length)}三`, rules));
    expect(ms).toBeLessThan(PATIENCE_MS);
  });

  it.each(AWKWARD)('%j takes linear time as a number', (awkward) => {
    const ms = msOf((length) => precheck(`1${filled(awkward, length)}1`, '张三', rules));
    expect(ms).toBeLessThan(PATIENCE_MS);
  });
});

describe('a header full of', () => {
  it.each(AWKWARD)('%j takes linear time', (awkward) => {
    const ms = msOf((length) => {
      const header = ['姓名', filled(awkward, length)];
      expect(findColumn('name', header, 2, undefined, 'list.csv')).toBe(0);
      expect(() => findColumn('id', header, 2, undefined, 'list.csv')).toThrow('no column is named');
    });
    expect(ms).toBeLessThan(PATIENCE_MS);
  });
});

describe('a cell that is longer than any name or number', () => {
  it.each([
    ['number', '1'.repeat(1_000_000), '张三', 'the number is longer than any number is'],
    ['name', SOUND, `张${' '.repeat(1_000_000)}三`, 'the name is longer than any name is'],
  ])('is refused as a %s before it is cleaned', (_what, number, name, message) => {
    const fate = precheck(number, name, { precheck: 'reject', asOf: '2026-11-24', version: 4 });
    expect(fate).toEqual({ kind: 'local', status: 'bad_format', message });
  });
});
