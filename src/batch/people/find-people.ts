// Where people stand in all batches whose files are kept: by the index in those that have ended, and by their lists in those that
// have not. It changes nothing.

import { personIn, readRows } from '../../ingest/read-rows.js';
import { PeopleIndex } from '../../people/people-index.js';
import { Questions } from '../../people/questions.js';
import { usableBatches } from '../carry/usable-batches.js';
import { batchPaths } from '../paths.js';
import { hasEnded } from '../record.js';
import { knownBatches } from '../recorded-batches.js';
import { formatOf } from '../run/slice-producer.js';
import type { FoundRow } from './found-row.js';
import type { SoughtPerson } from './written-person.js';

/** @returns rows by batch, the oldest first, each batch's in the list's order */
export async function findPeople(
  dataDirectory: string,
  people: readonly SoughtPerson[],
): Promise<FoundRow[]> {
  const found = [...(await findInEnded(dataDirectory, people)), ...(await inUnended(dataDirectory, people))];
  const order = ({ record, row }: FoundRow): [number, string, number] => [
    record.createdAt,
    record.batch,
    row,
  ];
  return found.sort((a, b) => {
    const [at, batch, row] = order(a);
    const [otherAt, otherBatch, otherRow] = order(b);
    return at - otherAt || (batch < otherBatch ? -1 : batch > otherBatch ? 1 : row - otherRow);
  });
}

/** In no order. */
export async function findInEnded(
  dataDirectory: string,
  people: readonly SoughtPerson[],
): Promise<FoundRow[]> {
  const index = await PeopleIndex.open(dataDirectory);
  if (index === undefined) return [];
  try {
    const kept = await usableBatches(index.batches, undefined, dataDirectory);
    const forms = people.flatMap(({ allForms }, person) => allForms.map((form) => ({ form, person })));
    const questions = new Questions(Math.max(1, forms.length));
    for (const { form } of forms) {
      questions.add((bytes, at) => {
        index.prints.write(form, bytes, at);
      }, form.by);
    }
    const rows = new Map<string, FoundRow>();
    const take = (found: FoundRow): void => {
      rows.set(`${found.person}/${found.record.batch}/${found.row}`, found);
    };
    for (const { replaced } of people) replaced.forEach(take);
    await index.lookUp(questions, (question, { batch, row, status, calledAt }) => {
      const record = kept.get(batch.number);
      const person = forms[question]?.person ?? 0;
      if (record !== undefined) take({ person, record, row, status, calledAt });
    });
    return [...rows.values()];
  } finally {
    index.close();
  }
}

async function inUnended(dataDirectory: string, people: readonly SoughtPerson[]): Promise<FoundRow[]> {
  const found: FoundRow[] = [];
  for (const { record, state } of await knownBatches(dataDirectory, () => undefined)) {
    if (hasEnded(state)) continue;
    const [format, { version }] = [formatOf(record), record.rules];
    const { list } = batchPaths(dataDirectory, record.batch);
    for await (const rows of readRows(list, format, { ...record.rules, dedupe: false })) {
      for (const { row, cells, fate } of rows) {
        if (fate.kind === 'unreadable') continue;
        const its = personIn(cells, format, version);
        for (const [person, sought] of people.entries()) {
          if (sought.isIt(its)) found.push({ person, record, row, status: undefined, calledAt: undefined });
        }
      }
    }
  }
  return found;
}
