// Cells of a list that are in another encoding than the list, as where lines of two files were pasted together: they
// decode, and are somebody else's name. It judges those lines alone that are worth it. It knows blocks of whole lines.

import { isUtf8 } from 'node:buffer';
import type { Encoding } from './encodings.js';
import { foreignEncodings, makesSense, NEAR } from './foreign-reading.js';
import { CR, LF } from '../csv/line-end.js';
import { isJudged, JUDGED, readCells, type Judged, type ReadCell } from './readings.js';
import { SuspectLines } from './suspect-lines.js';

export interface ForeignCell {
  /** Where it is in the block. */
  readonly start: number;
  readonly end: number;
  /** Its own. */
  readonly encoding: Judged;
}

/** So many lines that make little sense are the list's own all the same, and only encodings of China are looked for. */
const ENOUGH_LINES = 1000;

export class ForeignCells {
  readonly #encoding: Encoding;
  readonly #suspects: SuspectLines | undefined;
  readonly #isNamed: boolean;
  readonly #near: readonly Encoding[];
  readonly #nearButUtf8: readonly Encoding[];
  #ownLines = 0;

  /** @param isNamed whether somebody has said that it is the list's: then only UTF-8 is looked for */
  constructor(encoding: Encoding, isNamed = false) {
    this.#encoding = encoding;
    this.#isNamed = isNamed;
    this.#suspects = isJudged(encoding) ? new SuspectLines(encoding) : undefined;
    this.#near = [...new Set<Encoding>([encoding, ...NEAR])];
    this.#nearButUtf8 = this.#near.filter((one) => one === encoding || one !== 'utf-8');
  }

  /**
   * @param block in the list's encoding
   * @param text what it reads as, with as many line ends
   */
  find(block: Buffer, text: string): ForeignCell[] {
    const suspects = this.#suspects?.in(text) ?? [];
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
        found.push(...this.#foreignIn(block.subarray(start, at), start));
        next++;
      }
      index++;
      start = at + 1;
    }
    return found;
  }

  #foreignIn(line: Buffer, lineStart: number): ForeignCell[] {
    const mayBeUtf8 = isUtf8(line);
    if (this.#isNamed && !mayBeUtf8) return [];
    const near = readCells(line, mayBeUtf8 ? this.#near : this.#nearButUtf8);
    const foundNear = this.#foreignOf(near, lineStart);
    if (foundNear.length > 0) return foundNear;
    const own = near.map((cell) => this.#ownOf(cell));
    const isStrange = own.some((reading) => reading !== undefined && !makesSense(reading, 0));
    const isLookedAt = isStrange && this.#ownLines < ENOUGH_LINES;
    const foundFar = isLookedAt ? this.#foreignOf(readCells(line, JUDGED), lineStart) : [];
    if (foundFar.length > 0) return foundFar;
    if (isStrange) this.#ownLines++;
    for (const reading of own) if (reading !== undefined) this.#suspects?.learn(reading.text);
    return [];
  }

  #ownOf({ readings }: ReadCell) {
    return readings.find(({ encoding }) => encoding === this.#encoding);
  }

  /** What does not decode is seen to be no text without this. */
  #foreignOf(cells: readonly ReadCell[], lineStart: number): ForeignCell[] {
    return foreignEncodings(cells, this.#encoding).flatMap((encoding, index) => {
      const cell = cells[index];
      if (cell === undefined || encoding === undefined || !isJudged(encoding)) return [];
      if (this.#ownOf(cell)?.isWhole !== true || (this.#isNamed && encoding !== 'utf-8')) return [];
      return [{ start: lineStart + cell.start, end: lineStart + cell.end, encoding }];
    });
  }
}
