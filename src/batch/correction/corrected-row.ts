// What a row of corrected.csv says: the first batch's row, changed by those of its corrections in their order. It knows
// rows that are read already, not where they lie.

import type { Person } from '../../domain/row.js';
import { statusNamed } from '../../domain/status.js';
import { personIn } from '../../ingest/read-rows.js';
import type { BatchRecord } from '../record.js';
import { formatOf } from '../run/slice-producer.js';
import type { IndexedRow } from './indexed-outcomes.js';

export interface CorrectedRow extends IndexedRow {
  /** Who stands in the row. */
  readonly person: Person;
  /** The batch from which the outcome is; empty: the first one. */
  readonly correctedBy: string;
}

export function rowOf({ cells, outcome }: IndexedRow, record: BatchRecord): CorrectedRow {
  return { cells, outcome, person: personOf(cells, record), correctedBy: '' };
}

export function personOf(cells: readonly string[], record: BatchRecord): Person {
  return personIn(cells, formatOf(record), record.rules.version);
}

export function isSame(one: Person, other: Person): boolean {
  return one.name === other.name && one.idNumber === other.idNumber;
}

/**
 * The row as a correction leaves it. Where nobody else stands in it now, and no call was made, what stood there says more.
 *
 * @param cells the correction's, in the corrected file's columns
 * @param duplicateOf where the row stands of which its outcome is a copy
 */
export function corrected(
  before: CorrectedRow | undefined,
  now: IndexedRow,
  record: BatchRecord,
  cells: readonly string[],
  duplicateOf: string,
): CorrectedRow {
  const person = personOf(now.cells, record);
  const isKept = before !== undefined && isSame(before.person, person) && addsNothing(before, now);
  if (isKept) return { ...before, cells, person };
  const line = before?.outcome.verify_line ?? '';
  const outcome = { ...now.outcome, verify_duplicate_of: duplicateOf, verify_line: line };
  return { cells, outcome, person, correctedBy: record.batch };
}

/** Whether an outcome of the same person says no more than what stood there. */
function addsNothing({ outcome: before }: CorrectedRow, { outcome: now }: IndexedRow): boolean {
  if (now.verify_source === 'carried' || statusNamed(now.verify_status) === 'not_sent') return true;
  const isCall = now.verify_source !== 'local' && now.verify_source !== 'duplicate';
  return !isCall && statusNamed(now.verify_status) === statusNamed(before.verify_status);
}

/**
 * A row whose outcome is a copy of another's, after that one was corrected. Where the other still has the same person, the
 * copy follows; where it has not, this row is the first with its person, and has the outcome itself.
 *
 * @param first the other row as its batch had it
 */
export function following(row: CorrectedRow, first: CorrectedRow, other: CorrectedRow): CorrectedRow {
  if (other.correctedBy === '') return row;
  const place = row.outcome.verify_duplicate_of;
  if (isSame(row.person, other.person)) {
    const copied = {
      ...other.outcome,
      verify_source: 'duplicate',
      verify_duplicate_of: place,
      verify_attempts: '0',
      verify_session_id: '',
      verify_checked_at: '',
      verify_carried_from: '',
      verify_row: row.outcome.verify_row,
      verify_line: row.outcome.verify_line,
    };
    return { ...row, outcome: copied, correctedBy: other.correctedBy };
  }
  if (!isSame(row.person, first.person)) return row;
  const { verify_row, verify_line } = row.outcome;
  return { ...row, outcome: { ...first.outcome, verify_row, verify_line } };
}
