// The rows of an outcomes.csv in any order: where each begins is known after one reading, and each is read when it is
// asked for. 12 bytes a row in memory; the cells stay in the file.

import { stat } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { restored } from '../../domain/defused.js';
import { OUTCOME_COLUMNS, PLACE_COLUMNS } from '../../domain/outcome-columns.js';
import { messageIn } from '../../domain/message-translation.js';
import { statusNamed } from '../../domain/status.js';
import { UserError } from '../../domain/user-error.js';
import { providerOf } from '../../provider/index.js';
import { wordsIn } from '../../words/catalogue.js';
import type { Language } from '../../words/language.js';
import { PageFile } from '../../files/paged-file.js';
import { openOutcomes } from '../output/written-outcomes.js';
import { outputPaths } from '../paths.js';
import type { BatchRecord } from '../record.js';

type Column = (typeof OUTCOME_COLUMNS)[number] | (typeof PLACE_COLUMNS)[number];

export interface IndexedRow {
  /** The list's own cells. */
  readonly cells: readonly string[];
  /** What Rollcall wrote behind them; empty where the file has no such column. */
  readonly outcome: Readonly<Record<Column, string>>;
}

export class IndexedOutcomes {
  readonly record: BatchRecord;
  readonly #language: Language;
  readonly #file: PageFile;
  readonly #starts: Float64Array;
  readonly #columns: ReadonlyMap<Column, number>;

  private constructor(
    record: BatchRecord,
    path: string,
    starts: Float64Array,
    columns: ReadonlyMap<Column, number>,
    language: Language,
  ) {
    this.record = record;
    this.#language = language;
    this.#file = new PageFile(path, 'kept');
    this.#starts = starts;
    this.#columns = columns;
  }

  /**
   * @param language in which statuses and messages are told, whichever they are written in; absent: as they are
   * @throws UserError where the file is not there as the batch has written it
   */
  static async open(
    record: BatchRecord,
    rows: number,
    language = languageOf(record),
  ): Promise<IndexedOutcomes> {
    const path = outputPaths(record.outDirectory).outcomes;
    const changed = (): UserError =>
      new UserError('incomplete-batch', ({ corrections }) =>
        corrections.noOutcomes({ batch: record.batch, file: path }),
      );
    const { header, records } = await openOutcomes(path, changed);
    const starts = new Float64Array(rows + 1);
    let last = 0;
    for await (const some of records()) {
      for (const { row, byteStart } of some) if (row <= rows) starts[row - 1] = byteStart;
      last = some.at(-1)?.row ?? last;
    }
    if (last !== rows) throw changed();
    starts[rows] = (await stat(path)).size;
    const own = record.format.columnCount;
    const names: readonly Column[] = [...OUTCOME_COLUMNS, ...PLACE_COLUMNS];
    const columns = new Map(names.map((name) => [name, header.indexOf(name, own)]));
    return new IndexedOutcomes(record, path, starts, columns, language);
  }

  get rows(): number {
    return this.#starts.length - 1;
  }

  /** @param row its number, from 1 */
  at(row: number): IndexedRow {
    const start = this.#starts[row - 1] ?? 0;
    const line = this.#file.slice(start, (this.#starts[row] ?? start) - start).toString('utf8');
    const cells = cellsOf(line).map(restored);
    const outcome: Partial<Record<Column, string>> = {};
    for (const [name, column] of this.#columns) outcome[name] = column === -1 ? '' : (cells[column] ?? '');
    const own = this.record.format.columnCount;
    return { cells: cells.slice(0, own), outcome: this.#told(outcome as IndexedRow['outcome']) };
  }

  #told(outcome: IndexedRow['outcome']): IndexedRow['outcome'] {
    const [language, written] = [this.#language, languageOf(this.record)];
    if (language === written) return outcome;
    const { verify_status, verify_message: message, verify_code } = outcome;
    const status = statusNamed(verify_status);
    const { codes } = providerOf(this.record.provider);
    const code = verify_code === '' ? undefined : verify_code;
    return {
      ...outcome,
      verify_status: status === undefined ? verify_status : wordsIn(language).statuses[status],
      verify_message: messageIn(language, { message, code }, { language: written, codes }),
    };
  }

  close(): void {
    this.#file.close();
  }
}

export function languageOf({ language = 'en' }: Pick<BatchRecord, 'language'>): Language {
  return language;
}

function cellsOf(line: string): string[] {
  if (!line.includes('"')) return line.replace(/\r?\n$/, '').split(',');
  const [cells = []] = parse(line, { relax_column_count: true, relax_quotes: true });
  return cells;
}
