// The way to Redis: the shared server that `REDIS_URL` names, or the private one of the data directory. Connections
// are made here and closed here.

import { Redis as Single } from 'ioredis';
import { formatDuration } from '../domain/duration.js';
import { fullDisk } from '../files/machine-fault.js';
import type { TraceSettings } from '../tracing/trace-settings.js';
import { parseRedisAddress, type RedisAddress } from '../domain/redis-address.js';
import { inEnglish } from '../words/catalogue.js';
import { connectTo, RECONNECTING } from './connect.js';
import { serverInWords, untilConnected } from './first-contact.js';
import { checkPermissions } from './permission-check.js';
import { usePrivateRedis, type PrivateRedis } from './private-redis.js';
import { waitOutRefusals } from './patience.js';
import { mastersOf, type Redis } from './connection.js';
import { RedisState } from './redis-state.js';
import { checkServers } from './server-check.js';
import { startTracing } from '../tracing/tracing.js';

export type { Redis } from './connection.js';

export interface RedisAccess {
  /** The connection that scripts and queues share. It waits for a server that is away and sends again. */
  readonly redis: Redis;
  /** Whether the server can be worked with. While it can't, commands about keys wait. */
  readonly state: Pick<RedisState, 'trouble'>;
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
  /** Whether a private server that doesn't run is started from here; where it is not given, it is. */
  readonly mayStart?: boolean;
  /** The socket of a private server that runs: it is only looked at, neither started nor kept running from here. */
  readonly socket?: string | undefined;
  /** How long a server that is away is waited for at the start; undefined: ten seconds. */
  readonly waitMs?: number | undefined;
  /** Whether and how the queues are traced; undefined: they are not. */
  readonly tracing?: TraceSettings | undefined;
}

/** @throws UserError where the server can't be reached, is too old or would evict keys */
export async function openRedis(options: AccessOptions): Promise<RedisAccess> {
  const stopTracing = await startTracing(options.tracing, options.onWarning);
  const address = options.redisUrl === undefined ? undefined : parseRedisAddress(options.redisUrl);
  const server = await serverFor(address, options);
  const connections = new Set<Redis>();
  // The private server ends when it can't write, so a full disk may be why it is away.
  const whyAway = () => {
    const full = address === undefined ? fullDisk([options.dataDir]) : undefined;
    return full && inEnglish(full);
  };
  const state = new RedisState(options.onWarning, whyAway);
  const connect = (): Redis => {
    const connection = server.connect();
    waitOutRefusals(connection, state);
    connection.on('error', options.onError);
    connections.add(connection);
    connection.once('end', () => connections.delete(connection));
    return connection;
  };
  const access: RedisAccess = {
    redis: connect(),
    state,
    connect,
    close: async () => {
      for (const connection of connections) connection.disconnect();
      await server.release();
      await stopTracing();
    },
  };
  try {
    if (options.waitMs !== undefined) sayWaiting(access.redis, options);
    await untilConnected(access.redis, address, options.waitMs);
    if (address !== undefined) await checkPermissions(access.redis, serverInWords(address));
    const warnings = await checkServers(mastersOf(access.redis), address?.kind ?? 'single');
    for (const warning of warnings) options.onWarning(warning);
    state.begin(access.redis);
    return access;
  } catch (error) {
    await access.close();
    throw error;
  }
}

function sayWaiting(redis: Redis, { waitMs = 0, onWarning }: AccessOptions): void {
  redis.once('reconnecting', () => {
    if (redis.status === 'ready') return;
    onWarning(`Redis does not answer yet: it is waited for, ${formatDuration(waitMs)} at most.`);
  });
}

interface Server {
  connect(): Redis;
  release(): Promise<void>;
}

async function serverFor(address: RedisAddress | undefined, options: AccessOptions): Promise<Server> {
  if (address !== undefined) return sharedRedis(address, options);
  const { socket } = options;
  if (socket === undefined) return OwnRedis.use(options);
  const connect = (): Redis => new Single({ ...RECONNECTING, path: socket });
  return { connect, release: () => Promise.resolve() };
}

function sharedRedis(address: RedisAddress, { silenceMs }: AccessOptions): Server {
  return { connect: () => connectTo(address, silenceMs), release: () => Promise.resolve() };
}

/** After so many failed reconnections in a row a private server is taken for dead. */
const DEAD_AFTER_TRIES = 5;

/** The private server, started again on its data where it was killed. */
class OwnRedis implements Server {
  readonly #options: AccessOptions;
  #used: PrivateRedis;
  #reviving: Promise<void> | undefined;
  #released = false;

  private constructor(options: AccessOptions, used: PrivateRedis) {
    this.#options = options;
    this.#used = used;
  }

  static async use(options: AccessOptions): Promise<OwnRedis> {
    return new OwnRedis(options, await usePrivateRedis(options.dataDir, undefined, options.mayStart));
  }

  connect(): Single {
    return new Single({
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
    if (this.#released || this.#options.mayStart === false) return;
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
