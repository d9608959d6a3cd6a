// A redis-server of the test's own on a loopback port, durable as Rollcall wants it, which the test may stop, kill,
// fill and start again.

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Redis } from 'ioredis';
import { findRedisProgram, redisEnvironment } from '../../src/redis/redis-program.mjs';
import { askRedis } from '../support/redis-servers.js';
import { inWorld, type World, type WorldOptions } from './world.js';

/** The address and the place of the server. */
export interface RedisPlace {
  readonly host: string;
  /** A command that runs the server elsewhere, as `ip netns exec` does. */
  readonly within: readonly string[];
}

const HERE: RedisPlace = { host: '127.0.0.1', within: [] };

export class TestRedis {
  readonly #directory = mkdtempSync(join(tmpdir(), 'rollcall-crash-redis-'));
  readonly #place: RedisPlace;
  readonly #port: number;
  #server: ChildProcess | undefined;

  private constructor(place: RedisPlace, port: number) {
    this.#place = place;
    this.#port = port;
  }

  static async open(place = HERE): Promise<TestRedis> {
    const redis = new TestRedis(place, await freePort());
    await redis.start();
    return redis;
  }

  get url(): string {
    return `redis://${this.#place.host}:${this.#port}`;
  }

  async start(): Promise<void> {
    await this.launch();
    await this.ask(async (redis) => redis.ping());
  }

  /** Like `start`, but does not wait for an answer: nobody may be able to reach the server. */
  async launch(): Promise<void> {
    const redis = findRedisProgram();
    if (redis === undefined) throw new Error('no Redis server: npm run setup gets one');
    const { host, within } = this.#place;
    const [program, ...rest] = [...within, redis.path];
    const args = [
      ['--port', String(this.#port), '--bind', host, '--protected-mode', 'no', '--dir', this.#directory],
      ['--save', '', '--appendonly', 'yes', '--appendfsync', 'always'],
      ['--maxmemory-policy', 'noeviction'],
    ].flat();
    this.#server = spawn(program, [...rest, ...args], { stdio: 'ignore', env: redisEnvironment(redis) });
    await once(this.#server, 'spawn');
  }

  signal(signal: NodeJS.Signals): void {
    this.#server?.kill(signal);
  }

  async kill(): Promise<void> {
    const server = this.#server;
    if (server === undefined || server.exitCode !== null || server.signalCode !== null) return;
    server.kill('SIGKILL');
    await once(server, 'exit');
  }

  ask<Answer>(question: (redis: Redis) => Promise<Answer>): Promise<Answer> {
    return askRedis(this.url, question);
  }

  async close(): Promise<void> {
    await this.kill();
    rmSync(this.#directory, { recursive: true, force: true });
  }
}

/** Lends a world whose commands use a Redis of the test's own. */
export async function inSharedWorld<Result>(
  options: WorldOptions,
  use: (world: World, redis: TestRedis) => Promise<Result>,
): Promise<Result> {
  const redis = await TestRedis.open();
  try {
    return await inWorld({ ...options, redisUrl: redis.url }, (world) => use(world, redis));
  } finally {
    await redis.close();
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
