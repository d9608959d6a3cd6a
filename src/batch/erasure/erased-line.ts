// The line of a file that stands in the place of a record whose person was erased. Pure.

import { defusedLines } from '../../collect/outcome-line.js';
import { wordsIn } from '../../words/catalogue.js';
import type { Language } from '../../words/language.js';
import { emptied } from './emptied-row.js';

/** Without its line end, as that of the record stays. */
export function lineOf(titles: readonly string[], own: number, language: Language): string {
  return defusedLines([emptied(titles, own, wordsIn(language).statuses.erased)]).trimEnd();
}
