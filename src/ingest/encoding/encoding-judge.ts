// Gathers what all of a list's bytes show of its encoding while they pass: marks, zero bytes, lines that are UTF-8 and
// lines that are not. It takes lines for records, as records are not known yet, and leaves the verdict to others.

import { isAscii, isUtf8 } from 'node:buffer';
import { MARK } from './byte-order-marks.js';
import { joinPairs, nextPair } from './cesu-8.js';
import type { Encoding } from './encodings.js';
import { CR, LF } from '../csv/line-end.js';
import { LineSample } from './line-sample.js';
import { NarrowCharacters } from './narrow-characters.js';
import { isForeign } from './foreign-reading.js';

const MARKS: readonly (readonly [Encoding, readonly number[]])[] = [
  ['utf-8', [...MARK]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
  ['gb18030', [0x84, 0x31, 0x95, 0x33]],
];
const UTF_32_MARKS = [Buffer.from([0xff, 0xfe, 0, 0]), Buffer.from([0, 0, 0xfe, 0xff])] as const;
const HEAD_BYTES = 4096;

/** A line that is longer is judged in pieces, so that memory stays flat while its end has not come. */
const LONGEST_LINE_BYTES = 1 << 20;

export class EncodingJudge {
  /** The list's beginning. */
  head = Buffer.alloc(0);
  bytes = 0;
  /** How many zero bytes stand at even and at odd offsets. */
  readonly zeros: [even: number, odd: number] = [0, 0];
  /** Lines with other than ASCII characters that are valid UTF-8. */
  readonly utf8 = new LineSample();
  readonly notUtf8 = new LineSample();
  /** Lines that are valid UTF-8 by chance, and make sense only in another encoding. */
  readonly byChance = new LineSample();
  /** Which bytes from 0x80 on occur in lines that are not UTF-8. */
  readonly highBytes = new Uint8Array(256);
  /** Lines with characters written as two surrogates: see cesu-8.ts. */
  linesInHalves = 0;
  /** Whether a byte-order mark stands elsewhere than at the beginning. */
  hasInnerMarks = false;
  readonly #narrow = new NarrowCharacters();
  #rest = Buffer.alloc(0);
  #feeds = 0;
  #returns = 0;

  push(chunk: Buffer): void {
    if (this.head.length < HEAD_BYTES)
      this.head = Buffer.concat([this.head, chunk.subarray(0, HEAD_BYTES - this.head.length)]);
    this.#countZeros(chunk);
    this.bytes += chunk.length;
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const lineEnd = Math.max(bytes.lastIndexOf(LF), bytes.lastIndexOf(CR));
    const cut = lineEnd >= 0 || bytes.length < LONGEST_LINE_BYTES ? lineEnd + 1 : characterStart(bytes);
    this.#judge(bytes.subarray(0, cut));
    // A copy, because the source may use its chunk again.
    this.#rest = Buffer.from(bytes.subarray(cut));
  }

  /** Judges what is left after the last chunk. */
  finish(): void {
    this.#judge(this.#rest);
    this.#rest = Buffer.alloc(0);
  }

  get lineEnds(): number {
    return this.#feeds === 0 ? this.#returns : this.#feeds;
  }

  get hasUtf32Mark(): boolean {
    return UTF_32_MARKS.some((mark) => this.head.subarray(0, mark.length).equals(mark));
  }

  get mark(): Encoding | undefined {
    return MARKS.find(([, mark]) => mark.every((byte, index) => this.head[index] === byte))?.[0];
  }

  #countZeros(chunk: Buffer): void {
    for (let at = chunk.indexOf(0); at >= 0; at = chunk.indexOf(0, at + 1))
      this.zeros[(this.bytes + at) % 2 === 0 ? 0 : 1]++;
  }

  /** @param lines whole lines */
  #judge(lines: Buffer): void {
    const allValid = isAscii(lines) || isUtf8(lines);
    const isBeginning = this.#feeds + this.#returns === 0;
    if (lines.indexOf(MARK, isBeginning ? 1 : 0) >= 0) this.hasInnerMarks = true;
    let start = isBeginning && lines.subarray(0, MARK.length).equals(MARK) ? MARK.length : 0;
    let foreign = false;
    let narrow = false;
    for (let at = start; at <= lines.length; at++) {
      const byte = lines[at] ?? LF;
      if (byte >= 0x80) {
        foreign = true;
        if (isNarrow(byte) && isNarrow(lines[at + 2] ?? 0)) narrow = true;
      }
      if (byte !== LF && byte !== CR) continue;
      if (foreign) this.#judgeLine(lines.subarray(start, at), allValid, narrow);
      if (at < lines.length) this.#countLineEnd(byte);
      foreign = false;
      narrow = false;
      start = at + 1;
    }
  }

  #judgeLine(line: Buffer, isValid: boolean, hasNarrow: boolean): void {
    const number = Math.max(this.#feeds, this.#returns) + 1;
    if (!isValid && !isUtf8(line)) {
      const isInHalves = nextPair(line, 0) >= 0;
      if (isInHalves) this.linesInHalves++;
      if (!isInHalves || !isUtf8(joinPairs(line))) {
        for (let at = 0; at < line.length; at++) this.highBytes[line[at] ?? 0] = 1;
        this.notUtf8.add(number, line);
        return;
      }
    }
    this.utf8.add(number, line);
    // In a list that is mostly not UTF-8, lines that are valid UTF-8 are not examined for chance.
    if (!hasNarrow || this.notUtf8.seen > this.utf8.seen || this.#narrow.areKnown(line)) return;
    if (isForeign(line, 'utf-8')) this.byChance.add(number, line);
    else this.#narrow.learn(line);
  }

  #countLineEnd(byte: number): void {
    if (byte === LF) this.#feeds++;
    else this.#returns++;
  }
}

/**
 * Whether the byte begins a UTF-8 character of two bytes. A few such characters in a row arise by chance in GB18030.
 */
function isNarrow(byte: number): boolean {
  return byte >= 0xc2 && byte < 0xe0;
}

/** The offset at which the last UTF-8 character of the bytes begins. */
function characterStart(bytes: Buffer): number {
  for (let back = 1; back <= 4; back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80 || byte >= 0xc0) return bytes.length - back;
  }
  return bytes.length;
}
