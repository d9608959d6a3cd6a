// Cleans a person's name for the request: it removes what tables and keyboards add, and never what tells people apart.
// Pure. It knows no list; the pre-check decides on a faulty name.

import { contentFault, isUnusual, type ContentFault } from './name-content.js';
import { restoreCharacters, unescapeCharacters } from './written-characters.js';

/** Lists of older systems have private-use characters in place of rare Han characters. */
const HAN = '[\\p{Script=Han}\\uE000-\\uF8FF]';
const PLAIN = /^[\u4E00-\u9FA5]{2,8}$/;
const INVISIBLE = /\p{Cf}+/gu;
/** Excel marks text cells with an apostrophe; before other letters it may be part of the name. */
const APOSTROPHE = new RegExp(`^'(?=${HAN})`, 'u');
const MIDDLE_DOTS = /[\u2022\u2027\u2219\u22C5\u30FB\uFF65]/gu;
/** Full stops are separators only between Han characters; elsewhere they mark abbreviations. */
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

/** Longer cells, padding included, hold no name, and cleaning them would only take time. */
export const LONGEST_WRITTEN = 4096;
/**
 * The version of a batch's rules from which on characters are restored, and a text with letters may be refused as no
 * name.
 */
const RESTORING = 3;

/** Whether the name is like most names, so that it needs no cleaning and has no fault. */
export function isPlainName(name: string, rulesVersion: number): boolean {
  return PLAIN.test(name) && (rulesVersion < RESTORING || !isUnusual(name));
}

/**
 * Case is kept, and so is every letter: NFC is used and not NFKC, and no variant replaces another character.
 *
 * @param rulesVersion of the batch, so that a person is cleaned as when the batch was begun
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

/** Decodes escapes and restores characters where their meaning is sure; everything else stays as written. */
export function restoredName(written: string): string {
  return restoreCharacters(unescapeCharacters(written));
}

/** Removes the quotes of a spreadsheet's text formula and those around the whole name, as for a number. */
function unwrapped(name: string): string {
  return name.replace(INVISIBLE, '').trim().replace(TEXT_FORMULA, '$1').trim().replace(QUOTED, '$1').trim();
}

/** A line break after a name may separate two people. After a middle dot it is only a wrapped line. */
function withBreaksFolded(name: string): string {
  return name
    .replace(BLANKS, (blanks) => (HAS_BREAK.test(blanks) ? BREAK : blanks))
    .replace(BREAKS_AT_DOTS, '');
}

/** Normalizing takes quadratic time over long runs of marks, and a longer text is no name in any form. */
function shortened(written: string): string {
  if (written.length <= LONGEST_WRITTEN) return written.normalize('NFC');
  const text = written.replace(INVISIBLE, '').replace(BLANKS, ' ');
  return text.length > LONGEST_WRITTEN ? text : text.normalize('NFC');
}

/** @param name normalized, unless it is too long to be */
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

/** Removes the blanks around a dot. */
function unpadded(part: string, index: number, parts: readonly string[]): string {
  const from = index === 0 ? part : part.trimStart();
  return index === parts.length - 1 ? from : from.trimEnd();
}

export type NameFault =
  | 'empty'
  /** The name has `?` or U+FFFD for characters that an export could not write. */
  | 'lost characters'
  /** A spreadsheet writes such a text where its formula has failed, as #N/A. */
  | 'failed formula'
  | 'no letters'
  | 'control characters'
  | 'too long'
  | ContentFault;

/** The longest known names have some 50 characters. */
const MAX_CHARACTERS = 128;
const LOST = /[?\uFF1F\uFFFD]/u;
const CONTROL = /\p{Cc}|\p{Cs}/u;
const FAILED_FORMULA =
  /^[#＃](?:N\/A|REF!|VALUE!|DIV\/0!|NUM!|NULL!|NAME[?？]|SPILL!|CALC!|GETTING_DATA|#+)$/iu;
const LETTER = /[\p{L}\uE000-\uF8FF]/u;

/** What makes a cleaned name impossible; undefined for a possible name. */
export function nameFault(name: string, rulesVersion: number): NameFault | undefined {
  if (isPlainName(name, rulesVersion)) return undefined;
  if (name === '') return 'empty';
  if (rulesVersion >= RESTORING && name.length > MAX_CHARACTERS) return 'too long';
  if (FAILED_FORMULA.test(name)) return 'failed formula';
  if (LOST.test(name)) return 'lost characters';
  if (rulesVersion >= RESTORING && name.includes(BREAK)) return 'several names';
  if (CONTROL.test(name)) return 'control characters';
  const ofContent = rulesVersion >= RESTORING ? contentFault(name, rulesVersion) : undefined;
  if (!LETTER.test(name)) return ofContent === 'masked' ? 'masked' : 'no letters';
  return ofContent ?? (name.length > MAX_CHARACTERS ? 'too long' : undefined);
}
