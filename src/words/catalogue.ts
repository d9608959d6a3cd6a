// The catalogue of each language, and what was written down in English told in another one. Pure.

import { en } from './en/index.js';
import { onPages as englishOnPages } from './en/on-pages.js';
import type { Language } from './language.js';
import { translated } from './reading.js';
import type { OnPages, Say, Words } from './words.js';
import { zh } from './zh/index.js';
import { onPages as chineseOnPages } from './zh/on-pages.js';

const CATALOGUES: Readonly<Record<Language, Words>> = { en, zh };

export function wordsIn(language: Language): Words {
  return CATALOGUES[language];
}

/** For logs, and for programs that read a message. */
export function inEnglish(say: Say): string {
  return say(en);
}

/** For reports, which have each sentence in both languages. */
export function inBoth(say: Say): Readonly<Record<Language, string>> {
  return { en: say(en), zh: say(zh) };
}

/** Fewer characters of a text's own could be in any sentence. */
const LEAST_OWN = 12;

/**
 * What is on record in English, in the person's language: a reason, a warning, an error of another process. What is no
 * text of ours stays as it is.
 */
export function retold(text: string, words: Words): string {
  if (words === en) return text;
  const { language: _, ...texts } = en;
  const { language: __, ...others } = words;
  return translated(text, texts, others, LEAST_OWN) ?? text;
}

const ON_PAGES: Readonly<Record<Language, OnPages>> = { en: englishOnPages, zh: chineseOnPages };
const PAGE_WORDS: Readonly<Record<Language, object>> = { en: withPages(en), zh: withPages(zh) };

function withPages(words: Words): object {
  const groups: Readonly<Record<string, object | undefined>> = ON_PAGES[words.language];
  const others = Object.entries(words).map(([group, texts]: [string, unknown]) => [
    group,
    typeof texts === 'object' ? Object.assign({}, texts, groups[group]) : texts,
  ]);
  return Object.fromEntries(others) as object;
}

/** What was told on pages before, as a page of batches has the same few reasons many times. */
const toldBefore = new Map<string, string>();
const TOLD_MOST = 500;
const NAMES_COMMAND = /\brollcall [a-z]/;

/**
 * A text of ours as it stands on a page: where it names a command, the button that does the same.
 *
 * @param words of the person's language
 * @param from those that the text was made of: what is on record is in English
 */
export function onPage(text: string, words: Words, from: Words = en): string {
  if (words === from && !NAMES_COMMAND.test(text)) return text;
  const key = `${from.language} ${words.language} ${text}`;
  const known = toldBefore.get(key);
  if (known !== undefined) return known;
  const { language: _, ...texts } = from;
  const told = translated(text, texts, PAGE_WORDS[words.language] as never, LEAST_OWN) ?? text;
  if (toldBefore.size >= TOLD_MOST) toldBefore.clear();
  toldBefore.set(key, told);
  return told;
}
