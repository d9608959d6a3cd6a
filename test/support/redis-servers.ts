// Redis servers on loopback for tests that need them in a certain way, several as a cluster or
// as a master with replicas and Sentinels. Each is durable as Rollcall wants it.

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { findRedisProgram, redisEnvironment } from '../../src/setup/redis-program.mjs';

const HOST = '127.0.0.1';
const LOOK_MS = 20;
const SLOTS = 16_384;
/** A cluster's nodes talk on a port that is higher by 10,000. */
const PORT_MAX = 55_000;
const DURABLE = ['--save', '', '--appendonly', 'yes', '--appendfsync', 'always'];
const MASTER = 'lists';
const SENTINELS = 3;

export interface Sentinels {
  readonly master: number;
  readonly replicas: readonly number[];
  readonly sentinels: readonly number[];
  readonly url: string;
}

/** On a connection of its own, which waits for the server. */
export async function askRedis<Answer>(
  url: string,
  question: (redis: Redis) => Promise<Answer>,
): Promise<Answer> {
  const redis = new Redis(url, { maxRetriesPerRequest: null, retryStrategy: () => LOOK_MS });
  redis.on('error', () => {
    // Not there yet.
  });
  try {
    return await question(redis);
  } finally {
    redis.disconnect();
  }
}

export class RedisServers {
  readonly directory = mkdtempSync(join(tmpdir(), 'rollcall-redis-servers-'));
  readonly #processes = new Map<number, ChildProcess>();

  /** @returns its port, once it answers */
  async start(args: readonly string[] = []): Promise<number> {
    const port = await this.launch([...DURABLE, '--maxmemory-policy', 'noeviction', ...args]);
    await this.ask(port, (redis) => redis.ping());
    return port;
  }

  /** Masters without replicas. @returns their ports, once each knows all */
  async startCluster(count: number): Promise<number[]> {
    const args = ['--cluster-enabled', 'yes', '--cluster-node-timeout', '2000'];
    const ports = await Promise.all(Array.from({ length: count }, () => this.start(args)));
    const [first = 0] = ports;
    const share = Math.ceil(SLOTS / count);
    for (const [index, port] of ports.entries()) {
      const slots = Array.from({ length: SLOTS }, (_, slot) => slot).slice(
        index * share,
        (index + 1) * share,
      );
      await this.ask(port, async (redis) => {
        await redis.cluster('ADDSLOTS', ...slots);
        if (port !== first) await redis.cluster('MEET', HOST, first);
      });
    }
    await Promise.all(ports.map((port) => this.#untilSays(port, clusterIsWhole)));
    return ports;
  }

  /** A master, two replicas of which it must have one, and three Sentinels; once each knows all. */
  async startSentinels(): Promise<Sentinels> {
    const careful = ['--min-replicas-to-write', '1', '--repl-diskless-sync-delay', '0'];
    const master = await this.start(careful);
    const args = [...careful, '--replicaof', `${HOST} ${master}`];
    const replicas = await Promise.all([this.start(args), this.start(args)]);
    await this.#untilSays(master, replicasAreInSync);
    const sentinels = await Promise.all(
      Array.from({ length: SENTINELS }, async (_, index) => {
        const file = join(this.directory, `sentinel-${index}.conf`);
        writeFileSync(file, sentinelSettings(master));
        return this.launch(['--sentinel'], file);
      }),
    );
    await Promise.all(sentinels.map((port) => this.#untilSays(port, sentinelKnowsAll)));
    const hosts = sentinels.map((port) => `${HOST}:${port}`);
    return { master, replicas, sentinels, url: `redis+sentinel://${hosts.join(',')}/${MASTER}` };
  }

  /** Resolves when one of them is the master. */
  untilMaster(ports: readonly number[]): Promise<void> {
    return Promise.any(ports.map((port) => this.#untilSays(port, isMaster)));
  }

  signal(port: number, signal: NodeJS.Signals): void {
    this.#processes.get(port)?.kill(signal);
  }

  /** As `start`, with nothing but these arguments, and does not wait. */
  async launch(args: readonly string[], file?: string): Promise<number> {
    const program = findRedisProgram();
    if (program === undefined) throw new Error('no Redis server: npm run setup gets one');
    const port = await freePort();
    const directory = mkdtempSync(join(this.directory, 'server-'));
    const own = args.includes('--tls-port') ? ['--port', '0'] : ['--port', String(port)];
    const all = [...(file === undefined ? [] : [file]), ...own, '--bind', HOST, '--dir', directory].concat(
      args.map((arg) => (arg === '{port}' ? String(port) : arg)),
    );
    const server = spawn(program.path, all, { stdio: 'ignore', env: redisEnvironment(program) });
    this.#processes.set(port, server);
    await once(server, 'spawn');
    return port;
  }

  ask<Answer>(port: number, question: (redis: Redis) => Promise<Answer>): Promise<Answer> {
    return askRedis(`redis://${HOST}:${port}`, question);
  }

  async close(): Promise<void> {
    for (const server of this.#processes.values()) {
      if (server.exitCode !== null || server.signalCode !== null) continue;
      server.kill('SIGKILL');
      await once(server, 'exit');
    }
    rmSync(this.directory, { recursive: true, force: true });
  }

  /** Servers tell nobody when they have found each other. */
  async #untilSays(port: number, says: (redis: Redis) => Promise<boolean>): Promise<void> {
    await this.ask(port, async (redis) => {
      while (!(await says(redis))) await sleep(LOOK_MS);
    });
  }
}

async function clusterIsWhole(redis: Redis): Promise<boolean> {
  const info = await redis.cluster('INFO');
  return info.includes('cluster_state:ok') && info.includes(`cluster_slots_ok:${SLOTS}`);
}

async function replicasAreInSync(redis: Redis): Promise<boolean> {
  return (await redis.info('replication')).includes('min_slaves_good_slaves:2');
}

async function isMaster(redis: Redis): Promise<boolean> {
  return (await redis.info('replication')).includes('role:master');
}

async function sentinelKnowsAll(redis: Redis): Promise<boolean> {
  const info = await redis.info('sentinel');
  return info.includes(`status=ok,`) && info.includes(`slaves=2,sentinels=${SENTINELS}`);
}

function sentinelSettings(master: number): string {
  return [
    `sentinel monitor ${MASTER} ${HOST} ${master} 2`,
    `sentinel down-after-milliseconds ${MASTER} 1000`,
    `sentinel failover-timeout ${MASTER} 5000`,
    '',
  ].join('\n');
}

async function freePort(): Promise<number> {
  for (;;) {
    const server = createServer();
    server.listen(0, HOST);
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    if (port <= PORT_MAX) return port;
  }
}
