// Counts what a list holds, row by row and without a call, for `rollcall check`. It knows rows and fates, not how they
// are shown or what calls cost. Nothing personal leaves it except masked samples.

import { stat } from 'node:fs/promises';
import type { Fate, FindEarlier, Row } from '../domain/row.js';
import { RowGroups, type RowGroup } from '../domain/row-groups.js';
import type { ListFormat, RowRules } from './list.js';
import { NameCounts, type FrequentNames } from './people/name-counts.js';
import { maskedName, maskedNumber } from './people/mask.js';
import { readRows } from './read-rows.js';
import { wordsIn } from '../words/catalogue.js';
import { valuesIn } from '../words/reading.js';
import type { Words } from '../words/words.js';

export interface Survey {
  readonly rows: number;
  /** How many rows will be called, each at least once. */
  readonly calls: number;
  readonly duplicates: number;
  /** How many people's outcomes are carried from an earlier batch. */
  readonly carried: number;
  readonly unreadable: readonly RowGroup[];
  /** Rows that the pre-check decides, by their message. */
  readonly badFormat: readonly RowGroup[];
  readonly invalidId: readonly RowGroup[];
  /** Rows with a note that are called, or are duplicates, all the same. */
  readonly noted: readonly RowGroup[];
  /** The first readable rows, masked. */
  readonly samples: readonly Sample[];
  /** Names in more of the rows to be called than the provider answers about in a day. */
  readonly frequentNames?: FrequentNames | undefined;
  /** The share of the list's bytes that was read: 1 where all of it was. */
  readonly share: number;
}

interface Sample {
  readonly row: number;
  readonly line: number;
  readonly name: string;
  readonly idNumber: string;
  readonly verdict: 'call' | 'carried' | 'duplicate' | 'bad_format' | 'invalid_id';
  /** What was cleaned or warned about, or why the row is not called; empty where there is nothing to say. */
  readonly message: string;
}

const SAMPLES = 10;
const FIRST_ROWS = 5;

/**
 * @param path a copy made by `copyList`, whose format was found by `findFormat`
 * @param namesADay how often the provider answers about one name in a day; undefined: as often as one likes
 * @param isEnough asked every some hundred rows: true ends the survey before the list's end
 */
export async function surveyList(
  path: string,
  format: ListFormat,
  rules: RowRules,
  isEnough: () => boolean = () => false,
  findEarlier?: FindEarlier,
  namesADay?: number,
): Promise<Survey> {
  const count = new Count(format, namesADay, wordsIn(rules.language ?? 'en'));
  for await (const rows of readRows(path, format, rules, { findEarlier })) {
    for (const row of rows) count.add(row);
    if (!isEnough()) continue;
    const { size } = await stat(path);
    return count.survey((rows.at(-1)?.byteStart ?? 0) / size);
  }
  return count.survey(1);
}

class Count {
  readonly #format: ListFormat;
  readonly #samples: Sample[] = [];
  readonly #words: Words;
  readonly #unreadable: RowGroups;
  readonly #badFormat: RowGroups;
  readonly #invalidId: RowGroups;
  readonly #noted: RowGroups;
  #rows = 0;
  #calls = 0;
  #duplicates = 0;
  #carried = 0;

  readonly #names: NameCounts | undefined;

  constructor(format: ListFormat, namesADay: number | undefined, words: Words) {
    this.#format = format;
    this.#words = words;
    const { otherReasons } = words.check;
    this.#unreadable = new RowGroups(FIRST_ROWS, otherReasons);
    this.#badFormat = new RowGroups(FIRST_ROWS, otherReasons);
    this.#invalidId = new RowGroups(FIRST_ROWS, otherReasons);
    this.#noted = new RowGroups(FIRST_ROWS, otherReasons);
    this.#names = namesADay === undefined ? undefined : new NameCounts(namesADay);
  }

  add(row: Row): void {
    const { fate } = row;
    this.#rows++;
    switch (fate.kind) {
      case 'call':
        this.#calls++;
        this.#names?.add(fate.person.name);
        this.#addNotes(fate.note, row);
        break;
      case 'carried':
        this.#carried++;
        this.#addNotes(fate.note, row);
        break;
      case 'duplicate':
        this.#duplicates++;
        this.#addNotes(fate.note, row);
        break;
      case 'local':
        (fate.status === 'bad_format' ? this.#badFormat : this.#invalidId).add(fate.message, row);
        break;
      case 'unreadable':
        this.#unreadable.add(fate.reason, row);
    }
    if (this.#samples.length < SAMPLES && fate.kind !== 'unreadable')
      this.#samples.push(this.#sampleOf(row, fate));
  }

  #addNotes(note: string, row: Row): void {
    if (note === '') return;
    const { notes, and } = this.#words.rows;
    for (const part of note.split(and)) {
      const isNamesake = valuesIn(part, notes.namesake) !== undefined;
      this.#noted.add(isNamesake ? notes.namesakeInGeneral : part, row);
    }
  }

  #sampleOf({ row, line, cells }: Row, fate: Exclude<Fate, { kind: 'unreadable' }>): Sample {
    const written = {
      name: cells[this.#format.nameColumn] ?? '',
      idNumber: cells[this.#format.idColumn] ?? '',
    };
    const { name, idNumber } = fate.kind === 'call' ? fate.person : written;
    const who = { name: maskedName(name), idNumber: maskedNumber(idNumber) };
    return { row, line, ...who, ...verdictOf(fate, this.#words) };
  }

  survey(share: number): Survey {
    return {
      rows: this.#rows,
      calls: this.#calls,
      duplicates: this.#duplicates,
      carried: this.#carried,
      unreadable: this.#unreadable.byRows(),
      badFormat: this.#badFormat.byRows(),
      invalidId: this.#invalidId.byRows(),
      noted: this.#noted.byRows(),
      samples: this.#samples,
      frequentNames: this.#names?.found(),
      share,
    };
  }
}

function verdictOf(
  fate: Exclude<Fate, { kind: 'unreadable' }>,
  { check, statuses }: Words,
): Pick<Sample, 'verdict' | 'message'> {
  switch (fate.kind) {
    case 'call':
      return { verdict: 'call', message: fate.note };
    case 'carried':
      return {
        verdict: 'carried',
        message: check.carriedFrom({
          status: statuses[fate.earlier.status],
          batch: fate.earlier.calledIn ?? '',
        }),
      };
    case 'duplicate':
      return { verdict: 'duplicate', message: check.sameAsRow({ row: fate.of }) };
    case 'local':
      return { verdict: fate.status, message: fate.message };
  }
}
