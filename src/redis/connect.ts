// Makes connections to a shared Redis from its address. They wait for a server that is away and send again; behind a
// failover they find the new master by themselves.

import { Cluster, Redis as Single, SentinelConnector, type SentinelConnectionOptions } from 'ioredis';
import type { RedisAddress } from '../domain/redis-address.js';
import type { Redis } from './connection.js';

const RECONNECT_MAX_MS = 1000;
/**
 * How long one attempt to connect may take: where packets vanish, a new attempt gets through sooner than the system's
 * own repetitions.
 */
const CONNECT_MS = 5_000;
/**
 * Nothing tells that a connection is gone whose cable was cut or whose server lost its power, and the system itself
 * gives up after a quarter of an hour. This is longer than any command waits on purpose: BullMQ blocks for 10 s.
 */
const SILENCE_MS = 15_000;
/** The pause between tries of a command while a cluster lacks the node that has its keys. */
const CLUSTER_AGAIN_MS = 200;

export const RECONNECTING = {
  maxRetriesPerRequest: null,
  retryStrategy: (times: number) => Math.min(times * 50, RECONNECT_MAX_MS),
};

/** @param silenceMs a connection that owes an answer for longer is given up */
export function connectTo(address: RedisAddress, silenceMs = SILENCE_MS): Redis {
  const options = serverOptions(address, silenceMs);
  switch (address.kind) {
    case 'single':
      return new Single({ ...options, ...address.hosts[0], db: address.database });
    case 'sentinel':
      return new Single({ ...options, ...sentinelOptions(address), db: address.database });
    case 'cluster':
      return connectToCluster(address.hosts, options);
  }
}

/** Options for each server that holds data. */
function serverOptions({ tls, login: { username, password } }: RedisAddress, silenceMs: number) {
  return {
    ...RECONNECTING,
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    ...(tls ? { tls: {} } : {}),
    connectTimeout: CONNECT_MS,
    socketTimeout: silenceMs,
  };
}

/**
 * ioredis's own, told of a new master while it is looking for it after the old one's death, takes that for an order to
 * give up: the connection ends for good. What is said to it about an earlier connection is not heard any more.
 */
class MasterConnector extends SentinelConnector {
  /** @param options the connection's, all of them */
  constructor(options: unknown) {
    super(options as SentinelConnectionOptions);
  }

  override connect(
    ...args: Parameters<SentinelConnector['connect']>
  ): ReturnType<SentinelConnector['connect']> {
    this.disconnect();
    return super.connect(...args);
  }
}

function sentinelOptions({ tls, hosts, master, sentinelLogin }: RedisAddress) {
  const { username, password } = sentinelLogin;
  return {
    Connector: MasterConnector,
    sentinels: [...hosts],
    name: master ?? '',
    ...(username === undefined ? {} : { sentinelUsername: username }),
    ...(password === undefined ? {} : { sentinelPassword: password }),
    ...(tls ? { sentinelTLS: {}, enableTLSForSentinelMode: true } : {}),
    sentinelRetryStrategy: RECONNECTING.retryStrategy,
    sentinelCommandTimeout: CONNECT_MS,
    // A master that was cut off with us, and does not know yet that it is replaced, is left as soon as Sentinels say so.
    failoverDetector: true,
  };
}

function connectToCluster(
  hosts: RedisAddress['hosts'],
  redisOptions: ReturnType<typeof serverOptions>,
): Cluster {
  return new Cluster([...hosts], {
    redisOptions,
    clusterRetryStrategy: RECONNECTING.retryStrategy,
    // Without a limit: a command waits for a failover as it waits for a single server.
    maxRedirections: Number.POSITIVE_INFINITY,
    retryDelayOnFailover: CLUSTER_AGAIN_MS,
    retryDelayOnClusterDown: CLUSTER_AGAIN_MS,
    retryDelayOnTryAgain: CLUSTER_AGAIN_MS,
    slotsRefreshTimeout: CONNECT_MS,
    // The name stays a name: certificates bear it, and it is looked up anew at each connection.
    dnsLookup: (name, found) => {
      found(null, name);
    },
  });
}
