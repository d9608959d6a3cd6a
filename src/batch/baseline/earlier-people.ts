// What a batch knows of its people from earlier ones: those of the batch that it is compared with, and those whose outcomes are
// taken over from whichever batch called them last. Their outcomes are in files of this batch's own, so that nothing depends on
// the earlier batches' files once these are made.

import { readFile } from 'node:fs/promises';
import { parseForm } from '../../files/damaged-file.js';
import { z } from 'zod';
import type { EarlierRecord } from './earlier-file.js';
import { NotedPeople } from './noted-people.js';
import { HASH_WORDS } from '../../domain/earlier.js';
import type { FindEarlier, Person } from '../../domain/row.js';
import { UserError } from '../../domain/user-error.js';
import { PersonHash } from '../../ingest/people/person-hash.js';
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

const carriedSchema = indexSchema.pick({ version: true, keyPrint: true, people: true, batches: true });

export type CarriedIndex = z.infer<typeof carriedSchema>;

export class EarlierPeople {
  /** The batch that this one is compared with, or corrects. */
  readonly batch: EarlierBatch | undefined;
  /** The batches of which outcomes are taken over besides. */
  readonly carriedFrom: readonly string[];
  readonly #earlier: NotedPeople | undefined;
  readonly #carried: NotedPeople | undefined;
  readonly #hash: PersonHash;
  readonly #words = new Uint32Array(HASH_WORDS);

  private constructor(
    hash: PersonHash,
    batch: EarlierBatch | undefined,
    earlier: NotedPeople | undefined,
    carried: NotedPeople | undefined,
    carriedFrom: readonly string[],
  ) {
    this.carriedFrom = carriedFrom;
    [this.#hash, this.batch, this.#earlier, this.#carried] = [hash, batch, earlier, carried];
  }

  /**
   * @param rowKey the data directory's
   * @returns undefined for a batch that stands by itself
   * @throws UserError where the key is another one than the batch was made with
   */
  static async open(
    { batch, previous, corrects, carry }: Pick<BatchRecord, 'batch' | 'previous' | 'corrects' | 'carry'>,
    paths: BatchPaths,
    rowKey: Buffer,
  ): Promise<EarlierPeople | undefined> {
    const from = (previous ?? corrects)?.batch;
    if (from === undefined && carry === undefined) return undefined;
    const index = from === undefined ? undefined : await readIndex(paths.earlierIndex, indexSchema);
    const also = carry === undefined ? undefined : await readIndex(paths.carriedIndex, carriedSchema);
    for (const each of [index, also]) {
      if (each === undefined || each.keyPrint === keyPrint(rowKey)) continue;
      const previousBatch = from ?? carry?.batches.join(', ') ?? '';
      throw new UserError('wrong-key', ({ previousErrors }) =>
        previousErrors.otherKey({ batch, previous: previousBatch }),
      );
    }
    const earlier = index && (await NotedPeople.open(paths.earlier, index.batches));
    const carried = also && (await NotedPeople.open(paths.carried, also.batches));
    return new EarlierPeople(new PersonHash(rowKey), index?.earlier, earlier, carried, carry?.batches ?? []);
  }

  /** The size of the tables in memory. */
  get byteLength(): number {
    return (this.#earlier?.byteLength ?? 0) + (this.#carried?.byteLength ?? 0);
  }

  /** What the batch that this one is compared with says of a person decides before all others. */
  readonly find: FindEarlier = (person) => {
    const hash = this.hashOf(person);
    const earlier = this.#earlier?.find(hash);
    if (earlier !== undefined) return earlier;
    const carried = this.#carried?.find(hash);
    return carried === undefined ? undefined : { ...carried, isElsewhere: true };
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

  /** The records of the people whom the earlier batch has, in its list's order. */
  async *records(isWanted: (place: number) => boolean): AsyncGenerator<EarlierRecord[]> {
    if (this.#earlier !== undefined) yield* this.#earlier.records(isWanted);
  }

  close(): void {
    this.#earlier?.close();
    this.#carried?.close();
  }
}

async function readIndex<Form>(path: string, form: z.ZodType<Form>): Promise<Form> {
  return parseForm(path, await readFile(path, 'utf8'), form);
}
