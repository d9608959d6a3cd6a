// A batch's slices as Redis has them: their proven calls, whether they are done, which are lost. Changes nothing.

import type { Attempt } from '../domain/attempt.js';
import type { ForgedSlice } from '../domain/tampering.js';
import type { JournalSeal } from './journal-seal.js';
import { batchKeys, sliceJobKey } from './keys.js';
import type { ProvenJournal } from './proven-journal.js';
import { readJournals } from './read-journals.js';
import type { Redis } from '../redis/connection.js';

export class BatchJournals {
  readonly #redis: Redis;
  readonly #scope: string;
  readonly #done: string;
  readonly #seal: JournalSeal | undefined;
  readonly name: string;

  constructor(redis: Redis, scope: string, name: string, seal: JournalSeal | undefined) {
    this.#redis = redis;
    this.#scope = scope;
    this.#done = batchKeys(scope, name).done;
    this.#seal = seal;
    this.name = name;
  }

  /** The calls of these slices that are proven, each slice's by row, then by attempt. */
  async journals(slices: readonly number[]): Promise<Attempt[][]> {
    return (await this.proven(slices)).map(({ attempts }) => attempts);
  }

  proven(slices: readonly number[]): Promise<ProvenJournal[]> {
    return readJournals(this.#redis, this.#scope, this.name, slices, this.#seal);
  }

  /** The slices that Redis has as done, with their calls; those whose calls were forged are returned apart. */
  async finished(slices: readonly number[]): Promise<{
    kept: { slice: number; attempts: readonly Attempt[]; asideRows: ReadonlyMap<number, number> }[];
    forged: ForgedSlice[];
  }> {
    const journals = await this.proven(slices);
    // Asked after the calls were read: a server that has the announcement had all calls before it.
    const done = await this.done(slices);
    const found = slices.map((slice, index) => ({ slice, journal: journals[index] }));
    const kept = found.flatMap(({ slice, journal }, index) =>
      done[index] === true && journal?.isWhole === true
        ? [{ slice, attempts: journal.attempts, asideRows: journal.asideRows }]
        : [],
    );
    const broken = slices.filter((_, index) => done[index] === true && journals[index]?.isWhole === false);
    if (broken.length === 0) return { kept, forged: [] };
    // Read a second time, as after a failover the slice may have been announced anew between the two readings.
    const again = await this.proven(broken);
    const forged = broken.flatMap((slice, index) =>
      again[index]?.isWhole === true ? [] : [{ slice, field: again[index]?.forged[0] }],
    );
    return { kept, forged };
  }

  async done(slices: readonly number[]): Promise<boolean[]> {
    if (slices.length === 0) return [];
    const pipeline = this.#redis.pipeline();
    for (const slice of slices) pipeline.getbit(this.#done, slice);
    const replies = (await pipeline.exec()) ?? [];
    return replies.map(([error, bit]) => {
      if (error !== null) throw error;
      return bit === 1;
    });
  }

  /** Those of the slices that are neither done nor in the queue: a failover has lost them, or a worker let them go. */
  async lost(slices: readonly number[]): Promise<number[]> {
    if (slices.length === 0) return [];
    const pipeline = this.#redis.pipeline();
    for (const slice of slices) pipeline.exists(sliceJobKey(this.#scope, this.name, slice));
    const missing: number[] = [];
    for (const [index, [error, count]] of ((await pipeline.exec()) ?? []).entries()) {
      if (error !== null) throw error;
      if (count === 0) missing.push(slices[index] ?? 0);
    }
    // Read after the jobs, as a slice is marked as done before its job is removed.
    const done = await this.done(missing);
    return missing.filter((_, index) => done[index] === false);
  }
}
