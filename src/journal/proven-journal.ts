// A slice's hash in Redis as far as it is proven: which lines a worker or an owner wrote, and which somebody else. A call
// without an end bears no seal, as scripts rewrite it; it tells no verdict.

import type { Attempt } from '../domain/attempt.js';
import {
  ASIDE_LETTER,
  asideFieldOf,
  asideRowsOf,
  decodeJournal,
  gapRowsOf,
  isGapField,
} from './journal-line.js';
import type { JournalLine, JournalSeal } from './journal-seal.js';

/** The field of a slice's hash that holds the seal of all its lines, once the slice is finished. */
const SEAL_FIELD = 'seal';
const NO_END = /^\d+ [sd] \d+( p)?$/;

export interface ProvenJournal {
  /** The proven calls, by row, then by attempt. */
  readonly attempts: Attempt[];
  readonly gapRows: ReadonlySet<number>;
  /**
   * Rows that were not called, as the provider was asked about them too often that day, each with when that was, in Unix
   * milliseconds; 0: not known.
   */
  readonly asideRows: ReadonlyMap<number, number>;
  readonly lines: readonly JournalLine[];
  /** The fields of lines that were written without the key. */
  readonly forged: readonly string[];
  /** Whether the slice was finished with these lines, no more and no less. */
  readonly isWhole: boolean;
}

/**
 * @param hash as Redis returns it: field, value, field, value …
 * @param seal undefined for a batch that an earlier version began: all is believed
 */
export function proveJournal(
  hash: readonly string[],
  slice: number,
  seal: JournalSeal | undefined,
): ProvenJournal {
  const { lines, sliceSeal } = partsOf(hash);
  const isWhole = seal === undefined || (sliceSeal !== undefined && seal.ofSlice(slice, lines) === sliceSeal);
  const forged =
    seal === undefined || isWhole
      ? []
      : lines.filter((line) => !isProven(line, slice, seal)).map(([field]) => field);
  const believed = forged.length === 0 ? lines : lines.filter(([field]) => !forged.includes(field));
  const flat = believed.flat();
  const rows = { gapRows: gapRowsOf(flat), asideRows: asideRowsOf(flat) };
  return { attempts: decodeJournal(flat), ...rows, lines, forged, isWhole };
}

function partsOf(hash: readonly string[]): { lines: JournalLine[]; sliceSeal: string | undefined } {
  const lines: JournalLine[] = [];
  let sliceSeal: string | undefined;
  for (let index = 0; index < hash.length; index += 2) {
    const [field = '', value = ''] = [hash[index], hash[index + 1]];
    if (field.includes('.')) lines.push([field, value]);
    else if (field === SEAL_FIELD) sliceSeal = value;
  }
  return { lines, sliceSeal };
}

function isProven([field, value]: JournalLine, slice: number, seal: JournalSeal): boolean {
  if (hasNoEnd(field, value)) return true;
  const tab = value.lastIndexOf('\t');
  return tab !== -1 && value.slice(tab + 1) === seal.ofLine(slice, field, value.slice(0, tab));
}

/** Whether a script may still rewrite the line. */
export function hasNoEnd(field: string, value: string): boolean {
  return !isGapField(field) && NO_END.test(value);
}

/** The end of a line with its seal; the scripts put epoch and state before it. */
export function sealedRest(
  seal: JournalSeal | undefined,
  slice: number,
  field: string,
  epoch: number,
  { letter, rest }: { readonly letter: string; readonly rest: string },
): string {
  return seal === undefined ? rest : `${rest}\t${seal.ofLine(slice, field, `${epoch} ${letter} ${rest}`)}`;
}

/** The lines that say of these rows that they are not called on the day of `atMs`. */
export function asideLines(
  seal: JournalSeal | undefined,
  slice: number,
  epoch: number,
  rows: readonly number[],
  atMs: number,
): JournalLine[] {
  const end = { letter: ASIDE_LETTER, rest: String(atMs) };
  return rows.map((row) => {
    const field = asideFieldOf(row);
    return [field, `${epoch} ${end.letter} ${sealedRest(seal, slice, field, epoch, end)}`];
  });
}
