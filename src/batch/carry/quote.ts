// What is known of a list's people before anybody is called: how many were called not long ago, by which batches, and how many
// calls that would save. It takes nothing over and changes nothing.

import { PeopleIndex } from '../../people/people-index.js';
import type { Caller } from '../baseline/previous.js';
import type { KnownBatch } from '../recorded-batches.js';
import { hasEnded } from '../record.js';
import { indexDifference } from '../people/catch-up.js';
import { LastCalls } from './last-calls.js';
import { askForPeople, type ListToRead } from './people-of-list.js';
import { usableBatches, type Sees } from './usable-batches.js';

interface QuotedBatch {
  readonly batch: string;
  readonly label: string;
  /** Whom it called last. */
  readonly people: number;
}

export interface CarryQuote {
  readonly withinMs: number;
  /** Of the new batch. */
  readonly label: string;
  /** People who would be called, and those of them who were not long ago. */
  readonly people: number;
  readonly known: number;
  /** Those among the known who are known from batches of the same label. */
  readonly ofLabel: number;
  /** Who called them last, most people first. */
  readonly batches: readonly QuotedBatch[];
  /** Ended batches that the index lacks: who was called by them is not among the known. */
  readonly missing: number;
  /** Whether the whole list was looked at. */
  readonly isWhole: boolean;
}

/** @param label of the new batch; outcomes of another one are counted, too, and told apart */
export async function quoteCarry(
  list: ListToRead,
  asked: {
    readonly withinMs: number;
    readonly label: string;
    readonly caller: Caller | undefined;
    readonly isEnough?: () => boolean;
    readonly sees?: Sees;
  },
  dataDirectory: string,
  batches: readonly KnownBatch[],
  nowMs: number,
): Promise<CarryQuote | undefined> {
  const { withinMs, label, caller, isEnough, sees } = asked;
  const missing = (await indexDifference(dataDirectory, batches)).missing.length;
  const index = await PeopleIndex.open(dataDirectory);
  if (index === undefined && missing === 0) return undefined;
  const nothing = { withinMs, label, people: 0, known: 0, ofLabel: 0, batches: [], missing, isWhole: true };
  if (index === undefined) return nothing;
  try {
    const usable = await usableBatches(index.batches, caller, dataDirectory, sees);
    const calls = new LastCalls(index, usable, nowMs - withinMs);
    const isWhole = await askForPeople(list, calls, isEnough);
    const found = await calls.end();
    const callers = found
      .map(({ record, people }) => ({ batch: record.batch, label: record.label, people }))
      .sort((a, b) => b.people - a.people);
    const sum = (of: readonly QuotedBatch[]): number => of.reduce((all, { people }) => all + people, 0);
    const ofLabel = sum(callers.filter((batch) => batch.label === label));
    return {
      withinMs,
      label,
      people: calls.people,
      known: sum(callers),
      ofLabel,
      batches: callers,
      missing,
      isWhole,
    };
  } finally {
    index.close();
  }
}

/** @returns a batch of the same list that has not ended, which `resume` goes on with; the newest where there are several */
export function unfinishedOf(
  sha256: string,
  batches: readonly KnownBatch[],
  but?: string,
): string | undefined {
  const same = batches.filter(
    ({ record, state }) => record.sha256 === sha256 && record.batch !== but && !hasEnded(state),
  );
  return same.at(-1)?.record.batch;
}
