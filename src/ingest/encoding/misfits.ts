// Counts the lines of a list, rewritten as UTF-8, with bytes that are not text in its encoding, and notes the first. It
// knows the marks that stand for such bytes.

import { NO_TEXT } from './block-decoder.js';
import { foreignMarkAt } from './foreign-mark.js';
import { CR, LF } from '../csv/line-end.js';

export interface Misfits {
  readonly lines: number;
  /** The line's number, from 1; 0: none. */
  readonly firstLine: number;
}

export class MisfitCount implements Misfits {
  lines = 0;
  firstLine = 0;
  #feeds = 0;
  #returns = 0;
  /** Whether the line being read was counted already. */
  #isCounted = false;

  add(bytes: Buffer): void {
    let misfit = nextMisfit(bytes, 0);
    for (let at = 0; at < bytes.length; at++) {
      if (at === misfit) {
        this.#count();
        misfit = nextMisfit(bytes, misfit + 1);
      }
      const byte = bytes[at];
      if (byte !== LF && byte !== CR) continue;
      if (byte === LF) this.#feeds++;
      else this.#returns++;
      this.#isCounted = false;
    }
  }

  #count(): void {
    if (this.#isCounted) return;
    this.#isCounted = true;
    this.lines++;
    if (this.firstLine === 0) this.firstLine = Math.max(this.#feeds, this.#returns) + 1;
  }
}

/** Both kinds of marks begin with the same bytes. */
function nextMisfit(bytes: Buffer, from: number): number {
  const head = NO_TEXT.subarray(0, -1);
  for (let at = bytes.indexOf(head, from); at >= 0; at = bytes.indexOf(head, at + 1)) {
    if (bytes[at + 2] === NO_TEXT.at(-1) || foreignMarkAt(bytes, at) !== undefined) return at;
  }
  return -1;
}
