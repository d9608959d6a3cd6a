// What a person orders of a batch and its account, whichever process owns the batch.

import type { Redis } from '../redis/connection.js';
import { accountKey, accountSets, batchKeys } from './keys.js';
import { run } from '../redis/script.js';
import { LIFT, RETUNE, SET_DESIRED_STATE } from './scripts.js';
import { parseDesiredState, type DesiredState } from './desired-state.js';

/** Lifts a halt of the account, whose cause was mended. Answers to calls from before can't halt it again. */
export async function liftHalt(redis: Redis, scope: string): Promise<void> {
  const { failing, same, excused } = accountSets(scope);
  await run(redis, LIFT, { account: accountKey(scope), failing, same, excused }, {});
}

/** Whether a batch had an owner on this Redis, so that it can know of calls that the disk doesn't. */
export async function hadOwner(redis: Redis, scope: string, name: string): Promise<boolean> {
  return (await redis.hexists(batchKeys(scope, name).batch, 'owner')) === 1;
}

const WAITER_MS = 3_000;

export class BatchControl {
  readonly #redis: Redis;
  readonly #batch: string;

  /** @param name the batch's name in Redis */
  constructor(redis: Redis, scope: string, name: string) {
    this.#redis = redis;
    this.#batch = batchKeys(scope, name).batch;
  }

  /**
   * From here on no call of the batch is permitted, until the request is withdrawn.
   *
   * @returns false where the batch is being cancelled, which is final
   */
  async setDesiredState(state: DesiredState): Promise<boolean> {
    return this.#set(state);
  }

  /** @returns false where the batch is being cancelled, which is final */
  async withdraw(): Promise<boolean> {
    return this.#set('');
  }

  async #set(desired: DesiredState | ''): Promise<boolean> {
    return (await run(this.#redis, SET_DESIRED_STATE, { batch: this.#batch }, { desired })) === 1;
  }

  /** The options on record have changed: a live owner takes them over within a second. */
  async retune(): Promise<void> {
    await run(this.#redis, RETUNE, { batch: this.#batch }, {});
  }

  async desiredState(): Promise<DesiredState | undefined> {
    return parseDesiredState(await this.#redis.hget(this.#batch, 'wish'));
  }

  /** The state as the owner set it for the workers. */
  async state(): Promise<string | undefined> {
    return (await this.#redis.hget(this.#batch, 'state')) ?? undefined;
  }

  /** Says that a process waits for the paused batch to go on. This has to be repeated while it waits. */
  async sayWaiting(): Promise<void> {
    await this.#redis.set(`${this.#batch}:waiter`, '1', 'PX', WAITER_MS);
  }

  async isWaitedFor(): Promise<boolean> {
    return (await this.#redis.exists(`${this.#batch}:waiter`)) === 1;
  }

  /** Removes what a late request may have left of a batch that has ended. */
  async clear(): Promise<void> {
    await this.#redis.unlink(this.#batch, `${this.#batch}:waiter`);
  }
}
