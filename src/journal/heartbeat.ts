// Renews the leases of the slices that this process works on, for as long as it lives. Calls renew them too, but may be
// far between. BullMQ's locks end while Redis is away, and afterwards it hands out slices again that live workers still
// work on: without leases their calls would be made a second time.

import type { HeldSlice } from './exchange.js';
import { accountKey, accountSets, sliceJobId, sliceKey } from './keys.js';
import type { Redis } from '../redis/connection.js';
import { run } from '../redis/script.js';
import { HEARTBEAT, RELEASE_LEASE } from './scripts.js';

const HEARTBEAT_MS = 1_000;

export class Heartbeat {
  readonly #redis: Redis;
  readonly #scope: string;
  readonly #keys: { readonly account: string; readonly held: string };
  readonly #onError: (error: Error) => void;
  readonly #ids = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  /** Beats from now on until it is closed, also without any slice: others tell from that whether Redis was away. */
  constructor(redis: Redis, scope: string, onError: (error: Error) => void) {
    this.#redis = redis;
    this.#scope = scope;
    this.#keys = { account: accountKey(scope), held: accountSets(scope).held };
    this.#onError = onError;
    void this.#say();
  }

  /** @param id of a slice's job */
  has(id: string): boolean {
    return this.#ids.has(id);
  }

  /**
   * Renews the slice's lease from now on.
   *
   * @returns ends the lease, and resolves when others can take the slice up
   */
  hold(held: HeldSlice): () => Promise<void> {
    const id = sliceJobId(held.name, held.slice);
    this.#ids.add(id);
    return async () => {
      this.#ids.delete(id);
      // Where that fails, others wait for the slice until its lease ends.
      await this.#endLease(id, held).catch(this.#onError);
    };
  }

  async #endLease(id: string, { name, slice, epoch }: HeldSlice): Promise<void> {
    const keys = { slice: sliceKey(this.#scope, name, slice), held: this.#keys.held };
    await run(this.#redis, RELEASE_LEASE, keys, { epoch, job: id });
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  /**
   * Sends one heartbeat at a time. While Redis is away, the heartbeat waits and is the first to arrive when Redis is
   * back.
   */
  async #say(): Promise<void> {
    try {
      await run(this.#redis, HEARTBEAT, this.#keys, { jobs: [...this.#ids] });
    } catch (error) {
      this.#onError(error as Error);
    }
    if (!this.#closed) this.#timer = setTimeout(() => void this.#say(), HEARTBEAT_MS);
  }
}
