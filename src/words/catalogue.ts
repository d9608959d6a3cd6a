// The catalogue of each language, and what was written down in English told in another one. Pure.

import { en } from './en/index.js';
import type { Language } from './language.js';
import { translated } from './reading.js';
import type { Say, Words } from './words.js';
import { zh } from './zh/index.js';

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
