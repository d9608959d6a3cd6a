// Which encoding a list is in, judged by all of its bytes as they pass. It knows bytes and lines; it takes a line
// for a record, because records are not known yet.

import { isAscii, isUtf8 } from 'node:buffer';
import { CR, LF } from './line-end.js';
import type { Encoding } from './list.js';

const MARKS: readonly (readonly [Encoding, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
  ['gb18030', [0x84, 0x31, 0x95, 0x33]],
];
const LONGEST_MARK = 4;

/** Invalid lines, of those that are not plain ASCII, from which on a list is no UTF-8: 1 in so many. */
const LINES_PER_INVALID = 1000;
/** A line held back for its end is judged in pieces from here on, so that memory stays flat. */
const LONGEST_LINE_BYTES = 1 << 20;

export class EncodingJudge {
  #head = Buffer.alloc(0);
  #rest = Buffer.alloc(0);
  #feeds = 0;
  #returns = 0;
  #foreignLines = 0;
  #invalidLines = 0;
  /** From 1; 0: none. */
  #firstInvalidLine = 0;

  push(chunk: Buffer): void {
    if (this.#head.length < LONGEST_MARK)
      this.#head = Buffer.concat([this.#head, chunk]).subarray(0, LONGEST_MARK);
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const lineEnd = Math.max(bytes.lastIndexOf(LF), bytes.lastIndexOf(CR));
    const cut = lineEnd >= 0 || bytes.length < LONGEST_LINE_BYTES ? lineEnd + 1 : characterStart(bytes);
    this.#judge(bytes.subarray(0, cut));
    // A copy, because the source may use its chunk again.
    this.#rest = Buffer.from(bytes.subarray(cut));
  }

  /** After the last chunk. `doubt`: what speaks against the encoding, as part of a sentence. */
  verdict(): { encoding: Encoding; lineEnds: number; doubt: string | undefined } {
    this.#judge(this.#rest);
    this.#rest = Buffer.alloc(0);
    const lineEnds = this.#feeds === 0 ? this.#returns : this.#feeds;
    const byMark = this.#encodingByMark();
    const encoding = byMark ?? this.#encodingByLines();
    return { encoding, lineEnds, doubt: byMark === undefined ? this.#doubtOf(encoding) : undefined };
  }

  #encodingByMark(): Encoding | undefined {
    return MARKS.find(([, mark]) => mark.every((byte, index) => this.#head[index] === byte))?.[0];
  }

  #encodingByLines(): Encoding {
    const isText = this.#invalidLines * LINES_PER_INVALID < this.#foreignLines || this.#invalidLines === 0;
    return isText ? 'utf-8' : 'gb18030';
  }

  /** GB18030 is valid UTF-8 now and then by chance, and never for the most part. */
  #doubtOf(encoding: Encoding): string | undefined {
    if (encoding !== 'gb18030' || this.#invalidLines * 2 >= this.#foreignLines) return undefined;
    const shown = `${this.#invalidLines} of the ${this.#foreignLines} lines that are not plain ASCII`;
    return `${shown} are not UTF-8, line ${this.#firstInvalidLine} first`;
  }

  /** Whole lines. */
  #judge(lines: Buffer): void {
    const allValid = isAscii(lines) || isUtf8(lines);
    let start = 0;
    let foreign = false;
    for (let at = 0; at <= lines.length; at++) {
      const byte = lines[at] ?? LF;
      if (byte >= 0x80) foreign = true;
      if (byte !== LF && byte !== CR) continue;
      if (foreign) {
        this.#foreignLines++;
        if (!allValid && !isUtf8(lines.subarray(start, at))) this.#countInvalid();
      }
      if (at < lines.length) this.#countLineEnd(byte);
      foreign = false;
      start = at + 1;
    }
  }

  #countInvalid(): void {
    this.#invalidLines++;
    if (this.#firstInvalidLine === 0) this.#firstInvalidLine = Math.max(this.#feeds, this.#returns) + 1;
  }

  #countLineEnd(byte: number): void {
    if (byte === LF) this.#feeds++;
    else this.#returns++;
  }
}

/** Where the last UTF-8 character of the bytes begins. */
function characterStart(bytes: Buffer): number {
  for (let back = 1; back <= 4; back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80 || byte >= 0xc0) return bytes.length - back;
  }
  return bytes.length;
}
