// Words what a person should know of a list's encoding before any row is sent. It knows what copy-list.ts has found,
// and finds nothing itself.

import type { CopiedList } from '../copy-list.js';

type Found = Pick<CopiedList, 'encoding' | 'evidence' | 'misfits' | 'linesInHalves' | 'isNamed'>;

/** Encodings that lists from the mainland usually have; any other is reported. */
const USUAL: ReadonlySet<string> = new Set(['utf-8', 'gb18030', 'utf-16le', 'utf-16be']);

/** @returns sentences for the user; none where nothing is remarkable */
export function encodingDoubts({ encoding, evidence, misfits, linesInHalves = 0, isNamed }: Found): string[] {
  const doubts: string[] = [];
  if (isNamed !== true && !USUAL.has(encoding))
    doubts.push(
      `The list is read as ${encoding}: ${evidence}. Where names come out wrong, give another with --encoding.`,
    );
  if (misfits !== undefined && misfits.lines > 0) {
    const { lines, firstLine } = misfits;
    const what = lines === 1 ? 'line is' : 'lines are';
    const fate = lines === 1 ? 'Its row is not sent, and ends as' : 'Their rows are not sent, and end as';
    const named = isNamed === true ? '' : ` (${evidence})`;
    doubts.push(
      `${lines} ${what} no text in ${encoding}, the encoding of the list${named}; the first is line ${firstLine}. ` +
        `${fate} unreadable, unless only a remark doesn't fit and can be read all the same.`,
    );
  }
  if (linesInHalves > 0) {
    const what = linesInHalves === 1 ? 'line has' : 'lines have';
    doubts.push(
      `${linesInHalves} ${what} characters written in halves (CESU-8, as Oracle and Java write it); they are joined.`,
    );
  }
  return doubts;
}
