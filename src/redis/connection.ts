// What a connection to Redis is, whatever stands behind it: one server, one that Sentinels name, or a cluster, of which
// every key of an account, and every key of a data directory, is on the same node.

import { Cluster, type Redis as Single } from 'ioredis';

export type Redis = Single | Cluster;

/** Servers that take writes: of a cluster each master. */
export function mastersOf(redis: Redis): readonly Single[] {
  return redis instanceof Cluster ? redis.nodes('master') : [redis];
}

/** The whole `CLIENT LIST`, of each node of a cluster: a connection is seen only by the node that it goes to. */
export async function clientsOf(redis: Redis): Promise<string> {
  const lists = await Promise.all(mastersOf(redis).map(async (node) => String(await node.client('LIST'))));
  return lists.join('');
}
