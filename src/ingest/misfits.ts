// Which lines of a list, written again as UTF-8, hold bytes that are no text in its encoding: how many, and the first.
// It knows the bytes that stand for such.

import { NO_TEXT } from './block-decoder.js';
import { CR, LF } from './line-end.js';

export interface Misfits {
  readonly lines: number;
  /** From 1; 0: none. */
  readonly firstLine: number;
}

export class MisfitCount implements Misfits {
  lines = 0;
  firstLine = 0;
  #feeds = 0;
  #returns = 0;
  /** Where the line being read has one already. */
  #isCounted = false;

  add(bytes: Buffer): void {
    let misfit = bytes.indexOf(NO_TEXT);
    for (let at = 0; at < bytes.length; at++) {
      if (at === misfit) {
        this.#count();
        misfit = bytes.indexOf(NO_TEXT, misfit + 1);
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
