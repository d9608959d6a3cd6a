// Redis servers on loopback for tests that need a certain setup: several as a cluster, or a master with replicas and
// Sentinels. Each is durable as Rollcall wants it.

import { spawn, type ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis, type RedisOptions } from 'ioredis';
import type { Certificate } from './certificate.js';
import { findRedisProgram, redisEnvironment } from '../../src/redis/redis-program.mjs';

const HOST = '127.0.0.1';
const LOOK_MS = 20;
const SLOTS = 16_384;
/** A cluster's nodes talk to each other on a port that is higher by this. */
const BUS_PORT = 10_000;
const PORT_MIN = 10_000;
const PORT_MAX = 22_000;
const DURABLE = ['--save', '', '--appendonly', 'yes', '--appendfsync', 'always'];
const MASTER = 'lists';
const SENTINELS = 3;

export interface Sentinels {
  readonly master: number;
  readonly replicas: readonly number[];
  readonly sentinels: readonly number[];
  readonly url: string;
}

/** What a client has to know or trust to connect. */
export interface Guard {
  readonly tls?: Certificate;
  readonly password?: string;
  readonly sentinelPassword?: string;
}

export interface Cluster {
  readonly masters: readonly number[];
  /** The ports of each master's replicas. */
  readonly replicas: ReadonlyMap<number, readonly number[]>;
  readonly url: string;
}

/** Asks on a connection of its own, and waits for the server. */
export async function askRedis<Answer>(
  url: string,
  question: (redis: Redis) => Promise<Answer>,
  options: Pick<RedisOptions, 'password' | 'tls'> = {},
): Promise<Answer> {
  const redis = new Redis(url, { ...options, maxRetriesPerRequest: null, retryStrategy: () => LOOK_MS });
  redis.on('error', () => {
    // The server is not there yet, so the error is ignored.
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
  readonly #guards = new Map<number, Guard>();

  /**
   * @param port a free one where none is given
   * @returns the server's port, once it answers
   */
  async start(args: readonly string[] = [], guard: Guard = {}, port?: number): Promise<number> {
    const lines = [...guardLines(guard), ...passwordLines(guard.password)];
    const all = [...DURABLE, '--maxmemory-policy', 'noeviction', ...lines.flatMap(asArgument), ...args];
    const listening = await this.launch(all, guard, undefined, port);
    await this.ask(listening, (redis) => redis.ping());
    return listening;
  }

  /**
   * Starts masters, each with this many replicas.
   *
   * @returns their ports, once each node knows all others
   */
  async startCluster(count: number, replicasEach = 0): Promise<Cluster> {
    const args = ['--cluster-enabled', 'yes', '--cluster-node-timeout', '2000'];
    args.push('--repl-diskless-sync-delay', '0');
    const all = await Promise.all(Array.from({ length: count * (1 + replicasEach) }, () => this.start(args)));
    const [masters, others] = [all.slice(0, count), all.slice(count)];
    const [first = 0] = masters;
    const share = Math.ceil(SLOTS / count);
    for (const [index, port] of masters.entries()) {
      const last = Math.min(SLOTS, (index + 1) * share) - 1;
      await this.ask(port, (redis) => redis.call('CLUSTER', 'ADDSLOTSRANGE', index * share, last));
    }
    for (const port of all.slice(1)) await this.ask(port, (redis) => redis.cluster('MEET', HOST, first));
    await Promise.all(all.map((port) => this.#untilSays(port, (redis) => knows(redis, all.length))));
    const replicas = new Map<number, number[]>(masters.map((port) => [port, []]));
    for (const [index, port] of others.entries()) {
      const master = masters[index % count] ?? 0;
      const id = await this.ask(master, (redis) => redis.cluster('MYID'));
      await this.ask(port, (redis) => redis.cluster('REPLICATE', id));
      replicas.get(master)?.push(port);
    }
    await Promise.all(all.map((port) => this.#untilSays(port, clusterIsWhole)));
    await Promise.all(others.map((port) => this.#untilSays(port, isInSync)));
    return { masters, replicas, url: `redis+cluster://${all.map((port) => `${HOST}:${port}`).join(',')}` };
  }

  /** Moves a slot as `redis-cli --cluster reshard` does, with its keys, while others use them. */
  async moveSlot(slot: number, from: number, to: number, { masters }: Cluster): Promise<void> {
    const [fromId, toId] = await Promise.all(
      [from, to].map((port) => this.ask(port, (redis) => redis.cluster('MYID'))),
    );
    await this.ask(to, (redis) => redis.call('CLUSTER', 'SETSLOT', slot, 'IMPORTING', String(fromId)));
    await this.ask(from, async (redis) => {
      await redis.call('CLUSTER', 'SETSLOT', slot, 'MIGRATING', String(toId));
      for (;;) {
        const keys = (await redis.call('CLUSTER', 'GETKEYSINSLOT', slot, 10)) as string[];
        if (keys.length === 0) break;
        await redis.call('MIGRATE', HOST, to, '', 0, 5000, 'KEYS', ...keys);
      }
    });
    for (const port of [to, from, ...masters.filter((one) => one !== to && one !== from)]) {
      await this.ask(port, (redis) => redis.call('CLUSTER', 'SETSLOT', slot, 'NODE', String(toId)));
    }
  }

  /** Which master has the slot of the key. */
  async masterOf(key: string, { masters }: Cluster): Promise<{ slot: number; master: number }> {
    const share = Math.ceil(SLOTS / masters.length);
    const slot = await this.ask(masters[0] ?? 0, (redis) => redis.cluster('KEYSLOT', key));
    return { slot, master: masters[Math.floor(slot / share)] ?? 0 };
  }

  /** Starts a master that needs one of its two replicas, and three Sentinels; resolves once each knows all others. */
  async startSentinels(guard: Guard = {}): Promise<Sentinels> {
    const careful = ['--min-replicas-to-write', '1', '--repl-diskless-sync-delay', '0'];
    const master = await this.start(careful, guard);
    const args = [...careful, '--replicaof', `${HOST} ${master}`];
    const replicas = await Promise.all([this.start(args, guard), this.start(args, guard)]);
    await this.#untilSays(master, replicasAreInSync);
    const { tls, sentinelPassword: password } = guard;
    const ofSentinel = { ...(tls && { tls }), ...(password !== undefined && { password }) };
    const sentinels = await Promise.all(
      Array.from({ length: SENTINELS }, async (_, index) => {
        const file = join(this.directory, `sentinel-${master}-${index}.conf`);
        writeFileSync(file, sentinelSettings(master, guard));
        return this.launch(['--sentinel'], ofSentinel, file);
      }),
    );
    await Promise.all(sentinels.map((port) => this.#untilSays(port, sentinelKnowsAll)));
    const hosts = sentinels.map((port) => `${HOST}:${port}`);
    const scheme = guard.tls === undefined ? 'redis' : 'rediss';
    return { master, replicas, sentinels, url: `${scheme}+sentinel://${hosts.join(',')}/${MASTER}` };
  }

  /** Resolves when one of these servers is the master. */
  untilMaster(ports: readonly number[]): Promise<void> {
    return Promise.any(ports.map((port) => this.#untilSays(port, isMaster)));
  }

  signal(port: number, signal: NodeJS.Signals): void {
    this.#processes.get(port)?.kill(signal);
  }

  /** Starts a server with these arguments only, and does not wait for it. */
  async launch(args: readonly string[], guard: Guard = {}, file?: string, port?: number): Promise<number> {
    const program = findRedisProgram();
    if (program === undefined) throw new Error('no Redis server: npm run setup gets one');
    const own = port ?? (await freePort());
    const directory = mkdtempSync(join(this.directory, 'server-'));
    const ports = guard.tls === undefined ? ['--port', `${own}`] : ['--port', '0', '--tls-port', `${own}`];
    const all = [
      ...(file === undefined ? [] : [file]),
      ...ports,
      '--bind',
      HOST,
      '--dir',
      directory,
      ...args,
    ];
    const server = spawn(program.path, all, { stdio: 'ignore', env: redisEnvironment(program) });
    this.#processes.set(own, server);
    this.#guards.set(own, guard);
    await once(server, 'spawn');
    return own;
  }

  ask<Answer>(port: number, question: (redis: Redis) => Promise<Answer>): Promise<Answer> {
    const { tls, password } = this.#guards.get(port) ?? {};
    const scheme = tls === undefined ? 'redis' : 'rediss';
    return askRedis(`${scheme}://${HOST}:${port}`, question, {
      ...(password === undefined ? {} : { password }),
      ...(tls === undefined ? {} : { tls: { ca: readFileSync(tls.authority) } }),
    });
  }

  async close(): Promise<void> {
    for (const server of this.#processes.values()) {
      if (server.exitCode !== null || server.signalCode !== null) continue;
      server.kill('SIGKILL');
      await once(server, 'exit');
    }
    rmSync(this.directory, { recursive: true, force: true });
  }

  /** Asks repeatedly, because servers tell nobody when they have found each other. */
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

async function knows(redis: Redis, count: number): Promise<boolean> {
  return (await redis.cluster('INFO')).includes(`cluster_known_nodes:${count}\r`);
}

/** Whether the replica itself says that it is in sync. */
async function isInSync(redis: Redis): Promise<boolean> {
  const info = await redis.info('replication');
  return info.includes('role:slave') && info.includes('master_link_status:up');
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

function sentinelSettings(master: number, guard: Guard): string {
  const { password, sentinelPassword } = guard;
  return [
    ...guardLines(guard),
    ...(sentinelPassword === undefined
      ? []
      : [`requirepass "${sentinelPassword}"`, `sentinel sentinel-pass "${sentinelPassword}"`]),
    `sentinel monitor ${MASTER} ${HOST} ${master} 2`,
    ...(password === undefined ? [] : [`sentinel auth-pass ${MASTER} "${password}"`]),
    `sentinel down-after-milliseconds ${MASTER} 1000`,
    `sentinel failover-timeout ${MASTER} 5000`,
    '',
  ].join('\n');
}

/** Lines of a configuration file. */
function guardLines({ tls }: Guard): string[] {
  if (tls === undefined) return [];
  const { authority, certificate, key } = tls;
  const files = [`tls-cert-file ${certificate}`, `tls-key-file ${key}`, `tls-ca-cert-file ${authority}`];
  return [...files, 'tls-auth-clients no', 'tls-replication yes'];
}

function passwordLines(password: string | undefined): string[] {
  return password === undefined ? [] : [`requirepass ${password}`, `masterauth ${password}`];
}

/** A configuration line as an argument of the command line. */
function asArgument(line: string): string[] {
  const blank = line.indexOf(' ');
  return [`--${line.slice(0, blank)}`, line.slice(blank + 1)];
}

/** A port that is free together with its bus port, and below the ports that systems give to outgoing connections. */
/** @returns a port on which nobody listens, and that the system gives to nobody by itself */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(PORT_MIN, PORT_MAX);
    if ((await isFree(port)) && (await isFree(port + BUS_PORT))) return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    server.listen(port, HOST);
    await once(server, 'listening');
    server.close();
    await once(server, 'close');
    return true;
  } catch {
    return false;
  }
}
