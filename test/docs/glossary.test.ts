// docs/design/glossary.md: each term once, in order, in one line, with its Chinese.

import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const PAGE = readFileSync(new URL('../../docs/design/glossary.md', import.meta.url), 'utf8');
const ROWS = [...PAGE.matchAll(/^\| (?!term |-)(.*?) +\| (.*?) +\| (.*?) +\|$/gm)].map(
  ([, term = '', chinese = '', meaning = '']) => ({ term, chinese, meaning }),
);

it('has each term once, in the order of the alphabet', () => {
  const terms = ROWS.map(({ term }) => term.toLowerCase());
  expect(terms.length).toBeGreaterThan(80);
  expect(terms).toEqual([...new Set(terms)].sort());
});

it.each(ROWS)(
  'says of "$term" what it is called in Chinese, and what it is',
  ({ term, chinese, meaning }) => {
    expect(chinese).toMatch(/\p{Script=Han}/u);
    expect(meaning).not.toBe('');
    expect(meaning).not.toBe(term);
  },
);
