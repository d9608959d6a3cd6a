// Finds cells in another encoding than their list's, as where lines of two files were pasted together: they decode, but
// into another name. It judges only suspect lines. It knows blocks of whole lines.

import { isUtf8 } from 'node:buffer';
import type { Encoding } from './encodings.js';
import { foreignEncodings, makesSense, NEAR } from './foreign-reading.js';
import { CR, LF } from '../csv/line-end.js';
import { isJudged, JUDGED, readCells, type Judged, type ReadCell } from './readings.js';
import { SuspectLines } from './suspect-lines.js';

export interface ForeignCell {
  /** Its first byte in the block. */
  readonly start: number;
  readonly end: number;
  /** The cell's own encoding. */
  readonly encoding: Judged;
}

/**
 * After this many lines that make little sense, such lines are taken for the list's own, and compared with Chinese
 * encodings only.
 */
const ENOUGH_LINES = 1000;

export class ForeignCells {
  readonly #encoding: Encoding;
  readonly #suspects: SuspectLines | undefined;
  readonly #isNamed: boolean;
  readonly #near: readonly Encoding[];
  readonly #nearButUtf8: readonly Encoding[];
  #ownLines = 0;

  /** @param isNamed whether somebody has named the encoding: then only cells in UTF-8 are looked for */
  constructor(encoding: Encoding, isNamed = false) {
    this.#encoding = encoding;
    this.#isNamed = isNamed;
    this.#suspects = isJudged(encoding) ? new SuspectLines(encoding) : undefined;
    this.#near = [...new Set<Encoding>([encoding, ...NEAR])];
    this.#nearButUtf8 = this.#near.filter((one) => one === encoding || one !== 'utf-8');
  }

  /**
   * @param block in the list's encoding
   * @param text the decoded block, with as many line ends
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

  /** Cells that do not decode are left out: they are unreadable already. */
  #foreignOf(cells: readonly ReadCell[], lineStart: number): ForeignCell[] {
    return foreignEncodings(cells, this.#encoding).flatMap((encoding, index) => {
      const cell = cells[index];
      if (cell === undefined || encoding === undefined || !isJudged(encoding)) return [];
      if (this.#ownOf(cell)?.isWhole !== true || (this.#isNamed && encoding !== 'utf-8')) return [];
      return [{ start: lineStart + cell.start, end: lineStart + cell.end, encoding }];
    });
  }
}
