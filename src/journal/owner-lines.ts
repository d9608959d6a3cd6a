// The lines that a batch's owner writes into the journal: calls that the disk knows, rows that may have been called. Texts only.

import type { Attempt } from '../domain/attempt.js';
import { encodeEnd, fieldOf, gapFieldOf } from './journal-line.js';
import type { JournalSeal } from './journal-seal.js';
import { sealedRest } from './proven-journal.js';

/** Lower than every worker's epoch. */
const OWNERS_EPOCH = 0;
const GAP = { letter: 'g', rest: '' };

/** @returns field, line, field, line … */
export function linesOfGap(seal: JournalSeal | undefined, slice: number, rows: readonly number[]): string[] {
  return rows.flatMap((row) => lineOf(seal, slice, gapFieldOf(row), GAP));
}

/** @returns field, line, field, line … */
export function linesOfCalls(
  seal: JournalSeal | undefined,
  slice: number,
  calls: readonly Attempt[],
): string[] {
  return calls.flatMap((call) => lineOf(seal, slice, fieldOf(call.row, call.attempt), encodeEnd(call)));
}

function lineOf(
  seal: JournalSeal | undefined,
  slice: number,
  field: string,
  end: { readonly letter: string; readonly rest: string },
): [string, string] {
  return [field, `${OWNERS_EPOCH} ${end.letter} ${sealedRest(seal, slice, field, OWNERS_EPOCH, end)}`];
}
