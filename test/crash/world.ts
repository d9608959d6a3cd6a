// Gives a crash test a fresh directory, list and pretend service, runs commands as real processes in process groups of
// their own, and leaves nothing running.

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Redis } from 'ioredis';
import {
  startSimulator,
  type LoggedCall,
  type SettingsPatch,
  type Simulator,
} from '../../src/simulator/index.js';
import { usePrivateRedis } from '../../src/redis/private-redis.js';
import { askRedis } from '../support/redis-servers.js';
import { DAY_MS, TestClock } from '../support/test-clock.js';
import { audit, type Bounds, type Found } from './audit.js';
import { Command, kill } from './command.js';
import { makeList, type ProviderName, type TestList } from './list.js';
import { processesOn } from './processes.mjs';
import type { TestRedis } from './redis.js';
import { Strikes, type KillPoint } from './strike.js';
import { linesOf } from './watched-files.js';

export const CONCURRENCY = 8;
/** Calls that may be in doubt after one worker process was killed. */
export const IN_DOUBT_MAX = CONCURRENCY * 1.25;
export const BATCH = 'b1';
/** ROLLCALL_TIMEOUT_MS of the processes under test. */
export const TIMEOUT_MS = 3000;

export interface WorldOptions {
  readonly rows?: number;
  readonly settings?: SettingsPatch;
  readonly env?: Readonly<Record<string, string>>;
  readonly redisUrl?: string;
  /** Where the pretend service listens. */
  readonly host?: string;
  /** Whose service it is; with FaceID the list has people who meet its daily limit, and the clocks stand at noon. */
  readonly provider?: ProviderName;
}

/** How often the pretend service answers about one name in a day, until `nextDay`. */
const NAME_LIMIT = 20;

/** Lends a fresh world. Where the test fails, its directory is kept and named. */
export async function inWorld<Result>(
  options: WorldOptions,
  use: (world: World) => Promise<Result>,
): Promise<Result> {
  const world = await World.open(options);
  let failed = true;
  try {
    const result = await use(world);
    failed = false;
    return result;
  } finally {
    if (failed) process.stderr.write(`kept for a look: ${world.directory}\n`);
    await world.close(failed);
  }
}

export class World {
  readonly directory = mkdtempSync(join(tmpdir(), 'rollcall-crash-'));
  readonly data = join(this.directory, 'data');
  readonly strikes = new Strikes(this.directory);
  readonly listPath = join(this.directory, 'list.csv');
  readonly list: TestList;
  readonly simulator: Simulator;
  /** Where it is undefined, all clocks are the machine's. */
  readonly #clock: TestClock | undefined;
  readonly #env: Readonly<Record<string, string>>;

  private constructor(
    list: TestList,
    simulator: Simulator,
    clock: TestClock | undefined,
    { env = {}, redisUrl, provider = 'youtu' }: WorldOptions,
  ) {
    this.list = list;
    this.simulator = simulator;
    this.#clock = clock;
    const { appid, bucket, secretId, secretKey } = simulator.credentials;
    this.#env = {
      ROLLCALL_PROVIDER: provider,
      ROLLCALL_APPID: appid,
      ROLLCALL_BUCKET: bucket,
      ROLLCALL_SECRET_ID: secretId,
      ROLLCALL_SECRET_KEY: secretKey,
      ROLLCALL_AUTH_URL: simulator.url,
      ROLLCALL_STAT_URL: simulator.url,
      ROLLCALL_BILL_URL: simulator.url,
      ROLLCALL_DATA: this.data,
      ROLLCALL_CONCURRENCY: String(CONCURRENCY),
      // The key is the test's own, so that a verify worker may start before there is a data directory.
      ROLLCALL_KEY: '5'.repeat(64),
      ROLLCALL_TIMEOUT_MS: String(TIMEOUT_MS),
      ROLLCALL_BACKOFF_BASE_MS: '50',
      ROLLCALL_BACKOFF_MAX_MS: '500',
      ...(redisUrl === undefined ? {} : { REDIS_URL: redisUrl }),
      ...env,
    };
    writeFileSync(this.listPath, list.csv);
  }

  static async open(options: WorldOptions = {}): Promise<World> {
    const { provider, rows = 300, host } = options;
    const clock = provider === 'faceid' ? new TestClock() : undefined;
    const limit = clock === undefined ? {} : { nameLimit: NAME_LIMIT };
    const simulator = await startSimulator({
      keepCalls: true,
      host,
      provider,
      now: clock?.now,
      settings: { latencyMs: 10, ...limit, ...options.settings },
    });
    return new World(makeList(rows, provider), simulator, clock, options);
  }

  start(args: readonly string[], point?: KillPoint, env: Readonly<Record<string, string>> = {}): Command {
    return this.startWithin([], args, { ...env, ...this.strikes.environment(point) });
  }

  /** @param place a command that runs the process elsewhere */
  startWithin(
    place: readonly string[],
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
  ): Command {
    const clock = this.#clock?.environment(env['NODE_OPTIONS']) ?? {};
    const environment = { PATH: process.env['PATH'] ?? '', ...this.#env, ...env, ...clock };
    return new Command(args, environment, this.directory, place);
  }

  run(point?: KillPoint, options: readonly string[] = []): Command {
    return this.start(
      ['run', this.listPath, '--batch', BATCH, '--workers', '1', '--no-ping', ...options],
      point,
    );
  }

  resume(options: readonly string[] = [], point?: KillPoint): Command {
    return this.start(['resume', BATCH, '--workers', '1', '--no-ping', ...options], point);
  }

  worker(role: 'verify' | 'batch' | 'all', point?: KillPoint): Command {
    return this.start(['worker', '--role', role], point);
  }

  /** This command ends when the batch has ended. */
  submit(options: readonly string[] = []): Command {
    return this.start(['submit', this.listPath, '--batch', BATCH, '--no-ping', '--wait', ...options]);
  }

  /** What `rollcall status` says of the batch. */
  async status(): Promise<{ readonly state: string; readonly stalled: boolean; readonly reason?: string }> {
    const { out } = await this.start(['status', BATCH, '--json']).ended();
    return JSON.parse(out) as { state: string; stalled: boolean; reason?: string };
  }

  get batchDirectory(): string {
    return join(this.data, 'batches', BATCH);
  }

  /** The rows of each slice that was added, by the slice's number. */
  slices(): ReadonlyMap<number, readonly number[]> {
    const work = join(this.batchDirectory, 'work');
    const logs = readdirSync(work).filter((name) => /^slices-\d+\.jsonl$/.test(name));
    const lines = logs.flatMap((name) => linesOf(join(work, name)));
    const entries = lines.map((line) => JSON.parse(line) as { slice: number; rows: number[] });
    return new Map(entries.map(({ slice, rows }) => [slice, rows]));
  }

  get redisPid(): number {
    return Number(readFileSync(join(this.data, 'redis', 'redis.pid'), 'utf8'));
  }

  /** From the command's start to the first call that came after it, on one day. */
  firstCallAfter({ startedAt }: Command): number | undefined {
    const aheadMs = (this.#clock?.now() ?? Date.now()) - Date.now();
    const times = this.simulator.calls().map(({ receivedAt }: LoggedCall) => receivedAt - aheadMs);
    const later = times.filter((time) => time >= startedAt);
    return later.length === 0 ? undefined : Math.round(Math.min(...later) - startedAt);
  }

  /** For the service, and for processes that start from now on. Redis has its own clock, so it is told to forget. */
  async nextDay(redis?: Pick<TestRedis, 'ask'>): Promise<void> {
    this.#clock?.move(DAY_MS);
    this.simulator.control({ nameLimit: null });
    const forget = async (client: Redis): Promise<void> => {
      for (const key of await client.keys('*:over-today')) await client.del(key);
    };
    if (redis !== undefined) return redis.ask(forget);
    const server = await usePrivateRedis(this.data);
    try {
      await askRedis(server.socketPath, forget);
    } finally {
      await server.release();
    }
  }

  async audit(bounds: Bounds, out = this.batchDirectory): Promise<Found> {
    await this.simulator.whenIdle();
    return audit(this.list, out, this.simulator.calls(), bounds);
  }

  /** Ends everything; the directory is kept where the test failed. */
  async close(failed = false): Promise<void> {
    // Repeated until no process is left, because one that lives a moment longer starts a killed Redis again.
    for (let pids = processesOn(this.data); pids.length > 0; pids = processesOn(this.data)) {
      for (const pid of pids) kill(pid);
    }
    await this.simulator.close();
    if (!failed) rmSync(this.directory, { recursive: true, force: true });
  }
}
