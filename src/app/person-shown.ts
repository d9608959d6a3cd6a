// People as programs read of them, from the command line and over HTTP alike: where they stand, what is kept, what was erased. It
// knows no file, and changes nothing.

import { basename } from 'node:path';
import type { FoundRow } from '../batch/people/found-row.js';
import type { OtherOccurrence } from '../batch/people/other-files.js';
import { chinaIso } from '../domain/china-time.js';
import type { ErasureResult } from './erase-person.js';
import type { KeptAboutPerson } from './person.js';

const timeOf = (ms: number | undefined): string | null => (ms === undefined ? null : chinaIso(ms));

export function foundShown({ person, record, row, status, calledAt }: FoundRow) {
  return {
    batch: record.batch,
    row,
    status: status ?? null,
    checked_at: timeOf(calledAt),
    /** Which of the people asked for, from 1. */
    person: person + 1,
  };
}

export function keptShown(about: KeptAboutPerson) {
  const { record, kept } = about;
  return {
    ...foundShown(about),
    label: record.label,
    file: record.file,
    /** In which file the cells stand. */
    in: kept?.in ?? null,
    cells: kept === undefined ? null : { ...kept.cells },
    calls: (kept?.calls ?? []).map((call) => ({
      attempt: call.attempt,
      started_at: chinaIso(call.startedAt),
      finished_at: timeOf(call.finishedAt),
      result: call.result,
      code: call.code ?? null,
      session_id: call.sessionId,
    })),
  };
}

/** A row of a file besides the outcomes. Its calls are with the outcomes. */
export function elsewhereShown({ person, record, path, cells }: OtherOccurrence) {
  const calls: ReturnType<typeof keptShown>['calls'] = [];
  return {
    batch: record.batch,
    row: null,
    status: null,
    checked_at: null,
    person: person + 1,
    label: record.label,
    file: record.file,
    in: basename(path),
    cells: { ...cells },
    calls,
  };
}

export function erasedShown(result: ErasureResult) {
  const { erased, batches, files, unreadable, notReached, receipt } = result;
  return {
    erased,
    rows: rowsIn(batches),
    batches: batches.map(({ batch, label, rows }) => ({ batch, label, rows: [...rows] })),
    files: files.map(({ path }) => path),
    unreadable: unreadable.map((each) => ({ ...each })),
    not_reached: notReached.map((each) => ({ ...each })),
    receipt: receipt?.path ?? null,
  };
}

export function rowsIn(batches: ErasureResult['batches']): number {
  return batches.reduce((sum, { rows }) => sum + rows.length, 0);
}
