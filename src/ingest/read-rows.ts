// Reads a copied list's rows with their fates, in the list's order. It joins the reader, the pre-check and the
// duplicate finder; it knows no queue and no slice.

import { NUMBER_DAMAGES } from '../domain/number-damage.js';
import { personOf, precheck, type PrecheckRules } from '../domain/precheck.js';
import type { EarlierOutcome } from '../domain/earlier.js';
import type { Fate, FindEarlier, Person, Row } from '../domain/row.js';
import { knownRole } from './column-names.js';
import { DuplicateFinder } from './people/duplicate-finder.js';
import type { ListFormat, Position, RowRules } from './list.js';
import type { RawRecord } from './csv/record-cells.js';
import { readListRecords } from './written-columns.js';
import { wordsIn } from '../words/catalogue.js';
import type { Language } from '../words/language.js';

/**
 * Rows in the list's order, in arrays of up to some hundred. Only the duplicate finder takes more memory with the
 * list's length.
 *
 * @param options.from where to begin: the position of a row that was read before, which comes again unchanged. It
 * excludes `rules.dedupe`, which needs the list from its start.
 * @param options.finder the list's finder, where several readings share it; undefined: the reading makes its own
 * @param options.until awaited before the fates of the rows up to the given one are decided
 * @param options.findEarlier finds a person's outcome in an earlier batch; a row that carries one is not called
 */
export async function* readRows(
  path: string,
  format: ListFormat,
  rules: RowRules,
  options: {
    from?: Position;
    signal?: AbortSignal;
    finder?: DuplicateFinder | undefined;
    until?: ((row: number) => Promise<void>) | undefined;
    findEarlier?: FindEarlier | undefined;
  } = {},
): AsyncGenerator<Row[]> {
  const { from, signal, until, findEarlier } = options;
  if (from !== undefined && rules.dedupe)
    throw new Error('duplicates can only be found from the list’s start');
  const start = from ?? { row: 1, line: format.firstLine, byteStart: format.firstByte };
  const finder = rules.dedupe ? (options.finder ?? DuplicateFinder.create()) : undefined;
  const precheckRules = precheckRulesOf(rules);
  let next = start.row;
  for await (const records of readListRecords(path, format, start, signal)) {
    await until?.(next + records.length - 1);
    const rows: Row[] = [];
    for (const { line, byteStart, cells, fault } of records) {
      const fate = withDuplicates(
        fateOf(cells, fault, line, format, precheckRules),
        next,
        finder,
        rules.language,
      );
      const row = { row: next++, line, byteStart, cells, fate };
      rows.push(findEarlier === undefined ? row : withEarlier(row, findEarlier, format, rules.version));
    }
    yield rows;
  }
}

function precheckRulesOf({ columns = [], ...rules }: RowRules): PrecheckRules {
  const found = new Set(columns.map(({ kind }) => kind));
  const damages = NUMBER_DAMAGES.filter((damage) => found.has(damage));
  return { ...rules, damages: damages.length === 0 ? undefined : new Set(damages) };
}

/** A row that needs no call keeps its own outcome, whatever an earlier batch says. */
function withEarlier(row: Row, findEarlier: FindEarlier, format: ListFormat, rulesVersion: number): Row {
  const { fate } = row;
  if (fate.kind === 'unreadable') return row;
  const earlier = earlierOf(row, findEarlier, format, rulesVersion);
  if (earlier === undefined) return row;
  if (fate.kind !== 'call' || !earlier.isCarried) return { ...row, earlier };
  return { ...row, earlier, fate: { kind: 'carried', earlier, note: fate.note } };
}

/** Batches up to this version of the rules know people by their numbers and names as the first rules cleaned them. */
export const FIRST_RULES = 2;

function earlierOf(
  { cells, fate }: Row,
  findEarlier: FindEarlier,
  format: ListFormat,
  rulesVersion: number,
): EarlierOutcome | undefined {
  const person = fate.kind === 'call' ? fate.person : personIn(cells, format, rulesVersion);
  const earlier = findEarlier(person);
  if (earlier !== undefined || rulesVersion <= FIRST_RULES) return earlier;
  const before = personIn(cells, format, FIRST_RULES);
  const isSame = before.name === person.name && before.idNumber === person.idNumber;
  const asBefore = isSame ? undefined : findEarlier(before);
  // The name that is sent now differs from the one sent then, so the answer may differ; only a match proves that it was
  // this person.
  if (asBefore === undefined || before.name === person.name || asBefore.status === 'match') return asBefore;
  return { ...asBefore, isCarried: false };
}

/** The person that a record asks about, whatever its fate is. */
export function personIn(
  cells: readonly string[],
  { idColumn, nameColumn }: ListFormat,
  rulesVersion: number,
): Person {
  return personOf(cells[idColumn] ?? '', cells[nameColumn] ?? '', rulesVersion);
}

function fateOf(
  cells: RawRecord['cells'],
  fault: RawRecord['fault'],
  line: number,
  format: ListFormat,
  rules: PrecheckRules,
): Fate {
  const words = wordsIn(rules.language ?? 'en');
  if (fault !== undefined)
    return {
      kind: 'unreadable',
      message: words.rows.onLine({ line, fault: fault.say(words) }),
      reason: (fault.inGeneral ?? fault.say)(words),
    };
  const number = cells[format.idColumn] ?? '';
  const name = cells[format.nameColumn] ?? '';
  const fate = precheck(number, name, rules);
  // Joined exports, and exports in pages, repeat the header. It asks about no person, but counts as a record of the
  // list.
  if (fate.kind !== 'local' || !isHeaderAgain(number, name, format)) return fate;
  return (rules.version ?? FIRST_RULES) > FIRST_RULES
    ? { ...fate, status: 'bad_format', message: words.rows.headerAgain }
    : fate;
}

/** Whether the cells repeat the header, or are a header in another language. */
function isHeaderAgain(number: string, name: string, { header, nameColumn, idColumn }: ListFormat): boolean {
  if (header === undefined) return false;
  if (number.trim() === header[idColumn]?.trim() && name.trim() === header[nameColumn]?.trim()) return true;
  return knownRole(name) === 'name' && knownRole(number) === 'id';
}

/** Only rows that would be called can be duplicates. */
function withDuplicates(
  fate: Fate,
  row: number,
  finder: DuplicateFinder | undefined,
  language: Language = 'en',
): Fate {
  if (fate.kind !== 'call' || finder === undefined) return fate;
  const earlier = finder.claim(fate.person, row);
  if (earlier === undefined) return fate;
  if (earlier.kind === 'same person') return { kind: 'duplicate', of: earlier.row, note: fate.note };
  const { notes, and } = wordsIn(language).rows;
  const namesake = notes.namesake({ row: earlier.row });
  return { ...fate, note: fate.note === '' ? namesake : fate.note + and + namesake };
}
