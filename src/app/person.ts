// Where a person stands in all batches, and what is kept about that person. Numbers and names come from the caller and go into
// no message.

import { finishErasure } from '../batch/erasure/carry-out.js';
import { findPeople } from '../batch/people/find-people.js';
import type { FoundRow } from '../batch/people/found-row.js';
import { inOtherFiles, type OtherOccurrence } from '../batch/people/other-files.js';
import { keptRows, listRows, type KeptRow } from '../batch/people/export-rows.js';
import { alsoBeforeCorrections } from '../batch/people/replaced-rows.js';
import { SoughtPerson, type WrittenPerson } from '../batch/people/written-person.js';
import type { BatchRecord } from '../batch/record.js';
import { UserError } from '../domain/user-error.js';
import type { App } from './app.js';
import { completeIndex } from './complete-index.js';
import { refuseMissing } from './index-people.js';

/** @throws UserError where nobody is named, or the index is damaged */
export async function findPerson(app: App, people: readonly WrittenPerson[]): Promise<readonly FoundRow[]> {
  const { dataDir } = app.config;
  const sought = soughtPeople(people);
  refuseMissing(dataDir);
  await finishErasure(dataDir);
  await completeIndex(app);
  const { people: all, unread } = await alsoBeforeCorrections(dataDir, sought);
  for (const { why } of unread) app.tell({ kind: 'warning', message: why });
  return findPeople(dataDir, all);
}

/** @throws UserError where nobody is named, or somebody without a number */
export function soughtPeople(people: readonly WrittenPerson[]): SoughtPerson[] {
  if (people.length === 0) throw new UserError('invalid-options', ({ persons }) => persons.nobody);
  const sought = people.map((person) => SoughtPerson.of(person));
  // Whoever has none would be every row without one.
  const lacking = sought.findIndex(({ forms }) => forms.some(({ idNumber }) => idNumber === ''));
  if (lacking !== -1)
    throw new UserError('invalid-options', ({ persons }) => persons.noNumber({ line: lacking + 1 }));
  return sought;
}

export interface KeptAboutPerson extends FoundRow {
  /** Undefined where the row is not there any more. */
  readonly kept: KeptRow | undefined;
}

/** Where people stand besides the outcomes of their batches. @throws UserError where nobody is named, or a file can't be read */
export async function findElsewhere(
  { config }: Pick<App, 'config'>,
  people: readonly WrittenPerson[],
): Promise<readonly OtherOccurrence[]> {
  const { people: all } = await alsoBeforeCorrections(config.dataDir, soughtPeople(people));
  return inOtherFiles(config.dataDir, all);
}

/** Everything that is kept about people in outcomes. @throws UserError as `findPerson`, and where outcomes can't be read */
export async function exportPerson(
  app: App,
  people: readonly WrittenPerson[],
): Promise<readonly KeptAboutPerson[]> {
  const found = await findPerson(app, people);
  const byBatch = new Map<BatchRecord, FoundRow[]>();
  for (const row of found) byBatch.set(row.record, [...(byBatch.get(row.record) ?? []), row]);
  const all: KeptAboutPerson[] = [];
  for (const [record, rows] of byBatch) {
    const wanted = new Set(rows.map(({ row }) => row));
    const hasEnded = rows.some(({ status }) => status !== undefined);
    const kept = hasEnded
      ? await keptRows(record, wanted)
      : await listRows(record, app.config.dataDir, wanted);
    const byRow = new Map(kept.map((each) => [each.row, each]));
    all.push(...rows.map((row) => ({ ...row, kept: byRow.get(row.row) })));
  }
  return all;
}
