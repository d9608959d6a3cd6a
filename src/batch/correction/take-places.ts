// Finds, before the first call, which row of the batch that is corrected each row of a list stands for: by the row's
// number where the list has it, else by the person. The places are kept with the new batch.

import { setImmediate as nextTurn } from 'node:timers/promises';
import { HASH_WORDS } from '../../domain/earlier.js';
import { ERASED, statusNamed } from '../../domain/status.js';
import { UserError } from '../../domain/user-error.js';
import { writeWhole } from '../../files/durable.js';
import type { ListFormat } from '../../ingest/list.js';
import { PersonHash } from '../../ingest/people/person-hash.js';
import { PersonTable } from '../../ingest/people/person-table.js';
import { personIn } from '../../ingest/read-rows.js';
import { readListRecords, type ListRecord } from '../../ingest/written-columns.js';
import { PlaceSet } from '../baseline/index-set.js';
import type { BatchRecord } from '../record.js';
import { CorrectedRows } from './corrected-rows.js';
import { NEW, NOWHERE, placeBytes, placesIn, type Family, type FamilyPlaces } from './family.js';

/** Reading goes on after others had their turn, whose locks must be renewed. */
const ROWS_AT_ONCE = 512;

export interface CorrectingList {
  /** The copied list. */
  readonly path: string;
  readonly format: ListFormat;
  readonly rulesVersion: number;
  /** Its name in messages. */
  readonly name: string;
}

/**
 * @param named the batch that was named, whose rows' numbers the list has
 * @param target the file that the places are written to
 * @throws UserError where a row's number is none of that batch, or stands there twice
 */
export async function takePlaces(
  list: CorrectingList,
  named: BatchRecord,
  family: Family,
  dataDirectory: string,
  rowKey: Buffer,
  target: string,
): Promise<void> {
  const places = await placesIn(family, dataDirectory);
  const people = new PlacesOfPeople(rowKey);
  await people.read(family, places);
  const finder = new PlaceFinder(list, numbersOf(list, named, places), people);
  const start = { row: 1, line: list.format.firstLine, byteStart: list.format.firstByte };
  await writeWhole(target, String(process.pid), async (file) => {
    for await (const records of readListRecords(list.path, list.format, start))
      await file.writeFile(placeBytes(records.map((record) => finder.placeOf(record))));
  });
}

/** What a number in the list's column of rows stands for: a place; undefined where the batch has no such row. */
type Numbers = (row: number) => number | undefined;

/** A corrected file has the first batch's numbers, whichever batch is named beside it. */
function numbersOf({ format }: CorrectingList, { batch }: BatchRecord, { total, of }: FamilyPlaces): Numbers {
  const own = format.written?.isCorrected === true ? undefined : of.get(batch);
  if (own !== undefined) return (row) => own[row - 1];
  return (row) => (row >= 1 && row <= total ? row : undefined);
}

/** Who stands at which place, corrections included. */
class PlacesOfPeople {
  readonly #hash: PersonHash;
  readonly #words = new Uint32Array(HASH_WORDS);
  readonly #table = new PersonTable();
  /** The place of each person of the table, in its order. */
  readonly #places: number[] = [];

  constructor(rowKey: Buffer) {
    this.#hash = new PersonHash(rowKey);
  }

  async read(family: Family, places: FamilyPlaces): Promise<void> {
    const rows = await CorrectedRows.open(family, places);
    try {
      for (let place = 1; place <= places.total; place += 1) {
        const { person, outcome } = rows.at(place);
        const status = statusNamed(outcome.verify_status);
        if (status === 'unreadable' || status === ERASED) continue;
        this.#hash.write(person, this.#words);
        if (this.#table.claim(this.#words, this.#places.length + 1)) this.#places.push(place);
        if (place % ROWS_AT_ONCE === 0) await nextTurn();
      }
    } finally {
      rows.close();
    }
  }

  find(cells: readonly string[], { format, rulesVersion }: CorrectingList): number | undefined {
    this.#hash.write(personIn(cells, format, rulesVersion), this.#words);
    const at = this.#table.find(this.#words);
    return at === undefined ? undefined : this.#places[at - 1];
  }
}

class PlaceFinder {
  readonly #list: CorrectingList;
  readonly #numbers: Numbers;
  readonly #people: PlacesOfPeople;
  readonly #numbered = new PlaceSet();
  readonly #found = new PlaceSet();

  constructor(list: CorrectingList, numbers: Numbers, people: PlacesOfPeople) {
    this.#list = list;
    this.#numbers = numbers;
    this.#people = people;
  }

  placeOf({ cells, fault, line, writtenRow = '' }: ListRecord): number {
    // Of a record that can't be read nobody knows where it stands, so it is kept as a new one.
    if (fault !== undefined) return NEW;
    const place = writtenRow === '' ? undefined : this.#numberedPlace(writtenRow, line);
    if (place !== undefined && place !== NOWHERE) return place;
    const found = this.#people.find(cells, this.#list);
    if (found === undefined) return NEW;
    return !this.#numbered.has(found) && this.#found.add(found) ? found : NOWHERE;
  }

  #numberedPlace(written: string, line: number): number {
    const { name } = this.#list;
    const row = /^\d{1,10}$/.test(written) ? Number(written) : NaN;
    const place = this.#numbers(row);
    if (place === undefined) {
      const values = { list: name, line, row: Number.isNaN(row) ? '' : String(row) };
      throw new UserError('unusable-correction', ({ corrections }) =>
        Number.isNaN(row) ? corrections.noNumber(values) : corrections.unknownRow(values),
      );
    }
    if (place !== NOWHERE && !this.#numbered.add(place)) {
      throw new UserError('unusable-correction', ({ corrections }) =>
        corrections.rowTwice({ list: name, line, row: String(row) }),
      );
    }
    return place;
  }
}
