// How likely a text is in the languages that an encoding is used for, which tells names and remarks from the nonsense
// that bytes of another encoding decode to. It knows texts; bytes are not its business. Pure.

import {
  japanese,
  korean,
  NEVER,
  RARE,
  REPLACED,
  simplified,
  traditional,
  UNUSUAL,
  type Scores,
} from './character-scores.js';

export type Language = 'simplified' | 'traditional' | 'japanese' | 'korean' | 'latin' | 'other';

/** The logarithm of a probability. */
type Likelihood = (characters: readonly string[]) => number;

/** Each is made when first needed, because most lists need only one. */
const LANGUAGES: Readonly<Record<Language, () => Likelihood>> = {
  simplified: once(() => ofScript(simplified(), /^\p{Script=Han}$/u)),
  traditional: once(() => ofScript(traditional(), /^\p{Script=Han}$/u)),
  japanese: once(() => ofScript(japanese(), /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]$/u)),
  korean: once(() => ofScript(korean(), /^\p{Script=Hangul}$/u)),
  latin: () => latin,
  other: () => otherScript,
};

function once(make: () => Likelihood): () => Likelihood {
  let made: Likelihood | undefined;
  return () => (made ??= make());
}

/** Looks up each character once. */
function remembered<Value>(find: (character: string) => Value): (character: string) => Value {
  const known = new Map<string, Value>();
  return (character) => {
    const value = known.get(character) ?? find(character);
    known.set(character, value);
    return value;
  };
}

/** @param characters of a cell, or of a part of it */
export function likelihood(characters: readonly string[], language: Language): number {
  return LANGUAGES[language]()(characters);
}

/** The share of all names that have this many characters. */
const NAME_LENGTHS: ReadonlyMap<number, number> = new Map([
  [2, Math.log(0.15)],
  [3, Math.log(0.32)],
  [4, Math.log(0.02)],
]);
const OF_TEXT = Math.log(0.5);

function ofScript({ surname, given, text }: Scores, own: RegExp): Likelihood {
  const isOwn = remembered((character) => own.test(character));
  const inText = remembered((character) => (isOwn(character) ? text(character) : strangerScore(character)));
  return (characters) => {
    const asText = OF_TEXT + sum(characters.map(inRuns(inText)));
    const ofLength = NAME_LENGTHS.get(characters.length);
    if (ofLength === undefined || !characters.every(isOwn)) return asText;
    const [first = '', ...others] = characters;
    return Math.max(asText, ofLength + surname(first) + sum(others.map(given)));
  };
}

const DIGIT = Math.log(1 / 60);
const PUNCTUATION = Math.log(1 / 150);
const STRANGE_LETTER = Math.log(1 / 600);
const LETTER = Math.log(1 / 30);
const ALPHANUMERIC = /^[0-9A-Za-z]$/;

/** A run of plain letters or digits counts as one strange character, not as many. */
function inRuns(score: (character: string) => number) {
  return (character: string, index: number, characters: readonly string[]): number =>
    ALPHANUMERIC.test(character) && ALPHANUMERIC.test(characters[index - 1] ?? '')
      ? LETTER
      : score(character);
}

/** The score of a character outside the text's own script. */
function strangerScore(character: string): number {
  if (/^[0-9]$/.test(character)) return DIGIT;
  if (/^[ -~]$/.test(character)) return /^[A-Za-z]$/.test(character) ? STRANGE_LETTER : PUNCTUATION;
  if (/^[·•・（）《》、，。：；！？“”‘’－—…　０-９Ａ-Ｚａ-ｚ]$/u.test(character)) return STRANGE_LETTER;
  return rubbishScore(character);
}

function rubbishScore(character: string): number {
  if (character === '\uFFFD') return REPLACED;
  if (/^[\p{Co}\p{Cn}\p{Cc}]$/u.test(character)) return NEVER;
  return /^\p{Script=Han}$/u.test(character) ? RARE : UNUSUAL;
}

/** Letters of Western European names. */
const ACCENTED = /^[àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿßœšžÀÁÂÄÅÇÈÉÊËÍÎÑÓÔÖØÚÜŠŽ]$/u;
const ACCENTED_LETTER = Math.log(1 / 400);
const OTHER_LATIN = Math.log(1 / 5000);

/**
 * A small letter never stands before a capital except in names such as McCarthy, which have no accents there. No name
 * has more accents than plain letters.
 */
function latin(characters: readonly string[]): number {
  const plain = characters.filter((character) => /^[A-Za-z]$/.test(character)).length;
  const accents = characters.filter((character) => /^[^\0-~]$/u.test(character)).length;
  const excess = Math.max(0, accents - plain) * UNUSUAL;
  return (
    excess +
    sum(
      characters.map((character, index) =>
        latinScore(character, characters[index - 1] ?? '', characters[index + 1] ?? ''),
      ),
    )
  );
}

function latinScore(character: string, before: string, after: string): number {
  if (/^[ -~]$/.test(character)) return LETTER;
  if (!/^\p{Script=Latin}$/u.test(character))
    return /^[·’‘´]$/u.test(character) ? OTHER_LATIN : rubbishScore(character);
  // An accent without a letter beside it is no part of a word.
  if (!/\p{L}/u.test(before + after)) return UNUSUAL;
  if (/^\p{Lu}$/u.test(character) && /^\p{L}$/u.test(before))
    return /^\p{Lu}$/u.test(before) ? OTHER_LATIN : UNUSUAL;
  return ACCENTED.test(character) ? ACCENTED_LETTER : OTHER_LATIN;
}

const SCRIPTS = [
  'Cyrillic',
  'Greek',
  'Arabic',
  'Hebrew',
  'Thai',
  'Tibetan',
  'Mongolian',
  'Devanagari',
  'Yi',
  'Lao',
].map((name) => new RegExp(`^\\p{Script=${name}}$`, 'u'));
const OWN_LETTER = Math.log(1 / 60);

/** A sensible text is in one script and has several letters. */
function otherScript(characters: readonly string[]): number {
  const counts = SCRIPTS.map((script) => characters.filter((character) => script.test(character)).length);
  const most = Math.max(...counts);
  const script = most > 1 ? SCRIPTS[counts.indexOf(most)] : undefined;
  const inScript = (character: string): number =>
    script?.test(character) === true ? OWN_LETTER : strangerScore(character);
  return sum(characters.map(inRuns(inScript)));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
