// A person's name as it is sent: cleaned of what tables and keyboards add, never of what tells people apart.
// Pure. It knows no list; what becomes of a faulty name is the pre-check's.

import { contentFault, isUnusual, type ContentFault } from './name-content.js';
import { restoreCharacters, unescapeCharacters } from './written-characters.js';

/** Private-use characters stand for rare Han characters in lists that came out of older systems. */
const HAN = '[\\p{Script=Han}\\uE000-\\uF8FF]';
const PLAIN = /^[\u4E00-\u9FA5]{2,8}$/;
const INVISIBLE = /\p{Cf}+/gu;
/** Excel's mark of a text cell; before other letters it may be part of the name. */
const APOSTROPHE = new RegExp(`^'(?=${HAN})`, 'u');
const MIDDLE_DOTS = /[\u2022\u2027\u2219\u22C5\u30FB\uFF65]/gu;
/** Full stops separate names only between Han characters; elsewhere they are abbreviations. */
const FULL_STOPS = new RegExp(`(?<=${HAN}\\s*)[.\uFF0E](?=\\s*${HAN})`, 'gu');
const TWO_FULL_STOPS = new RegExp(`(?<=${HAN}\\s*)[.\uFF0E]{2}(?=\\s*${HAN})`, 'gu');
const DOT = '\u00B7';
const REPEATED_DOTS = /\u00B7{2,}/gu;
const PADDING = new RegExp(`(?<=${HAN})\\s+(?=${HAN})`, 'gu');
const BLANKS = /\s+/gu;

const TEXT_FORMULA = /^[=\uFF1D]"(.*)"$/su;
const QUOTED = /^["\u201C\u201D\uFF02](.*)["\u201C\u201D\uFF02]$/su;
const BREAK = '\n';
const HAS_BREAK = /[\r\n\v\f\u2028\u2029]/u;
const BREAKS_AT_DOTS =
  /(?<=[\u00B7\u2022\u2027\u2219\u22C5\u30FB\uFF65])\n|\n(?=[\u00B7\u2022\u2027\u2219\u22C5\u30FB\uFF65])/gu;

/** Written so long, padding included, a cell holds no name; cleaning it would take time for nothing. */
export const LONGEST_WRITTEN = 4096;
/** Of a batch's rules: before, nothing was restored, and whatever has letters was a name. */
const RESTORING = 3;

/** Whether it is as most names are, so that nothing is to be cleaned and nothing can be wrong. */
export function isPlainName(name: string, rulesVersion: number): boolean {
  return PLAIN.test(name) && (rulesVersion < RESTORING || !isUnusual(name));
}

/**
 * Case is kept, and so is every letter: NFC, not NFKC, and no variant of a character becomes another.
 *
 * @param rulesVersion of the batch: a person is cleaned as when it was begun
 */
export function cleanName(written: string, rulesVersion: number): string {
  if (PLAIN.test(written)) return written;
  if (rulesVersion < RESTORING) return tidied(shortened(written));
  if (written.length > LONGEST_WRITTEN) return written;
  const bare = withBreaksFolded(unwrapped(unescapeCharacters(written)));
  if (bare.includes(BREAK)) return bare;
  const name = restoreCharacters(bare).normalize('NFC').replace(TWO_FULL_STOPS, DOT);
  return tidied(name).replace(REPEATED_DOTS, DOT);
}

/** Escapes and stand-ins of a sure meaning undone; nothing is tidied yet. */
export function restoredName(written: string): string {
  return restoreCharacters(unescapeCharacters(written));
}

/** Without the quotes of a spreadsheet's text formula, and those around all of it, as they are taken from a number. */
function unwrapped(name: string): string {
  return name.replace(INVISIBLE, '').trim().replace(TEXT_FORMULA, '$1').trim().replace(QUOTED, '$1').trim();
}

/** A line that ends in a name may part two people. One that ends at a middle dot has only been wrapped. */
function withBreaksFolded(name: string): string {
  return name
    .replace(BLANKS, (blanks) => (HAS_BREAK.test(blanks) ? BREAK : blanks))
    .replace(BREAKS_AT_DOTS, '');
}

/** Normalizing takes quadratic time over long runs of marks: what is longer is no name, composed or not. */
function shortened(written: string): string {
  if (written.length <= LONGEST_WRITTEN) return written.normalize('NFC');
  const text = written.replace(INVISIBLE, '').replace(BLANKS, ' ');
  return text.length > LONGEST_WRITTEN ? text : text.normalize('NFC');
}

/** @param name normalized, unless it is too long for that */
function tidied(name: string): string {
  return name
    .replace(INVISIBLE, '')
    .trim()
    .replace(APOSTROPHE, '')
    .replace(MIDDLE_DOTS, DOT)
    .replace(FULL_STOPS, DOT)
    .split(DOT)
    .map(unpadded)
    .join(DOT)
    .replace(PADDING, '')
    .replace(BLANKS, ' ');
}

/** Without the blanks around a dot. */
function unpadded(part: string, index: number, parts: readonly string[]): string {
  const from = index === 0 ? part : part.trimStart();
  return index === parts.length - 1 ? from : from.trimEnd();
}

export type NameFault =
  | 'empty'
  /** Characters that an export could not write stand as `?` or U+FFFD. */
  | 'lost characters'
  /** What a spreadsheet shows where its formula has failed: #N/A. */
  | 'failed formula'
  | 'no letters'
  | 'control characters'
  | 'too long'
  | ContentFault;

/** The longest names on record have some 50 characters. */
const MAX_CHARACTERS = 128;
const LOST = /[?\uFF1F\uFFFD]/u;
const CONTROL = /\p{Cc}|\p{Cs}/u;
const FAILED_FORMULA =
  /^[#＃](?:N\/A|REF!|VALUE!|DIV\/0!|NUM!|NULL!|NAME[?？]|SPILL!|CALC!|GETTING_DATA|#+)$/iu;
const LETTER = /[\p{L}\uE000-\uF8FF]/u;

/** What makes a cleaned name impossible; undefined where nothing does. */
export function nameFault(name: string, rulesVersion: number): NameFault | undefined {
  if (isPlainName(name, rulesVersion)) return undefined;
  if (name === '') return 'empty';
  if (rulesVersion >= RESTORING && name.length > MAX_CHARACTERS) return 'too long';
  if (FAILED_FORMULA.test(name)) return 'failed formula';
  if (LOST.test(name)) return 'lost characters';
  if (rulesVersion >= RESTORING && name.includes(BREAK)) return 'several names';
  if (CONTROL.test(name)) return 'control characters';
  const ofContent = rulesVersion >= RESTORING ? contentFault(name) : undefined;
  if (!LETTER.test(name)) return ofContent === 'masked' ? 'masked' : 'no letters';
  return ofContent ?? (name.length > MAX_CHARACTERS ? 'too long' : undefined);
}
