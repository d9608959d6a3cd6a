// Picks the lines of a text that may be in another encoding: those with characters that few lines of such lists have,
// or with an unlikely name. A closer look is slow, so this one is made to be fast. It knows texts alone.

import { hanOf, simplified, traditional, twoByte, type Scores } from './character-scores.js';
import { CR, LF } from '../csv/line-end.js';
import { COMMON_CHARACTERS, GIVEN_CHARACTERS, JAPANESE_CHARACTERS, SURNAMES } from './name-characters.js';
import type { Judged } from './readings.js';

/** Texts that were found to be in the list's encoding are remembered, because remarks are often the same. */
const MOST_KNOWN = 4096;
const LONGEST_NAME = 4;
/** How much less likely, for each character, a name must be than the likeliest of its length to be suspect. */
const UNLIKELY = 2.2;

/** 1 at the characters between cells. */
const PARTS = new Uint8Array(0x80);
for (const character of ',;\t"|') PARTS[character.charCodeAt(0)] = 1;
const BLANK = 0x20;

export class SuspectLines {
  /** 1 at the UTF-16 units that few lines of the encoding's lists have. */
  readonly #unexpected: Uint8Array;
  readonly #names: NameScores | undefined;
  readonly #known = new Set<string>();

  constructor(encoding: Judged) {
    const found = tables.get(encoding) ?? tablesOf(encoding);
    tables.set(encoding, found);
    this.#unexpected = found.unexpected;
    this.#names = found.names;
  }

  /** @returns the numbers of suspect lines, from 0; CR and LF end one line each */
  in(text: string): number[] {
    const lines: number[] = [];
    let line = 0;
    let start = 0;
    let isPlain = true;
    let isSuspect = false;
    for (let at = 0; at <= text.length; at++) {
      const code = at < text.length ? text.charCodeAt(at) : LF;
      const isEnd = code === LF || code === CR;
      if (!isEnd && (code >= 0x80 || PARTS[code] === 0)) {
        if (code >= 0x80) isPlain = false;
        continue;
      }
      if (!isPlain && !isSuspect) isSuspect = this.#isSuspect(text, start, at);
      isPlain = true;
      start = at + 1;
      if (!isEnd) continue;
      if (isSuspect) lines.push(line);
      isSuspect = false;
      line++;
    }
    return lines;
  }

  /** @param text of a cell that was found to be in the list's encoding */
  learn(text: string): void {
    if (this.#known.size >= MOST_KNOWN) this.#known.clear();
    for (const part of text.split('|')) this.#known.add(part);
  }

  #isSuspect(text: string, start: number, end: number): boolean {
    const names = this.#names;
    let length = 0;
    let sum = 0;
    let isUnexpected = false;
    for (let at = start; at < end; at++) {
      const code = text.charCodeAt(at);
      if (this.#unexpected[code] === 1) isUnexpected = true;
      else if (code < 0x80) length += code === BLANK ? 0 : LONGEST_NAME;
      if (code < 0x80 || names === undefined) continue;
      sum += (length === 0 ? names.surname : names.given)[code] ?? 0;
      length++;
    }
    const isUnlikely = length > 1 && length <= LONGEST_NAME && sum < (names?.least[length] ?? -Infinity);
    return (isUnexpected || isUnlikely) && !this.#known.has(text.slice(start, end));
  }
}

interface NameScores {
  /** The score of each UTF-16 unit. */
  readonly surname: Float32Array;
  readonly given: Float32Array;
  /** The lowest score that is not suspect, by the length of the name. */
  readonly least: readonly number[];
}

interface Tables {
  readonly unexpected: Uint8Array;
  readonly names: NameScores | undefined;
}

const tables = new Map<Judged, Tables>();

function tablesOf(encoding: Judged): Tables {
  const scores = SCORES[encoding]?.();
  return {
    unexpected: unexpectedIn(encoding),
    names: scores === undefined ? undefined : nameScoresOf(scores),
  };
}

const SCORES: Partial<Readonly<Record<Judged, () => Scores>>> = { gb18030: simplified, big5: traditional };
const FIRST_HAN = 0x4e00;
const AFTER_HAN = 0xa000;

function nameScoresOf(scores: Scores): NameScores {
  const surname = new Float32Array(0x10000);
  const given = new Float32Array(0x10000);
  for (let code = FIRST_HAN; code < AFTER_HAN; code++) {
    const character = String.fromCharCode(code);
    surname[code] = scores.surname(character);
    given[code] = scores.given(character);
  }
  const best = (table: Float32Array): number =>
    table.subarray(FIRST_HAN, AFTER_HAN).reduce((a, b) => Math.max(a, b));
  const [first, other] = [best(surname), best(given)];
  const least = Array.from(
    { length: LONGEST_NAME + 1 },
    (_, length) => first + (length - 1) * other - length * UNLIKELY,
  );
  return { surname, given, least };
}

/** Characters that half of the encoding's lines have would make every line suspect, so they are expected. */
function unexpectedIn(encoding: Judged): Uint8Array {
  const table = new Uint8Array(0x10000).fill(1);
  // Text of another encoding that is valid UTF-8 by chance consists of characters of two bytes.
  if (encoding === 'utf-8') return table.fill(0).fill(1, 0x80, 0x800);
  table.fill(0, 0, 0x80).fill(0, 0x2010, 0x2030).fill(0, 0x3000, 0x3020).fill(0, 0xff00, 0xff60);
  for (const characters of EXPECTED[encoding]?.() ?? [])
    for (const character of characters) table[character.charCodeAt(0)] = 0;
  return table;
}

const JAPANESE = (): Iterable<string>[] => [
  JAPANESE_CHARACTERS,
  hanOf('euc-jp', [0xb0, 0xcf], 0xa1),
  twoByte('euc-jp', [0xa4, 0xa5], 0xa1),
];
const EXPECTED: Partial<Readonly<Record<Judged, () => Iterable<string>[]>>> = {
  gb18030: () => [SURNAMES, GIVEN_CHARACTERS, COMMON_CHARACTERS, hanOf('gb18030', [0xb0, 0xd7], 0xa1)],
  big5: () => [hanOf('big5', [0xa4, 0xc6], 0x40)],
  'euc-kr': () => [twoByte('euc-kr', [0xb0, 0xc8], 0xa1)],
  shift_jis: JAPANESE,
  'euc-jp': JAPANESE,
};
