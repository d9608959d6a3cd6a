// changes.csv: person by person, whose status differs from the earlier batch's, who is new and who is gone. It is
// written in the same pass as outcomes.csv; the cells of people who are gone are read from the earlier outcomes.csv.

import { rm, type FileHandle } from 'node:fs/promises';
import { publish } from '../../files/durable.js';
import { defusedLines, headerLine, listTitles, timeCell } from '../../collect/outcome-line.js';
import type { ListedOutcome, OutcomeSink } from '../../collect/outcome-sink.js';
import { openNew, temporaryName } from '../../files/temporary-file.js';
import { CHANGE_COLUMNS } from '../../domain/outcome-columns.js';
import type { Status } from '../../domain/status.js';
import type { EarlierOutcome } from '../../domain/earlier.js';
import type { Row } from '../../domain/row.js';
import type { ListFormat } from '../../ingest/list.js';
import { PersonTable } from '../../ingest/people/person-table.js';
import { personIn } from '../../ingest/read-rows.js';
import { EarlierCells } from './earlier-cells.js';
import type { EarlierPeople } from './earlier-people.js';
import { PlaceSet } from './index-set.js';
import { formatOf } from '../run/slice-producer.js';
import type { BatchRecord } from '../record.js';
import { wordsIn } from '../../words/catalogue.js';
import type { Words } from '../../words/words.js';

export interface ChangeCounts {
  /** People in both batches whose status differs. */
  changed: number;
  /** People of this batch alone, and of the earlier one alone. */
  new: number;
  gone: number;
  /** How many people changed from one status to another, by `match→mismatch`. */
  readonly byEdge: Map<string, number>;
}

interface Change {
  readonly kind: 'changed' | 'new' | 'gone';
  readonly cells: readonly string[];
  readonly row?: number;
  readonly from?: EarlierOutcome;
  readonly to?: { readonly status: Status; readonly checkedAt: number | undefined };
}

export class ChangesFile implements OutcomeSink {
  readonly counts: ChangeCounts = { changed: 0, new: 0, gone: 0, byEdge: new Map() };
  readonly #path: string;
  readonly #temporary: string;
  readonly #format: ListFormat;
  readonly #dedupe: boolean;
  readonly #rulesVersion: number;
  readonly #people: EarlierPeople;
  readonly #words: Words;
  readonly #seen = new PlaceSet();
  /**
   * New people whom the duplicate finder does not see: those that the pre-check rejects, and all where duplicates are
   * not looked for.
   */
  readonly #newPeople = new PersonTable();
  #newCount = 0;
  #file: FileHandle | undefined;

  /** @param writer names the temporary file's owner */
  constructor(path: string, writer: string, record: BatchRecord, people: EarlierPeople) {
    this.#path = path;
    this.#temporary = temporaryName(path, writer);
    this.#format = formatOf(record);
    this.#dedupe = record.rules.dedupe;
    this.#rulesVersion = record.rules.version;
    this.#people = people;
    this.#words = wordsIn(record.language ?? 'en');
  }

  async write(rows: readonly ListedOutcome[]): Promise<void> {
    await this.#put(rows.flatMap((row) => this.#changeIn(row)));
  }

  async complete(): Promise<void> {
    for await (const gone of this.#goneFrom()) await this.#put(gone);
    const file = await this.#begun();
    await file.sync();
    await file.close();
    this.#file = undefined;
    await publish(this.#temporary, this.#path);
  }

  async discard(): Promise<void> {
    await this.#file?.close();
    this.#file = undefined;
    await rm(this.#temporary, { force: true });
  }

  /** A person's first row is the one that counts. */
  #changeIn({ row, outcome }: ListedOutcome): Change[] {
    const { fate, cells } = row;
    // Whoever is found elsewhere is new beside the earlier batch.
    const earlier = row.earlier?.isElsewhere === true ? undefined : row.earlier;
    if (fate.kind === 'unreadable') return [];
    if (earlier === undefined) {
      if (this.#isRepeated(row)) return [];
      this.counts.new += 1;
      return [{ kind: 'new', cells, row: row.row, to: outcome }];
    }
    if (!this.#seen.add(earlier.place) || earlier.status === outcome.status) return [];
    this.counts.changed += 1;
    const edge = `${earlier.status}→${outcome.status}`;
    this.counts.byEdge.set(edge, (this.counts.byEdge.get(edge) ?? 0) + 1);
    return [{ kind: 'changed', cells, row: row.row, from: earlier, to: outcome }];
  }

  /** Whether the row asks about a new person for a second time. */
  #isRepeated({ fate, cells }: Row): boolean {
    if (fate.kind === 'duplicate') return true;
    if (fate.kind === 'call' && this.#dedupe) return false;
    this.#newCount += 1;
    return !this.#newPeople.claim(
      this.#people.hashOf(personIn(cells, this.#format, this.#rulesVersion)),
      this.#newCount,
    );
  }

  async *#goneFrom(): AsyncGenerator<Change[]> {
    const { batch } = this.#people;
    if (batch === undefined) return;
    const earlierCells = new EarlierCells(batch, this.#format);
    try {
      for await (const records of this.#people.records((place) => !this.#seen.has(place))) {
        const gone: Change[] = [];
        for (const { hash, outcome } of records) {
          this.counts.gone += 1;
          const cells = await earlierCells.of(outcome.row, (person) => this.#people.isOf(hash, person));
          gone.push({ kind: 'gone', cells, from: outcome });
        }
        yield gone;
      }
    } finally {
      await earlierCells.close();
    }
  }

  async #put(changes: readonly Change[]): Promise<void> {
    const file = await this.#begun();
    if (changes.length > 0)
      await file.writeFile(defusedLines(changes.map((change) => cellsOf(change, this.#words))));
  }

  async #begun(): Promise<FileHandle> {
    if (this.#file !== undefined) return this.#file;
    this.#file = await openNew(this.#temporary);
    const { header, columnCount } = this.#format;
    await this.#file.writeFile(headerLine([...listTitles(header, columnCount), ...CHANGE_COLUMNS]));
    return this.#file;
  }
}

function cellsOf({ kind, cells, row, from, to }: Change, { statuses, changes }: Words): string[] {
  return [
    ...cells,
    changes.kinds[kind],
    String(row ?? ''),
    String(from?.row ?? ''),
    from === undefined ? '' : statuses[from.status],
    to === undefined ? '' : statuses[to.status],
    timeCell(from?.checkedAt),
    timeCell(to?.checkedAt),
  ];
}
