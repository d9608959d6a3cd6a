// The catalogue of each language. Pure.

import { en } from './en/index.js';
import type { Language } from './language.js';
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
