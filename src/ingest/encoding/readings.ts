// Reads a line of bytes in each encoding that it may be in, and says how likely each reading is. It knows one line at a
// time; what the whole list shows is not its business.

import { isAscii } from 'node:buffer';
import { BlockDecoder } from './block-decoder.js';
import { joinPairs } from './cesu-8.js';
import { isKnownHeader } from '../column-names.js';
import type { Encoding } from './encodings.js';
import { likelihood, type Language } from './likelihood.js';

/** Encodings that are recognised. Any other has to be named by the user. */
export const JUDGED = ['utf-8', 'gb18030', 'big5', 'euc-kr', 'shift_jis', 'euc-jp', 'windows-1252'] as const;
export type Judged = (typeof JUDGED)[number];

/** The languages written in each encoding, and the share of each. */
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
  /** Whether all bytes could be decoded. */
  readonly isWhole: boolean;
  /** Whether the part that is not plain ASCII looks like a name of Han characters. */
  readonly isHanName: boolean;
  /** The logarithm of a probability. */
  readonly likelihood: number;
}

/** A cell that is not plain ASCII. */
export interface ReadCell {
  /** Its first byte in the line. */
  readonly start: number;
  readonly end: number;
  readonly readings: readonly Reading[];
}

const KNOWN_HEADER = Math.log(0.02);
/** What undecodable bytes cost besides the characters that are lost. */
const DAMAGED = Math.log(0.02);

const HAN_NAME = /^\p{Script=Han}{2,}$/u;

/** @param cell bytes without separators */
export function readingOf(cell: Buffer, encoding: Encoding): Reading {
  const decoder = decoderOf(encoding);
  const bytes = encoding === 'utf-8' ? joinPairs(cell) : cell;
  const whole = decoder.text(bytes);
  const text = whole ?? decoder.lenientText(bytes);
  // A bar is looked for in the text, because its byte may be part of a longer character.
  const parts = text.split('|').flatMap((part) => (/^[ -~]*$/.test(part) ? [] : [part.trim()]));
  const likely = parts.reduce((total, part) => total + likelihoodIn(part, encoding), 0);
  const damage = whole === undefined ? DAMAGED : 0;
  const isHanName = parts.length > 0 && parts.every((part) => HAN_NAME.test(part));
  return { encoding, text, isWhole: whole !== undefined, isHanName, likelihood: likely + damage };
}

function likelihoodIn(text: string, encoding: Encoding): number {
  const languages = isJudged(encoding) ? LANGUAGES_OF[encoding] : OTHERWISE;
  const characters = Array.from(text);
  const likeliest = Math.max(
    ...languages.map(([language, share]) => share + likelihood(characters, language)),
  );
  return isKnownHeader(text) ? Math.max(likeliest, KNOWN_HEADER) : likeliest;
}

export function isJudged(encoding: Encoding): encoding is Judged {
  return encoding in LANGUAGES_OF;
}

/** The bytes between cells; none of them is ever part of a longer character. */
const SEPARATORS: ReadonlySet<number> = new Set(
  Array.from(',;\t"\r\n').map((character) => character.charCodeAt(0)),
);

/** @param encodings in which each cell is read */
export function readCells(line: Buffer, encodings: readonly Encoding[]): readonly ReadCell[] {
  const cells: ReadCell[] = [];
  let start = 0;
  for (let at = 0; at <= line.length; at++) {
    if (at < line.length && !SEPARATORS.has(line[at] ?? 0)) continue;
    const cell = line.subarray(start, at);
    if (!isAscii(cell))
      cells.push({ start, end: at, readings: encodings.map((encoding) => readingOf(cell, encoding)) });
    start = at + 1;
  }
  return cells;
}
