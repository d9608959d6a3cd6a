// The people of the batch that this one is compared with: their hashes in memory, and their outcomes in a file of this
// batch's own, so that nothing depends on the earlier batch's files once this file is made.

import { readFile } from 'node:fs/promises';
import { parseForm } from '../../files/damaged-file.js';
import { z } from 'zod';
import { EarlierFile, type EarlierRecord } from './earlier-file.js';
import { HASH_WORDS } from '../../domain/earlier.js';
import type { FindEarlier, Person } from '../../domain/row.js';
import { UserError } from '../../domain/user-error.js';
import { PersonHash } from '../../ingest/people/person-hash.js';
import { PersonTable } from '../../ingest/people/person-table.js';
import { keyPrint } from '../../queue/slice-payload.js';
import type { BatchPaths } from '../paths.js';
import type { EarlierBatch } from './earlier-outcomes.js';
import { recordSchema, type BatchRecord } from '../record.js';

const indexSchema = z.object({
  version: z.literal(1),
  /** What is needed of the earlier batch's record, so that the record itself is not needed any more. */
  earlier: recordSchema
    .pick({ batch: true, outDirectory: true, format: true })
    /** The rules by which its people's names and numbers were cleaned; absent: the first rules. */
    .extend({ rulesVersion: z.number().int().optional() }),
  /** Which key the people are hashed with. */
  keyPrint: z.string(),
  people: z.number().int(),
  /** The batches in which the people were called, in the order of the file's numbers. */
  batches: z.array(z.string()),
});

export type EarlierIndex = z.infer<typeof indexSchema>;

export class EarlierPeople {
  readonly batch: EarlierBatch;
  readonly #file: EarlierFile;
  readonly #hash: PersonHash;
  readonly #table = new PersonTable();
  readonly #words = new Uint32Array(HASH_WORDS);

  private constructor(batch: EarlierBatch, file: EarlierFile, hash: PersonHash) {
    this.batch = batch;
    this.#file = file;
    this.#hash = hash;
  }

  /**
   * @param rowKey the data directory's
   * @returns undefined for a batch that stands by itself
   * @throws UserError where the key is another one than the batch was made with
   */
  static async open(
    { batch, previous, corrects }: Pick<BatchRecord, 'batch' | 'previous' | 'corrects'>,
    paths: BatchPaths,
    rowKey: Buffer,
  ): Promise<EarlierPeople | undefined> {
    const from = (previous ?? corrects)?.batch;
    if (from === undefined) return undefined;
    const index = parseForm(paths.earlierIndex, await readFile(paths.earlierIndex, 'utf8'), indexSchema);
    if (index.keyPrint !== keyPrint(rowKey)) {
      throw new UserError('wrong-key', ({ previousErrors }) =>
        previousErrors.otherKey({ batch, previous: from }),
      );
    }
    const file = new EarlierFile(paths.earlier, index.batches);
    const people = new EarlierPeople(index.earlier, file, new PersonHash(rowKey));
    await file.eachHash((hash, place) => people.#table.claim(hash, place));
    return people;
  }

  /** The size of the table in memory. */
  get byteLength(): number {
    return this.#table.byteLength;
  }

  readonly find: FindEarlier = (person) => {
    const place = this.#table.find(this.hashOf(person));
    return place === undefined ? undefined : this.#file.at(place);
  };

  /** Whether a hash is that of the person. */
  isOf(hash: Uint32Array, person: Person): boolean {
    return this.hashOf(person).every((word, index) => word === hash[index]);
  }

  /** The person's hash; the array is reused by the next call. */
  hashOf(person: Person): Uint32Array {
    this.#hash.write(person, this.#words);
    return this.#words;
  }

  /** The people's records in the earlier list's order. */
  records(isWanted: (place: number) => boolean): AsyncGenerator<EarlierRecord[]> {
    return this.#file.records(isWanted);
  }

  close(): void {
    this.#file.close();
  }
}
