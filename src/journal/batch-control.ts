// What a person says to a batch and its account from outside, whoever owns the batch at the moment.

import type { Redis } from '../redis/connection.js';
import { LIFT } from './call-scripts.js';
import { accountKey, accountSets, batchKeys } from './keys.js';
import { run, script } from '../redis/script.js';
import { parseDesiredState, type DesiredState } from './desired-state.js';

/** Lifts a halt of the account: what stopped it is mended. Answers from before can't halt it again. */
export async function liftHalt(redis: Redis, scope: string): Promise<void> {
  const { failing, same, excused } = accountSets(scope);
  await run(redis, LIFT, [accountKey(scope), failing, same, excused], []);
}

/** KEYS batch; ARGV the desired state, or '' for none. A cancellation is final: it is neither overwritten nor withdrawn. */
const SET_DESIRED_STATE = script(`
if redis.call('HGET', KEYS[1], 'wish') == 'cancelled' then return 0 end
if ARGV[1] == '' then redis.call('HDEL', KEYS[1], 'wish') else redis.call('HSET', KEYS[1], 'wish', ARGV[1]) end
return 1
`);

/** KEYS batch. Of no effect where nobody has the batch. */
const RETUNE = script(`
if redis.call('HEXISTS', KEYS[1], 'owner') == 1 then redis.call('HINCRBY', KEYS[1], 'retuned', 1) end
return 1
`);

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
    return (await run(this.#redis, SET_DESIRED_STATE, [this.#batch], [state])) === 1;
  }

  /** @returns false where the batch is being cancelled, which is final */
  async withdraw(): Promise<boolean> {
    return (await run(this.#redis, SET_DESIRED_STATE, [this.#batch], [''])) === 1;
  }

  /** The options on record are others now: a live owner takes them over within a second. */
  async retune(): Promise<void> {
    await run(this.#redis, RETUNE, [this.#batch], []);
  }

  async desiredState(): Promise<DesiredState | undefined> {
    return parseDesiredState(await this.#redis.hget(this.#batch, 'wish'));
  }

  /** The state as the owner set it for the workers. */
  async state(): Promise<string | undefined> {
    return (await this.#redis.hget(this.#batch, 'state')) ?? undefined;
  }

  /** Says that a process waits for the paused batch to go on; to be said again and again. */
  async sayWaiting(): Promise<void> {
    await this.#redis.set(`${this.#batch}:waiter`, '1', 'PX', WAITER_MS);
  }

  async isWaitedFor(): Promise<boolean> {
    return (await this.#redis.exists(`${this.#batch}:waiter`)) === 1;
  }

  /** Takes the batch's leftovers away once it has ended: a request may have come too late. */
  async clear(): Promise<void> {
    await this.#redis.unlink(this.#batch, `${this.#batch}:waiter`);
  }
}
