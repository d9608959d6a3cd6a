// Every catalogue has every text, in its own language, with every value that the English one has.

import { describe, expect, it } from 'vitest';
import { wordsIn } from '../../../src/words/catalogue.js';

type Text = string | ((values: object) => string);

interface Entry {
  readonly path: string;
  readonly text: Text;
}

function entriesOf(texts: object, path = ''): Entry[] {
  return Object.entries(texts).flatMap(([name, text]: [string, unknown]) => {
    const here = path === '' ? name : `${path}.${name}`;
    if (typeof text === 'string' || typeof text === 'function') return [{ path: here, text: text as Text }];
    if (typeof text === 'object' && text !== null) return entriesOf(text, here);
    throw new Error(`${here} is neither a text nor a group of texts.`);
  });
}

const ENGLISH = entriesOf(wordsIn('en'));
const CHINESE = new Map(entriesOf(wordsIn('zh')).map(({ path, text }) => [path, text]));

/** Texts that are the same in each language, with the reason. */
const SAME: Readonly<Record<string, string>> = {
  language: 'names the catalogue',
  'commandLine.separator': 'a sign',
  'commandLine.inBrackets': 'signs',
  'settings.separator': 'a sign',
  'faults.refused': 'a sign',
};

/** The text with a mark in the place of each value, and the values that it asked for. */
function filled(text: Text): { said: string; values: string[] } {
  if (typeof text === 'string') return { said: text, values: [] };
  const asked = new Set<string>();
  const values = new Proxy(
    {},
    {
      get: (_, name) => {
        asked.add(String(name));
        return `‹${String(name)}›`;
      },
    },
  );
  return { said: text(values), values: [...asked].toSorted() };
}

function marksIn(text: string): string[] {
  return [...new Set(text.match(/‹\w+›/g))].toSorted();
}

describe('the Chinese catalogue', () => {
  it('has the texts of the English one in their order', () => {
    expect([...CHINESE.keys()]).toEqual(ENGLISH.map(({ path }) => path));
  });

  it.each(ENGLISH.filter(({ path }) => !(path in SAME)))(
    'says $path in Chinese, with every value',
    ({ path, text }) => {
      const english = filled(text);
      const chinese = filled(CHINESE.get(path) ?? '');
      expect(chinese.said.replace(/‹\w+›/g, '')).toMatch(/\p{Script=Han}/u);
      expect(chinese.values).toEqual(english.values);
      expect(marksIn(chinese.said)).toEqual(marksIn(english.said));
    },
  );

  it('has its own punctuation beside Chinese characters', () => {
    const halfWidth = /\p{Script=Han} ?[,;:!?](?!\w)|\p{Script=Han}\.(?!\w)/u;
    const wrong = [...CHINESE].filter(([, text]) => halfWidth.test(filled(text).said));
    expect(wrong.map(([path]) => path)).toEqual([]);
  });
});

describe('the English catalogue', () => {
  it('has no Chinese but for examples from lists', () => {
    const chinese = ENGLISH.filter(({ text }) => /\p{Script=Han}/u.test(filled(text).said));
    expect(chinese.map(({ path }) => path)).toEqual([]);
  });
});
