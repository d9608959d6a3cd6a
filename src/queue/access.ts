// The way to Redis: the shared server that `REDIS_URL` names, or the private one of the data directory. Connections
// are made here and closed here.

import { Redis } from 'ioredis';
import type { TraceSettings } from '../config.js';
import { UserError } from '../domain/user-error.js';
import { usePrivateRedis, type PrivateRedis } from './private-redis.js';
import { checkServer } from './server-check.js';
import { startTracing } from './tracing.js';

export type { Redis } from 'ioredis';

export interface RedisAccess {
  /** The connection that scripts and queues share. It waits for a server that is away and sends again. */
  readonly redis: Redis;
  /** A further connection, for whoever blocks on it; closed with the access at the latest. */
  connect(): Redis;
  close(): Promise<void>;
}

export interface AccessOptions {
  readonly redisUrl: string | undefined;
  readonly dataDir: string;
  readonly onWarning: (message: string) => void;
  /** A connection's trouble; it reconnects by itself. */
  readonly onError: (error: Error) => void;
  /** A connection to a shared server that owes an answer for longer is given up. */
  readonly silenceMs?: number;
  /** Whether the queues on it are traced; undefined: not. */
  readonly tracing?: TraceSettings | undefined;
}

const RECONNECT_MAX_MS = 1000;
const FIRST_CONNECT_MS = 10_000;
/** Of one attempt: where packets vanish, a next one gets through sooner than the system's own repetitions. */
const CONNECT_MS = 5_000;
/**
 * Behind a cut cable, or a server that lost its power, nobody says that a connection is gone; the system itself gives
 * up after a quarter of an hour. Longer than anybody waits for an answer on purpose: BullMQ blocks for 10 s.
 */
const SILENCE_MS = 15_000;

/** @throws UserError where the server can't be reached, is too old or would evict keys */
export async function openRedis(options: AccessOptions): Promise<RedisAccess> {
  const stopTracing = await startTracing(options.tracing, options.onWarning);
  const own = options.redisUrl === undefined ? await OwnRedis.use(options) : undefined;
  const connections = new Set<Redis>();
  const connect = (): Redis => {
    const connection = own === undefined ? connectShared(options) : own.connect();
    connection.on('error', options.onError);
    connections.add(connection);
    connection.once('end', () => connections.delete(connection));
    return connection;
  };
  const access: RedisAccess = {
    redis: connect(),
    connect,
    close: async () => {
      for (const connection of connections) connection.disconnect();
      await own?.release();
      await stopTracing();
    },
  };
  try {
    await untilConnected(access.redis, options.redisUrl);
    for (const warning of await checkServer(access.redis)) options.onWarning(warning);
    tellAbsence(access.redis, options.onWarning);
    return access;
  } catch (error) {
    await access.close();
    throw error;
  }
}

const RECONNECTING = {
  maxRetriesPerRequest: null,
  retryStrategy: (times: number) => Math.min(times * 50, RECONNECT_MAX_MS),
};
function connectShared({ redisUrl = '', silenceMs = SILENCE_MS }: AccessOptions): Redis {
  return new Redis(redisUrl, { ...RECONNECTING, connectTimeout: CONNECT_MS, socketTimeout: silenceMs });
}

/** After so many failed reconnections in a row a private server is taken for dead. */
const DEAD_AFTER_TRIES = 5;

/** The private server, started again on its data where it was killed. */
class OwnRedis {
  readonly #options: AccessOptions;
  #used: PrivateRedis;
  #reviving: Promise<void> | undefined;
  #released = false;

  private constructor(options: AccessOptions, used: PrivateRedis) {
    this.#options = options;
    this.#used = used;
  }

  static async use(options: AccessOptions): Promise<OwnRedis> {
    return new OwnRedis(options, await usePrivateRedis(options.dataDir));
  }

  connect(): Redis {
    return new Redis({
      ...RECONNECTING,
      path: this.#used.socketPath,
      retryStrategy: (times: number) => {
        if (times % DEAD_AFTER_TRIES === 0) this.#revive();
        return RECONNECTING.retryStrategy(times);
      },
    });
  }

  async release(): Promise<void> {
    this.#released = true;
    await this.#reviving;
    await this.#used.release();
  }

  #revive(): void {
    if (this.#released) return;
    this.#reviving ??= this.#startAgain();
  }

  async #startAgain(): Promise<void> {
    try {
      const before = this.#used;
      this.#used = await usePrivateRedis(this.#options.dataDir);
      await before.release();
    } catch (error) {
      this.#options.onError(error as Error);
    } finally {
      this.#reviving = undefined;
    }
  }
}

/** Says once that the server is away, and once that it is back. */
function tellAbsence(redis: Redis, tell: (message: string) => void): void {
  let away = false;
  redis.on('reconnecting', () => {
    if (!away) tell('Redis is away: no call leaves until it is back.');
    away = true;
  });
  redis.on('ready', () => {
    if (away) tell('Redis is back: the work goes on.');
    away = false;
  });
}

async function untilConnected(redis: Redis, redisUrl: string | undefined): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const server = redisUrl === undefined ? 'the private Redis' : `Redis at ${withoutPassword(redisUrl)}`;
      reject(new UserError(`${server} does not answer. Check that it runs and that REDIS_URL is right.`));
    }, FIRST_CONNECT_MS);
  });
  try {
    await Promise.race([redis.ping(), deadline]);
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`Redis refuses: ${(error as Error).message}. Check REDIS_URL.`, { cause: error });
  } finally {
    clearTimeout(timer);
  }
}

function withoutPassword(redisUrl: string): string {
  const { protocol, host } = new URL(redisUrl);
  return `${protocol}//${host}`;
}
