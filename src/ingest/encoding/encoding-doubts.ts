// Words what a person should know of a list's encoding before any row is sent. It knows what copy-list.ts has found,
// and finds nothing itself.

import type { CopiedList } from '../copy-list.js';
import { retold } from '../../words/catalogue.js';
import type { Words } from '../../words/words.js';

type Found = Pick<CopiedList, 'encoding' | 'evidence' | 'misfits' | 'linesInHalves' | 'isNamed'>;

/** Encodings that lists from the mainland usually have; any other is reported. */
const USUAL: ReadonlySet<string> = new Set(['utf-8', 'gb18030', 'utf-16le', 'utf-16be']);

/** @returns sentences for the user; none where nothing is remarkable */
export function encodingDoubts(
  { encoding, evidence, misfits, linesInHalves = 0, isNamed }: Found,
  words: Words,
): string[] {
  const { encodings } = words;
  const known = retold(evidence ?? '', words);
  const doubts: string[] = [];
  if (isNamed !== true && !USUAL.has(encoding)) doubts.push(encodings.unusual({ encoding, evidence: known }));
  if (misfits !== undefined && misfits.lines > 0) {
    const found = { lines: misfits.lines, encoding, firstLine: misfits.firstLine };
    doubts.push(
      isNamed === true ? encodings.misfits(found) : encodings.misfitsFoundOut({ ...found, evidence: known }),
    );
  }
  if (linesInHalves > 0) doubts.push(encodings.halves({ lines: linesInHalves }));
  return doubts;
}
