// A small index of people for tests: batches of made-up people, added, looked up, and found by a plain scan as well.

import { addBatch } from '../../../src/people/index-writer.js';
import type { PersonRow } from '../../../src/people/adding.js';
import { PeopleIndex } from '../../../src/people/people-index.js';
import { Questions } from '../../../src/people/questions.js';
import type { Person } from '../../../src/domain/row.js';

export interface SmallBatch {
  readonly batch: string;
  readonly rows: readonly PersonRow[];
}

/** A row about the made-up person of that number. */
export function rowAbout(number: number, row: number, over: Partial<PersonRow> = {}): PersonRow {
  return {
    person: personNumbered(number),
    row,
    status: 'match',
    source: 'api',
    code: '0',
    calledAt: 1_790_000_000_000 + row,
    ...over,
  };
}

export function personNumbered(number: number, name = `甲${number}`): Person {
  return { idNumber: `11010119900101${String(number).padStart(4, '0')}`, name };
}

/** @param sortedEntries a small number makes several segments of one batch */
export async function add(
  directory: string,
  { batch, rows }: SmallBatch,
  sortedEntries = 16,
): Promise<boolean> {
  return addBatch(directory, { batch, incarnation: `of ${batch}`, rows: () => inParts(rows) }, sortedEntries);
}

async function* inParts(rows: readonly PersonRow[]): AsyncGenerator<readonly PersonRow[]> {
  for (let at = 0; at < rows.length; at += 7) yield await Promise.resolve(rows.slice(at, at + 7));
}

/** Where people stand, one array for each, by the number alone or with the name. */
export async function find(
  directory: string,
  people: readonly Person[],
  by: 'number' | 'number and name',
): Promise<string[][]> {
  const index = await PeopleIndex.open(directory);
  const found: string[][] = people.map(() => []);
  if (index === undefined) return found;
  try {
    const questions = new Questions(Math.max(1, people.length));
    for (const person of people) questions.add((bytes, at) => index.prints.write(person, bytes, at), by);
    await index.lookUp(questions, (question, { batch, ...sighting }) => {
      found[question]?.push(line(batch.batch, sighting));
    });
    return found.map((lines) => lines.toSorted());
  } finally {
    index.close();
  }
}

/** The same by looking at every row of every batch. */
export function scan(
  batches: readonly SmallBatch[],
  people: readonly Person[],
  by: 'number' | 'number and name',
): string[][] {
  return people.map(({ idNumber, name }) =>
    batches
      .flatMap(({ batch, rows }) =>
        rows
          .filter(({ person }) => person.idNumber === idNumber && (by === 'number' || person.name === name))
          .map((row) => line(batch, row)),
      )
      .toSorted(),
  );
}

function line(batch: string, { row, status, source, code, calledAt }: Omit<PersonRow, 'person'>): string {
  return JSON.stringify([batch, row, status, source, code ?? null, calledAt ?? null]);
}
