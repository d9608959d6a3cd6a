// Batches that have not ended stand against an erasure: their rows are still called, and what they write at their end is made from
// the batches that they build on. It changes nothing.

import { UserError } from '../../domain/user-error.js';
import { isDraft } from '../draft-record.js';
import type { FoundRow } from '../people/found-row.js';
import { hasEnded, type BatchRecord } from '../record.js';
import type { KnownBatch } from '../recorded-batches.js';

/** @throws UserError naming every batch that has not ended and has one of the rows, or builds on a batch that has */
export function refuseUnended(known: readonly KnownBatch[], found: readonly FoundRow[]): void {
  // A draft is nobody's in hand: its list is emptied like one of which no batch was made. What it has taken over of the person
  // can't be emptied, though.
  const isList = (record: BatchRecord): boolean => isDraft(record) && record.carry === undefined;
  const live = found.filter(({ status, record }) => status === undefined && !isList(record));
  const standing = live.map(({ record }) => record.batch);
  const affected = found.filter(({ status }) => status !== undefined).map(({ record }) => record.batch);
  const against = [...new Set([...standing, ...buildingOn(known, new Set(affected))])];
  if (against.length === 0) return;
  throw new UserError('unended-batch', ({ erasing }) => erasing.notEnded({ batches: against.join(', ') }));
}

/** The batches that have not ended and will write what these say: later nights, and corrections of the same first batch. */
export function buildingOn(known: readonly KnownBatch[], batches: ReadonlySet<string>): string[] {
  const firsts = new Set(
    known
      .filter(({ record }) => batches.has(record.batch))
      .map(({ record }) => record.corrects?.first ?? record.batch),
  );
  return known
    .filter(({ state }) => !hasEnded(state))
    .filter(({ record: { previous, corrects } }) => {
      if (previous !== undefined && batches.has(previous.batch)) return true;
      return corrects !== undefined && firsts.has(corrects.first);
    })
    .map(({ record }) => record.batch);
}
