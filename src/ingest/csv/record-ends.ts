// What follows a record's last byte, and what remains of a broken record. It knows line ends as bytes; the scanners
// find where a record ends.

import { CR, LF } from './line-end.js';
import { MAX_RECORD_BYTES, type ByteView, type Fault, type Scan } from './record-shape.js';

export class RecordEnds {
  readonly #lineEnd: number;

  /** @param lineEnd the byte that ends lines */
  constructor(lineEnd: number) {
    this.#lineEnd = lineEnd;
  }

  /** Whether all of the line end at `at`, or the end of the list, is in sight. */
  isWholeLine(view: ByteView, at: number): boolean {
    if (view.atEnd) return true;
    return this.#lineEnd === LF ? at < view.length : at + 1 < view.length;
  }

  contentEnd(view: ByteView, start: number, at: number): number {
    return this.#lineEnd === LF && at > start && view.bytes[at - 1] === CR ? at - 1 : at;
  }

  next(view: ByteView, at: number): number {
    const isPair = this.#lineEnd === CR && at + 1 < view.length && view.bytes[at + 1] === LF;
    return Math.min(at + (isPair ? 2 : 1), view.length);
  }

  /** The shape of a broken record, which is its first line alone. */
  brokenAt(view: ByteView, start: number, fault: Fault): Scan {
    const found = view.bytes.indexOf(this.#lineEnd, start);
    const at = found < 0 || found > view.length ? view.length : found;
    const isWhole = this.isWholeLine(view, at);
    if (!isWhole && at - start <= MAX_RECORD_BYTES) return 'more';
    const end = isWhole ? this.contentEnd(view, start, at) : at;
    return {
      end,
      next: isWhole ? this.next(view, at) : at,
      lines: isWhole ? 1 : 0,
      cells: 0,
      quoted: false,
      irregular: undefined,
      fault: end - start > MAX_RECORD_BYTES ? 'too long' : fault,
    };
  }
}
