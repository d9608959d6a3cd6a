// The readings of a line of bytes, one for each encoding that it may be in, and how likely each is. It knows one line
// at a time; what the whole list shows is not its business.

import { isAscii } from 'node:buffer';
import { BlockDecoder } from './block-decoder.js';
import { joinPairs } from './cesu-8.js';
import type { Encoding } from './encodings.js';
import { likelihood, type Language } from './likelihood.js';

/** Those that are found out. Of all others somebody has to say it. */
export const JUDGED = ['utf-8', 'gb18030', 'big5', 'euc-kr', 'shift_jis', 'euc-jp', 'windows-1252'] as const;
export type Judged = (typeof JUDGED)[number];

/** What is written in each, and how much of it. */
const LANGUAGES_OF: Readonly<Record<Judged, readonly (readonly [Language, number])[]>> = {
  'utf-8': weighted(
    ['simplified', 0.85],
    ['traditional', 0.08],
    ['latin', 0.03],
    ['korean', 0.015],
    ['japanese', 0.015],
    ['other', 0.003],
  ),
  gb18030: weighted(['simplified', 0.97], ['traditional', 0.02], ['japanese', 0.001], ['other', 0.0005]),
  big5: weighted(['traditional', 0.99], ['japanese', 0.001]),
  'euc-kr': weighted(['korean', 0.97], ['traditional', 0.01]),
  shift_jis: weighted(['japanese', 0.99]),
  'euc-jp': weighted(['japanese', 0.99]),
  'windows-1252': weighted(['latin', 0.99]),
};

function weighted(...shares: [Language, number][]): readonly (readonly [Language, number])[] {
  return shares.map(([language, share]) => [language, Math.log(share)] as const);
}

const OTHERWISE = weighted(['latin', 0.5], ['other', 0.45], ['japanese', 0.01], ['korean', 0.01]);

const decoders = new Map<Encoding, BlockDecoder>();

function decoderOf(encoding: Encoding): BlockDecoder {
  const decoder = decoders.get(encoding) ?? new BlockDecoder(encoding);
  decoders.set(encoding, decoder);
  return decoder;
}

export interface Reading {
  readonly encoding: Encoding;
  readonly text: string;
  /** Whether all bytes are text. */
  readonly isWhole: boolean;
  /** The logarithm of a probability. */
  readonly likelihood: number;
}

/** A cell that is not plain ASCII. */
export interface ReadCell {
  /** Where it is in its line. */
  readonly start: number;
  readonly end: number;
  readonly readings: readonly Reading[];
}

/** What damage costs besides the characters lost. */
const DAMAGED = Math.log(0.02);

function read(cell: Buffer, encoding: Encoding): Reading {
  const decoder = decoderOf(encoding);
  const bytes = encoding === 'utf-8' ? joinPairs(cell) : cell;
  const whole = decoder.text(bytes);
  const text = whole ?? decoder.lenientText(bytes);
  // What looks like a bar in these bytes may be part of a character.
  const parts = text.split('|').filter((part) => !/^[ -~]*$/.test(part));
  const likely = parts.reduce((total, part) => total + likelihoodIn(part.trim(), encoding), 0);
  const damage = whole === undefined ? DAMAGED : 0;
  return { encoding, text, isWhole: whole !== undefined, likelihood: likely + damage };
}

function likelihoodIn(text: string, encoding: Encoding): number {
  const languages = isJudged(encoding) ? LANGUAGES_OF[encoding] : OTHERWISE;
  return Math.max(...languages.map(([language, share]) => share + likelihood(text, language)));
}

export function isJudged(encoding: Encoding): encoding is Judged {
  return encoding in LANGUAGES_OF;
}

/** By which cells are parted; none of these bytes is ever part of a longer character. */
const SEPARATORS: ReadonlySet<number> = new Set(
  Array.from(',;\t"\r\n').map((character) => character.charCodeAt(0)),
);

/** @param also an encoding that the cells are read in besides those that are judged */
export function readCells(line: Buffer, also?: Encoding): readonly ReadCell[] {
  const encodings: readonly Encoding[] = also === undefined || isJudged(also) ? JUDGED : [...JUDGED, also];
  const cells: ReadCell[] = [];
  let start = 0;
  for (let at = 0; at <= line.length; at++) {
    if (at < line.length && !SEPARATORS.has(line[at] ?? 0)) continue;
    const cell = line.subarray(start, at);
    if (!isAscii(cell))
      cells.push({ start, end: at, readings: encodings.map((encoding) => read(cell, encoding)) });
    start = at + 1;
  }
  return cells;
}

/**
 * So much more likely another reading has to be: e to this power. With more, one in ten names pasted from Big5 into GB18030
 * would be called as rubbish; with less, people of two rare characters would be taken for such. What is no name of Han characters
 * tells less, and signs such as dashes tell nothing.
 */
const FOREIGN = 7;
const FOREIGN_OTHER = 10;
/** ASCII is the same in all of them. */
const LETTER = /[^\P{L}\0-~]/u;
const HAN_NAME = /^\p{Script=Han}{2,}$/u;

/** A likelihood for each character above which a text makes sense. */
const SENSE = Math.log(1 / 8000);

/** Rare names are a little less likely. */
const LEEWAY = 8;
/** For what is held against another reading. */
const NO_LEEWAY = 4;

/** Of Shift_JIS: no name is written in it, and bytes of other encodings are full of it. */
const HALF_WIDTH_KANA = /[\uFF61-\uFF9F]/;

export function makesSense({ text, likelihood: likely }: Reading, leeway = LEEWAY): boolean {
  if (HALF_WIDTH_KANA.test(text)) return false;
  return likely >= SENSE * Math.max(1, Array.from(text).length) - leeway;
}

/** By which the cell belongs to another encoding than its list; undefined where it belongs. */
export function foreignReading({ readings }: ReadCell, encoding: Encoding): Reading | undefined {
  const own = readings.find((reading) => reading.encoding === encoding)?.likelihood ?? -Infinity;
  return readings.find(
    (reading) =>
      reading.encoding !== encoding &&
      reading.isWhole &&
      reading.likelihood > own + (HAN_NAME.test(reading.text) ? FOREIGN : FOREIGN_OTHER) &&
      LETTER.test(reading.text) &&
      makesSense(reading, NO_LEEWAY),
  );
}

export function isForeign(line: Buffer, encoding: Encoding): boolean {
  return readCells(line, encoding).some((cell) => foreignReading(cell, encoding) !== undefined);
}
