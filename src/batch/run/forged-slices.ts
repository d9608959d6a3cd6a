// Finds slices whose lines in Redis are not as their workers wrote them, when a batch is taken up. Changes nothing.

import type { Attempt } from '../../domain/attempt.js';
import type { OwnedBatch } from '../../journal/owned-batch.js';
import type { KnownSlices, SliceEntry } from './slice-log.js';

export interface ForgedEntry {
  readonly slice: number;
  /** Undefined where the disk doesn't know the slice. */
  readonly entry: SliceEntry | undefined;
  /** The slice's proven calls. */
  readonly attempts: readonly Attempt[];
  /** The fields of the lines that are not proven. */
  readonly fields: readonly string[];
}

type Owned = Pick<OwnedBatch, 'done' | 'proven' | 'isCancelled' | 'read' | 'top'>;

const FIRST = '0-0';
const ANNOUNCED_AT_MOST = 10_000;
/** How many slices beyond the last one on disk are looked at, where somebody has forged anything at all. */
const BEYOND = 1_000;

export async function findForged(owned: Owned, { unfinished, last }: KnownSlices): Promise<ForgedEntry[]> {
  // The slices of a cancelled batch are closed without a seal.
  if (await owned.isCancelled()) return [];
  const entries = new Map(unfinished.map((entry) => [entry.slice, entry]));
  const next = (last?.slice ?? -1) + 1;
  const announced = (await owned.read(FIRST, ANNOUNCED_AT_MOST, 1)).map(({ slice }) => slice);
  const unknown = [...new Set(announced)].filter((slice) => slice >= next);
  const found = await brokenOf(owned, [...entries.keys(), ...unknown], new Set(unknown));
  const looked = new Set(unknown);
  const beyond = Array.from({ length: BEYOND }, (_, index) => next + index).filter((n) => !looked.has(n));
  const more = found.length === 0 ? [] : await brokenOf(owned, beyond, new Set());
  return [...found, ...more].map((each) => ({ ...each, entry: entries.get(each.slice) }));
}

async function brokenOf(
  owned: Owned,
  slices: readonly number[],
  announced: ReadonlySet<number>,
): Promise<Omit<ForgedEntry, 'entry'>[]> {
  // The done bits are read first, as a slice that is done by then has its seal.
  const done = await owned.done(slices);
  const journals = await owned.proven(slices);
  return journals.flatMap(({ attempts, forged, lines, isWhole }, index) => {
    const slice = slices[index] ?? 0;
    // A slice without any line may have been removed after it was collected: then the disk is behind.
    const isBroken = lines.length > 0 || announced.has(slice) || slice > owned.top;
    const isForged = forged.length > 0 || (done[index] === true && !isWhole && isBroken);
    return isForged ? [{ slice, attempts, fields: forged }] : [];
  });
}
