// Looks through the files of ended batches for people: which records go from each, and which could not be looked at. It changes
// nothing.

import { readFile } from 'node:fs/promises';
import { ERASED, statusNamed } from '../../domain/status.js';
import { rangesOf } from '../../domain/number-ranges.js';
import type { ListFormat } from '../../ingest/list.js';
import { FIRST_RULES, personIn } from '../../ingest/read-rows.js';
import { RULES_VERSION } from '../create.js';
import { incarnationOf } from '../people/index-batch.js';
import type { Person } from '../../domain/row.js';
import type { SoughtPerson } from '../people/written-person.js';
import type { BatchRecord } from '../record.js';
import { formatOf } from '../run/slice-producer.js';
import { printOf, type Cut } from './cut-file.js';
import { lineOf } from './erased-line.js';
import type { KeptFile } from './kept-files.js';
import type { PlannedBatch, PlannedFile } from './plan.js';
import {
  isCorrectedFile,
  rowOfRecord,
  scanFile,
  type ScannedFile,
  type ScannedRecord,
} from './scanned-file.js';
import { textsIn } from './texts-in-file.js';
import { unread } from './unread.js';

/** Of outcomes.csv. */
export interface FoundOutcomes {
  readonly file: PlannedFile;
  readonly batch: PlannedBatch;
  /** Rows that name nobody for sure; empty: none. */
  readonly unreadable: string;
}

export class PeopleSurvey {
  readonly #people: readonly SoughtPerson[];
  /** What names them in their rows, as it is written there. */
  readonly #texts = new Set<string>();
  /** The rows of each batch that go. Lines of other files about them go, too: their own cells may be another notation's, or none. */
  readonly #rows = new Map<string, ReadonlySet<number>>();

  constructor(people: readonly SoughtPerson[]) {
    this.#people = people;
    for (const { allForms } of people) for (const form of allForms) this.#remember(form.idNumber, form.name);
  }

  /**
   * @param indexed rows that the index has of these people
   * @throws UserError where the file is not there, or can't be read
   */
  async outcomes(
    record: BatchRecord,
    { path, own }: KeptFile,
    indexed: readonly number[],
  ): Promise<FoundOutcomes> {
    const scanned = await scanFile(path, own, (cause) => unread(path, cause));
    const { nameColumn, idColumn } = formatOf(record);
    const [cuts, rows, unreadable]: [Cut[], number[], number[]] = [[], [], []];
    let erasedBefore = 0;
    for await (const records of scanned.records()) {
      for (const each of records) {
        const status = statusNamed(each.cell('verify_status'));
        if (status === ERASED) erasedBefore += 1;
        else if (status === 'unreadable' || each.isBroken) unreadable.push(each.number);
        else if (this.isMeant(each.own, formatOf(record)) || this.#isReplaced(record, each)) {
          cuts.push([each.start, each.end]);
          rows.push(each.number);
          this.#remember(each.own[idColumn] ?? '', each.own[nameColumn] ?? '');
        }
      }
    }
    const known = new Set(rows);
    this.#rows.set(record.batch, known);
    const { batch, label } = record;
    const alsoIndexed = indexed.filter((row) => !known.has(row));
    const file = { ...(await planned(record, path, 'outcomes', scanned, cuts)), erasedBefore };
    const about = { batch, label, incarnation: incarnationOf(record), rows, alsoIndexed };
    return { file, batch: about, unreadable: rangesOf(unreadable) };
  }

  /**
   * Of every other file. Outcomes of all batches come first.
   *
   * @returns undefined where nobody of them stands in it
   * @throws UserError where the file can't be read
   */
  async others(record: BatchRecord, { path, own, kind }: KeptFile): Promise<PlannedFile | undefined> {
    const scanned = await scanFile(path, own, (cause) => unread(path, cause));
    if (kind === 'corrected' && !isCorrectedFile(scanned)) return undefined;
    const cuts: Cut[] = [];
    for await (const records of scanned.records()) {
      for (const each of records) {
        if (each.isBroken) continue;
        const about = rowOfRecord(each, kind, record);
        const isOfRow = about !== undefined && this.#rows.get(about.batch)?.has(about.row) === true;
        if (isOfRow || this.isMeant(each.own, formatOf(record))) cuts.push([each.start, each.end]);
      }
    }
    return cuts.length === 0 ? undefined : planned(record, path, kind, scanned, cuts);
  }

  /** What a program printed has no form: lines that have a number or a name of theirs go. */
  async programOutput({ batch }: BatchRecord, path: string): Promise<PlannedFile | undefined> {
    const bytes = await readFile(path);
    const texts = [...this.#texts];
    const cuts: Cut[] = [];
    for (let start = 0; start < bytes.length;) {
      const found = bytes.indexOf(0x0a, start);
      const end = found === -1 ? bytes.length : found + 1;
      const line = bytes.toString('utf8', start, end);
      if (texts.some((text) => line.includes(text))) cuts.push([start, end]);
      start = end;
    }
    if (cuts.length === 0) return undefined;
    return { batch, home: batch, path, kind: 'program output', line: '', cuts, before: await printOf(path) };
  }

  /** A person may stand in a row as today's rules clean names and numbers, or as the first ones did. */
  isMeant(own: readonly string[], format: ListFormat): boolean {
    return [RULES_VERSION, FIRST_RULES].some((version) => {
      const person = personIn(own, format, version);
      return this.#people.some((sought) => sought.isIt(person));
    });
  }

  /** Whether the number of one of them, and the name where one is given, stand somewhere in a file that has no columns. */
  async isNamedIn(path: string): Promise<boolean> {
    const forms = this.#people.flatMap((person) => person.forms);
    const numbersOf = ({ idNumber }: Person): string[] => [idNumber, idNumber.toLowerCase()];
    const texts = forms.flatMap((form) => [...numbersOf(form), form.name]).filter((text) => text !== '');
    const found = await textsIn(path, texts);
    return forms.some(
      (form) =>
        numbersOf(form).some((number) => found.has(number)) && (form.name === '' || found.has(form.name)),
    );
  }

  #isReplaced({ batch }: BatchRecord, { number }: ScannedRecord): boolean {
    return this.#people.some((person) => person.stoodIn(batch, number));
  }

  /** A name of one letter stands in too much. */
  #remember(number: string, name: string): void {
    for (const text of [number.trim(), name.trim()]) if (text.length > 1) this.#texts.add(text);
  }
}

async function planned(
  { batch, language = 'en' }: BatchRecord,
  path: string,
  kind: PlannedFile['kind'],
  { titles, own }: ScannedFile,
  cuts: Cut[],
): Promise<PlannedFile> {
  const line = lineOf(titles, own, language);
  return { batch, home: batch, path, kind, line, cuts, before: await printOf(path) };
}
