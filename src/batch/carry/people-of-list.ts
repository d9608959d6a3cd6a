// Asks for all people of a list who would be called: by the name and number that are sent, and by those that earlier rules would
// have sent.

import type { FindEarlier, Person } from '../../domain/row.js';
import type { ListFormat, RowRules } from '../../ingest/list.js';
import { FIRST_RULES, personIn, readRows } from '../../ingest/read-rows.js';
import type { LastCalls } from './last-calls.js';

export interface ListToRead {
  readonly path: string;
  readonly format: ListFormat;
  readonly rules: RowRules;
  /** Whoever is carried from an earlier batch is not asked for. */
  readonly findEarlier?: FindEarlier | undefined;
}

/**
 * @param isEnough asked every some hundred rows: true ends the reading
 * @returns whether all of the list was read
 */
export async function askForPeople(
  { path, format, rules, findEarlier }: ListToRead,
  calls: LastCalls,
  isEnough: () => boolean = () => false,
): Promise<boolean> {
  for await (const rows of readRows(path, format, rules, { findEarlier })) {
    for (const { fate, cells } of rows) {
      if (fate.kind === 'call') await calls.ask(formsOf(fate.person, personIn(cells, format, FIRST_RULES)));
    }
    if (isEnough()) return false;
  }
  return true;
}

function formsOf(person: Person, before: Person): Person[] {
  const isSame = before.name === person.name && before.idNumber === person.idNumber;
  return isSame ? [person] : [person, before];
}
