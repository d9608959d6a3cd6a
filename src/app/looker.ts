// The way to Redis for use cases that only look: they make nothing, start no server, and keep none running. It knows
// where there is nobody to ask.

import type { Config } from '../config.js';
import { readDataId } from '../journal/data-identity.js';
import { createLog, type Log } from '../log.js';
import { otherDirectories, type OtherDirectory } from '../queue/other-directories.js';
import { openRedis, type RedisAccess } from '../redis/access.js';
import { runningSocket } from '../redis/private-redis.js';
import type { App } from './app.js';
import { accessOn, redisOptions, type BatchAccess } from './batch-access.js';

export class Looker {
  readonly #config: Config;
  readonly #tell: App['tell'];
  readonly #log: Log;
  readonly #shared: BatchAccess | undefined;
  #redis: { readonly socket: string | undefined; readonly access: RedisAccess } | undefined;
  #batches: BatchAccess | undefined;

  constructor({ config, tell, shared }: App) {
    this.#config = config;
    this.#shared = shared;
    this.#tell = tell;
    this.#log = createLog(config.logLevel ?? 'warn');
  }

  /**
   * Undefined where no process can have a batch of the data directory in hand: none was ever queued, or the private
   * server doesn't run. What is on disk is true then.
   *
   * @throws UserError where Redis can't be used
   */
  async access(): Promise<BatchAccess | undefined> {
    if (this.#shared !== undefined) return this.#shared;
    const dataId = await readDataId(this.#config.dataDir);
    const redis = await this.#reach();
    if (dataId === undefined || redis === undefined) return undefined;
    return (this.#batches ??= accessOn(redis, dataId, this.#log, true));
  }

  /** Other data directories on the same Redis, where that is shared. */
  async others(): Promise<OtherDirectory[]> {
    const redis = await this.#reach();
    if (this.#config.redisUrl === undefined || redis === undefined) return [];
    return otherDirectories(redis.redis, await readDataId(this.#config.dataDir));
  }

  async close(): Promise<void> {
    await this.#batches?.queue.close();
    await this.#redis?.access.close();
    [this.#batches, this.#redis] = [undefined, undefined];
  }

  /** A private server may have been stopped, or started, since the last look. */
  async #reach(): Promise<RedisAccess | undefined> {
    const { redisUrl, dataDir } = this.#config;
    const socket = redisUrl === undefined ? runningSocket(dataDir) : undefined;
    if (this.#redis !== undefined && this.#redis.socket !== socket) await this.close();
    if (redisUrl === undefined && socket === undefined) return undefined;
    const onWarning = (message: string): void => {
      this.#tell({ kind: 'warning', message });
    };
    this.#redis ??= {
      socket,
      access: await openRedis({
        ...redisOptions(this.#config, this.#log),
        waitMs: undefined,
        socket,
        onWarning,
      }),
    };
    return this.#redis.access;
  }
}
