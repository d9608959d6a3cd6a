// Cells of a list that are in another encoding than the list, as where lines of two files were pasted together: they
// decode, and are somebody else's name. It looks at characters first, and judges those lines alone that have unusual
// ones. It knows blocks of whole lines.

import { isUtf8 } from 'node:buffer';
import { unexpectedCharacters } from './character-scores.js';
import type { Encoding } from './encodings.js';
import { CR, LF } from './line-end.js';
import { foreignReading, isJudged, readCells, type Judged, type ReadCell } from './readings.js';

export interface ForeignCell {
  /** Where it is in the block. */
  readonly start: number;
  readonly end: number;
  /** Its own. */
  readonly encoding: Judged;
}

/** So many lines with unusual characters that are the list's own all the same, and only UTF-8 is looked for. */
const ENOUGH_LINES = 1000;

export class ForeignCells {
  readonly #encoding: Encoding;
  readonly #unexpected: Uint8Array | undefined;
  readonly #isNamed: boolean;
  #ownLines = 0;

  /** @param isNamed whether somebody has said that it is the list's: then only UTF-8 is looked for */
  constructor(encoding: Encoding, isNamed = false) {
    this.#encoding = encoding;
    this.#isNamed = isNamed;
    this.#unexpected = isJudged(encoding) ? unexpectedCharacters(encoding) : undefined;
  }

  /**
   * @param block in the list's encoding
   * @param text what it reads as, with as many line ends
   */
  find(block: Buffer, text: string): ForeignCell[] {
    const suspects = this.#unexpected === undefined ? [] : suspectLines(text, this.#unexpected);
    return suspects.length === 0 ? [] : this.#judge(block, suspects);
  }

  #judge(block: Buffer, suspects: readonly number[]): ForeignCell[] {
    const found: ForeignCell[] = [];
    let next = 0;
    let index = 0;
    let start = 0;
    for (let at = 0; at <= block.length && next < suspects.length; at++) {
      if (at < block.length && block[at] !== LF && block[at] !== CR) continue;
      if (index === suspects[next]) {
        found.push(...this.#foreignIn(block, start, at));
        next++;
      }
      index++;
      start = at + 1;
    }
    return found;
  }

  #foreignIn(block: Buffer, start: number, end: number): ForeignCell[] {
    const line = block.subarray(start, end);
    if (this.#ownLines >= ENOUGH_LINES && !isUtf8(line)) return [];
    const found = readCells(line, this.#encoding).flatMap((cell) => {
      const encoding = this.#foreignEncoding(cell);
      return encoding === undefined ? [] : [{ start: start + cell.start, end: start + cell.end, encoding }];
    });
    if (found.length === 0) this.#ownLines++;
    return found;
  }

  /** What does not decode is seen to be no text without this. */
  #foreignEncoding(cell: ReadCell): Judged | undefined {
    const own = cell.readings.find(({ encoding }) => encoding === this.#encoding);
    const found = own?.isWhole === true ? foreignReading(cell, this.#encoding)?.encoding : undefined;
    if (found === undefined || !isJudged(found)) return undefined;
    return this.#isNamed && found !== 'utf-8' ? undefined : found;
  }
}

/** The lines with characters that are unusual, from 0, where CR and LF end one each. */
function suspectLines(text: string, unexpected: Uint8Array): number[] {
  const lines: number[] = [];
  let index = 0;
  let isSuspect = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === LF || code === CR) {
      if (isSuspect) lines.push(index);
      index++;
      isSuspect = false;
    } else if (unexpected[code] === 1) isSuspect = true;
  }
  if (isSuspect) lines.push(index);
  return lines;
}
