// What a variable must be, in every language: an issue of zod has but one text, so it has the English one, by which the
// others are found.

import { inEnglish } from './words/catalogue.js';
import type { Say, Words } from './words/words.js';

const SAID = new Map<string, Say>();

/** @returns the English text, for an issue of zod */
export function remembered(say: Say): string {
  const english = inEnglish(say);
  SAID.set(english, say);
  return english;
}

export function mustBe(text: (settings: Words['settings']) => string): string {
  return remembered((words) => text(words.settings));
}

/** @param message of an issue of zod; one of its own is said as it is */
export function saying(message: string): Say {
  return SAID.get(message) ?? (() => message);
}
