// How much of what is being sent still fits: beside what its sender has lying here, beside what he sends at the same time, and on the
// disk. It knows figures, no bytes and no list.

import pLimit from 'p-limit';
import { makeDirectory } from '../files/durable.js';
import { refuseLittleSpace, refuseOverQuota, type ListLimits } from './list-limits.js';

/** A list that is on its way. */
export interface Incoming {
  readonly by: string;
  /** As was announced, or, where that is more, as have come. */
  bytes: number;
  /** As had come when it was last seen that they fit. */
  seen: number;
}

/** After so many bytes more it is seen again whether they fit. */
const SEEN_EVERY_BYTES = 16 * 1024 * 1024;

export class IncomingLists {
  readonly #directory: string;
  readonly #limits: ListLimits;
  readonly #keptOf: (by: string) => Promise<number>;
  readonly #incoming = new Set<Incoming>();
  readonly #inTurn = pLimit(1);

  /**
   * @param directory on whose disk lists lie
   * @param keptOf how many bytes a sender has lying here
   */
  constructor(directory: string, limits: ListLimits, keptOf: (by: string) => Promise<number>) {
    [this.#directory, this.#limits, this.#keptOf] = [directory, limits, keptOf];
  }

  /** @throws UserError where so much doesn't fit */
  async begin(by: string, announced: number): Promise<Incoming> {
    return this.whereItFits(by, announced, () => Promise.resolve(this.beginAnyway(by, announced)));
  }

  /** Of what was found to fit before. */
  beginAnyway(by: string, bytes: number): Incoming {
    const incoming = { by, bytes, seen: 0 };
    this.#incoming.add(incoming);
    return incoming;
  }

  /**
   * One after another, so that of two who come together not both get what is left.
   *
   * @param bytes that the sender wants to send
   * @param act after which they are counted
   * @throws UserError where they don't fit his quota, or the disk
   */
  async whereItFits<Done>(by: string, bytes: number, act: () => Promise<Done>): Promise<Done> {
    return this.#inTurn(async () => {
      await makeDirectory(this.#directory);
      await refuseLittleSpace(this.#directory, bytes, this.#limits);
      refuseOverQuota((await this.#keptOf(by)) + this.#bytesOf(by), bytes, this.#limits);
      return act();
    });
  }

  end(incoming: Incoming): void {
    this.#incoming.delete(incoming);
  }

  /**
   * How long a list is need not have been announced, and others come meanwhile.
   *
   * @param bytes that have come so far
   * @param isAll whether no more come
   * @throws UserError where they don't fit
   */
  async came(incoming: Incoming, bytes: number, isAll = false): Promise<void> {
    incoming.bytes = Math.max(incoming.bytes, bytes);
    const isDue = bytes > this.#limits.listBytes || bytes - incoming.seen >= SEEN_EVERY_BYTES;
    if (!isDue && !isAll) return;
    const others = this.#bytesOf(incoming.by) - incoming.bytes;
    refuseOverQuota((await this.#keptOf(incoming.by)) + others, bytes, this.#limits);
    await refuseLittleSpace(this.#directory, 0, this.#limits);
    incoming.seen = bytes;
  }

  #bytesOf(by: string): number {
    return [...this.#incoming].reduce((sum, one) => sum + (one.by === by ? one.bytes : 0), 0);
  }
}
