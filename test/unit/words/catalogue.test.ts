// Every catalogue has every text, in its own language, with every value that the English one has.

import { describe, expect, it } from 'vitest';
import { retold, wordsIn } from '../../../src/words/catalogue.js';

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
  'faults.refused': 'a sign',
  'check.encodings.utf-8': 'has no other name',
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

/** The text without its values. */
function ownOf(text: string): string {
  return text.replace(/‹\w+›/g, '');
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
      // What is only signs in one language may be a word in the other, such as what stands between two things.
      expect(ownOf(chinese.said)).toMatch(/\p{Script=Han}|^[^\p{L}]*$/u);
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

/** English texts that quote Chinese ones. */
const QUOTING = [
  'listKinds.protectedFile',
  'listKinds.binary',
  'rows.names.placeholder',
  'rows.names.masked',
  'rows.names.form of address',
];

describe('what is on record in English', () => {
  const telling = ENGLISH.filter(({ text }) => ownOf(filled(text).said).length >= 12);

  it('is told in Chinese, with its values', () => {
    const zh = wordsIn('zh');
    const wrong = telling.filter(
      ({ path, text }) => retold(filled(text).said, zh) !== filled(CHINESE.get(path) ?? '').said,
    );
    expect(wrong.map(({ path }) => path)).toEqual([]);
    expect(telling.length).toBeGreaterThan(400);
  });

  it('is told with texts within it', () => {
    const { halts, redisTroubles } = wordsIn('en');
    const answer = halts.noAnswer({ status: 403 });
    const reason = halts.httpOfMany({ rows: 20, answer, remedy: halts.checkWay, batch: 'one' });
    expect(retold(reason, wordsIn('zh'))).toBe(
      '连续 20 个不同的行得到 HTTP 状态 403，不是文档规定的应答，它们仍待处理。请检查 ROLLCALL_AUTH_URL，以及途中的代理和防火墙；然后运行 rollcall resume one',
    );
    const away = redisTroubles.since({ trouble: redisTroubles.away, at: '10:00:00' });
    expect(retold(away, wordsIn('zh'))).toBe('Redis 不在线，自 10:00:00 起');
  });

  it('stays as it is where it is none of ours, and in English', () => {
    expect(retold('connect ECONNREFUSED 127.0.0.1:6379', wordsIn('zh'))).toBe(
      'connect ECONNREFUSED 127.0.0.1:6379',
    );
    expect(retold('rows', wordsIn('zh'))).toBe('rows');
    const found = wordsIn('en').batches.listNotCopied({ batch: 'one' });
    expect(retold(found, wordsIn('en'))).toBe(found);
  });
});

describe('the English catalogue', () => {
  it('has no Chinese but for examples from lists', () => {
    const chinese = ENGLISH.filter(({ text }) => /\p{Script=Han}/u.test(filled(text).said));
    expect(chinese.map(({ path }) => path)).toEqual(QUOTING);
  });
});
