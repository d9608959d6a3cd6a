// A person's name as it is sent: cleaned of what tables and keyboards add, never of what tells people apart.
// Pure. It knows no list; what becomes of a faulty name is the pre-check's.

/** Private-use characters stand for rare Han characters in lists that came out of older systems. */
const HAN = '[\\p{Script=Han}\\uE000-\\uF8FF]';
const PLAIN = /^[\u4E00-\u9FA5]{2,8}$/;
const INVISIBLE = /\p{Cf}+/gu;
/** Excel's mark of a text cell; before other letters it may be part of the name. */
const APOSTROPHE = new RegExp(`^'(?=${HAN})`, 'u');
const MIDDLE_DOTS = /[\u2022\u2027\u2219\u22C5\u30FB\uFF65]/gu;
/** Full stops separate names only between Han characters; elsewhere they are abbreviations. */
const FULL_STOPS = new RegExp(`(?<=${HAN}\\s*)[.\uFF0E](?=\\s*${HAN})`, 'gu');
const PADDED_DOT = /\s*\u00B7\s*/gu;
const PADDING = new RegExp(`(?<=${HAN})\\s+(?=${HAN})`, 'gu');
const BLANKS = /\s+/gu;

/** Whether it is as most names are, so that nothing is to be cleaned and nothing can be wrong. */
export function isPlainName(name: string): boolean {
  return PLAIN.test(name);
}

/** Case is kept, and so is every letter: NFC, not NFKC, and no variant of a character becomes another. */
export function cleanName(written: string): string {
  if (isPlainName(written)) return written;
  return written
    .normalize('NFC')
    .replace(INVISIBLE, '')
    .trim()
    .replace(APOSTROPHE, '')
    .replace(MIDDLE_DOTS, '\u00B7')
    .replace(FULL_STOPS, '\u00B7')
    .replace(PADDED_DOT, '\u00B7')
    .replace(PADDING, '')
    .replace(BLANKS, ' ');
}

export type NameFault =
  | 'empty'
  /** Characters that an export could not write stand as `?` or U+FFFD. */
  | 'lost characters'
  /** What a spreadsheet shows where its formula has failed: #N/A. */
  | 'failed formula'
  | 'no letters'
  | 'control characters'
  | 'too long';

/** The longest names on record have some 50 characters. */
const MAX_CHARACTERS = 128;
const LOST = /[?\uFF1F\uFFFD]/u;
const CONTROL = /\p{Cc}|\p{Cs}/u;
const FAILED_FORMULA =
  /^[#＃](?:N\/A|REF!|VALUE!|DIV\/0!|NUM!|NULL!|NAME[?？]|SPILL!|CALC!|GETTING_DATA|#+)$/iu;
const LETTER = /[\p{L}\uE000-\uF8FF]/u;

/** What makes a cleaned name impossible; undefined where nothing does. */
export function nameFault(name: string): NameFault | undefined {
  if (isPlainName(name)) return undefined;
  if (name === '') return 'empty';
  if (FAILED_FORMULA.test(name)) return 'failed formula';
  if (LOST.test(name)) return 'lost characters';
  if (CONTROL.test(name)) return 'control characters';
  if (!LETTER.test(name)) return 'no letters';
  return name.length > MAX_CHARACTERS ? 'too long' : undefined;
}
