// The catalogue of each language. Pure.

import { en } from './en/index.js';
import type { Language } from './language.js';
import type { Words } from './words.js';
import { zh } from './zh/index.js';

const CATALOGUES: Readonly<Record<Language, Words>> = { en, zh };

export function wordsIn(language: Language): Words {
  return CATALOGUES[language];
}
