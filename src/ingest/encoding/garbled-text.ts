// Recognises text that somebody has read in the wrong encoding and saved as UTF-8: its bytes are sound, but its characters
// are not those that anybody wrote. Written back in that encoding, they make sense in another. It knows texts alone.

import { TextDecoder } from 'node:util';
import { makesSense } from './foreign-reading.js';
import { readingOf, type Judged, type Reading } from './readings.js';

/** In which text is read by mistake: their decoders take nearly all bytes for characters. */
const WRONG = ['gb18030', 'big5', 'euc-kr', 'shift_jis'] as const satisfies readonly Judged[];
type Wrong = (typeof WRONG)[number];
/** In which it may have been written. */
const RIGHT: readonly Judged[] = ['utf-8', ...WRONG];

const REPLACED = '\uFFFD';
/** What is written for a last character that was cut in two, as these decoders take bytes in pairs. */
const CUT_END = /[\uFFFD?]+$/u;
/** How many bytes of a character may be left of it. */
const LEFT_BYTES = 2;

/** The share of the texts from which on they make sense as they are, and are not looked at further. */
const SENSIBLE_SHARE = 0.8;
/** How much likelier than its own a text's other reading must be: e to this power. */
const LIKELIER = 4;
/** The same for all texts together; two rare names alone may look like others by chance. */
const CERTAIN = 20;
/** The most that one text counts, however long it is. */
const LOUDEST = 25;

const tables = new Map<Wrong, ReadonlyMap<string, readonly number[]>>();

/** The bytes of each character. They are made from decoding, as Node can't encode these encodings. */
function bytesOf(encoding: Wrong): ReadonlyMap<string, readonly number[]> {
  const known = tables.get(encoding);
  if (known !== undefined) return known;
  const decoder = new TextDecoder(encoding);
  const table = new Map<string, readonly number[]>();
  const add = (...bytes: number[]): void => {
    const text = decoder.decode(Uint8Array.from(bytes));
    if (!table.has(text)) table.set(text, bytes);
  };
  for (let one = 0; one <= 0xff; one++) add(one);
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) add(lead, trail);
  }
  table.delete(REPLACED);
  tables.set(encoding, table);
  return table;
}

export interface Garbling {
  /** In which the texts were read. */
  readonly wrong: Wrong;
  /** In which they were written. */
  readonly right: Judged;
}

/**
 * @param texts of a list's cells that are not plain ASCII
 * @returns undefined where they are what was written
 */
export function garblingOf(texts: readonly string[]): Garbling | undefined {
  const whole = texts.map(withoutCutEnd).filter((text) => !text.includes(REPLACED));
  const own = whole.map((text) => readingOf(Buffer.from(text), 'utf-8'));
  if (own.filter((reading) => makesSense(reading, 0)).length >= own.length * SENSIBLE_SHARE) return undefined;
  for (const wrong of WRONG) {
    const written = own.map(({ text }) => writtenBack(text, wrong));
    for (const right of RIGHT) {
      if (right !== wrong && areMeant(own, written, right)) return { wrong, right };
    }
  }
  return undefined;
}

function withoutCutEnd(text: string): string {
  return text.trim().replace(CUT_END, '');
}

/** @returns undefined where the encoding lacks a character */
function writtenBack(text: string, encoding: Wrong): Buffer | undefined {
  const table = bytesOf(encoding);
  const bytes: number[] = [];
  for (const character of text) {
    const code = table.get(character);
    if (code === undefined) return undefined;
    bytes.push(...code);
  }
  return Buffer.from(bytes);
}

/** Whether the texts are far likelier, and most of them make sense, where they are read in this encoding. */
function areMeant(own: readonly Reading[], written: readonly (Buffer | undefined)[], right: Judged): boolean {
  let gain = 0;
  let meant = 0;
  for (const [index, { likelihood }] of own.entries()) {
    const reading = readAgain(written[index], right);
    const more = Math.min(LOUDEST, (reading?.likelihood ?? -Infinity) - likelihood);
    gain += Math.max(-LOUDEST, more);
    if (reading !== undefined && more > LIKELIER && makesSense(reading, 0)) meant++;
  }
  return meant * 2 >= own.length && gain >= CERTAIN;
}

function readAgain(bytes: Buffer | undefined, right: Judged): Reading | undefined {
  if (bytes === undefined) return undefined;
  for (let left = 0; left <= LEFT_BYTES && left < bytes.length; left++) {
    const reading = readingOf(bytes.subarray(0, bytes.length - left), right);
    if (reading.isWhole) return reading;
  }
  return undefined;
}
