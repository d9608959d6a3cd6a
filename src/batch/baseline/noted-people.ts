// People with their outcomes in a file of a batch's own, which are found by their hashes: these are in memory. It does not
// know from which batches they are.

import type { EarlierOutcome } from '../../domain/earlier.js';
import { PersonTable } from '../../ingest/people/person-table.js';
import { EarlierFile, type EarlierRecord } from './earlier-file.js';

export class NotedPeople {
  readonly #file: EarlierFile;
  readonly #table = new PersonTable();

  private constructor(file: EarlierFile) {
    this.#file = file;
  }

  /** @param batches as the file's writer gave them */
  static async open(path: string, batches: readonly string[]): Promise<NotedPeople> {
    const people = new NotedPeople(new EarlierFile(path, batches));
    await people.#file.eachHash((hash, place) => people.#table.claim(hash, place));
    return people;
  }

  /** The size of the table in memory. */
  get byteLength(): number {
    return this.#table.byteLength;
  }

  find(hash: Uint32Array): EarlierOutcome | undefined {
    const place = this.#table.find(hash);
    return place === undefined ? undefined : this.#file.at(place);
  }

  /** The people's records in the order in which they were noted. */
  records(isWanted: (place: number) => boolean): AsyncGenerator<EarlierRecord[]> {
    return this.#file.records(isWanted);
  }

  close(): void {
    this.#file.close();
  }
}
