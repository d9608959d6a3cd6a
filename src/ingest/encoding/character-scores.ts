// How likely single characters are in names and in text of a language, as logarithms of probabilities. The figures are
// rough, because the readings that they compare differ by powers of ten. Pure.

import { TextDecoder } from 'node:util';
import { LF } from '../csv/line-end.js';
import {
  COMMON_CHARACTERS,
  GIVEN_CHARACTERS,
  JAPANESE_CHARACTERS,
  KOREAN_SURNAMES,
  KOREAN_SYLLABLES,
  SURNAMES,
  TRADITIONAL,
} from './name-characters.js';

/** Characters that practically no list has: private use and control characters. */
export const NEVER = Math.log(1e-9);
/** Characters that a dictionary of the language does not have. */
export const RARE = Math.log(1e-7);
/** Characters of another script than the text's. */
export const UNUSUAL = Math.log(1e-6);
/** Bytes that are not text. */
export const REPLACED = Math.log(1e-3);

/** The score of a character as a surname, in a given name, or in text. */
type Score = (character: string) => number;

export interface Scores {
  readonly surname: Score;
  readonly given: Score;
  readonly text: Score;
}

/**
 * `characters`: the commonest first; `head`: the larger, the flatter the ranking begins; `share`: of all characters in
 * use.
 */
interface Ranking {
  readonly characters: readonly string[];
  readonly head: number;
  readonly share: number;
}

/** The probability falls with the rank, after Zipf. */
function ranked({ characters, head, share }: Ranking): Map<string, number> {
  const scores = new Map<string, number>();
  const total = Math.log((characters.length + head) / head);
  for (const [rank, character] of [...new Set(characters)].entries())
    scores.set(character, Math.log(share / (rank + head) / total));
  return scores;
}

/** A character outside the ranking is scored by how well known it is. */
function score(ranking: Ranking, daily: ReadonlySet<string>, known: ReadonlySet<string>): Score {
  const scores = ranked(ranking);
  const ofDaily = Math.log((1 - ranking.share) / 4000);
  const ofKnown = Math.max(RARE + 1, ofDaily - Math.log(20));
  return (character) => {
    const found = scores.get(character);
    if (found !== undefined) return found;
    if (daily.has(character)) return ofDaily;
    return known.has(character) ? ofKnown : RARE;
  };
}

function chinese(written: (character: string) => string, daily: Set<string>, known: Set<string>): Scores {
  const surnames = { characters: SURNAMES.map(written), head: 6, share: 0.97 };
  const given = { characters: GIVEN_CHARACTERS.map(written), head: 60, share: 0.9 };
  const common = {
    characters: [...COMMON_CHARACTERS, ...GIVEN_CHARACTERS].map(written),
    head: 100,
    share: 0.8,
  };
  return {
    surname: score(surnames, daily, known),
    given: score(given, daily, known),
    text: score(common, daily, known),
  };
}

export function simplified(): Scores {
  return chinese(
    (character) => character,
    hanOf('gb18030', [0xb0, 0xd7], 0xa1),
    hanOf('gb18030', [0xd8, 0xf7], 0xa1),
  );
}

export function traditional(): Scores {
  const written = (character: string): string => TRADITIONAL.get(character) ?? character;
  return chinese(written, hanOf('big5', [0xa4, 0xc6], 0x40), hanOf('big5', [0xc9, 0xf9], 0x40));
}

export function japanese(): Scores {
  const names = { characters: JAPANESE_CHARACTERS, head: 40, share: 0.85 };
  const kanji = score(names, hanOf('euc-jp', [0xb0, 0xcf], 0xa1), hanOf('euc-jp', [0xd0, 0xf4], 0xa1));
  const kana = Math.log(1 / 90);
  const text = (character: string): number =>
    /^[\p{Script=Hiragana}\p{Script=Katakana}ー]$/u.test(character) ? kana : kanji(character);
  return { surname: text, given: text, text };
}

/** Korean names have no Hangul outside KS X 1001; a list may have names in Hanja beside those in Hangul. */
export function korean(): Scores {
  const hangul = new Set(twoByte('euc-kr', [0xb0, 0xc8], 0xa1));
  const none = new Set<string>();
  const surnames = { characters: KOREAN_SURNAMES, head: 3, share: 0.98 };
  const syllables = { characters: KOREAN_SYLLABLES, head: 60, share: 0.9 };
  const text = score(syllables, hangul, none);
  return { surname: score(surnames, hangul, none), given: text, text };
}

export function hanOf(encoding: string, leads: readonly [number, number], firstTrail: number): Set<string> {
  return new Set(twoByteLines(encoding, leads, firstTrail).match(/^\p{Script=Han}$/gmu));
}

/** Every character of two bytes with one of these first bytes, in the encoding's order. */
export function twoByte(encoding: string, leads: readonly [number, number], firstTrail: number): string[] {
  return twoByteLines(encoding, leads, firstTrail).split('\n');
}

/** The same, a line each. */
function twoByteLines(encoding: string, [from, to]: readonly [number, number], firstTrail: number): string {
  const trails = 0xff - firstTrail;
  const bytes = new Uint8Array((to - from + 1) * trails * 3);
  let at = 0;
  for (let lead = from; lead <= to; lead++) {
    for (let trail = firstTrail; trail <= 0xfe; trail++) {
      bytes[at++] = lead;
      bytes[at++] = trail;
      // A decoder leaves it in its place whatever stands before it, and decoding all at once is many times quicker.
      bytes[at++] = LF;
    }
  }
  return new TextDecoder(encoding).decode(bytes.subarray(0, -1));
}
