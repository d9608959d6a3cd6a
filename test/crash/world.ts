// Gives a crash test a fresh directory, list and pretend service, runs commands as real processes in process groups of
// their own, and leaves nothing running.

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  startSimulator,
  type LoggedCall,
  type SettingsPatch,
  type Simulator,
} from '../../src/simulator/index.js';
import { audit, type Bounds, type Found } from './audit.js';
import { makeList, type TestList } from './list.js';
import { processesOn, workersOf } from './processes.mjs';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PROGRAM = join(ROOT, 'dist', 'src', 'cli', 'main.js');
const PRELOAD = new URL('kill-point.mjs', import.meta.url).href;
export const CONCURRENCY = 8;
/** Calls that may be in doubt after one worker process was killed. */
export const IN_DOUBT_MAX = CONCURRENCY * 1.25;
export const BATCH = 'b1';
/** ROLLCALL_TIMEOUT_MS of the processes under test. */
export const TIMEOUT_MS = 3000;
/** How long a command of a test may take at most before its output is shown and it counts as hanging. */
const HANGS_AFTER_MS = 60_000;

export interface KillPoint {
  /** `subject:moment`, see kill-point.mjs. */
  readonly at: string;
  /** How often the point is reached before it strikes. */
  readonly nth?: number;
  readonly in?: 'main' | 'verify';
  readonly target?: 'self' | 'group' | 'all';
  readonly signal?: NodeJS.Signals;
}

/** For a process that is only watched through its diary. */
export const NEVER: KillPoint = { at: 'never' };

/** What a process that was started with a point has done, in Unix milliseconds. */
export type DiaryEntry = { readonly pid: number; readonly at: number } &
  /** Numbers of slices. */
  (
    | { readonly taken: number }
    | { readonly announced: number }
    /** The identity number in a request that the process sent. */
    | { readonly asked: string }
  );

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

export class Command {
  readonly child: ChildProcess;
  readonly startedAt = Date.now();
  readonly pid: number;
  #out = '';
  #err = '';
  readonly #ended: Promise<Ended>;
  #listeners: (() => void)[] = [];

  /** @param place a command that runs the process elsewhere, as `ip netns exec` does */
  constructor(
    args: readonly string[],
    environment: NodeJS.ProcessEnv,
    directory: string,
    place: readonly string[] = [],
  ) {
    const [program = process.execPath, ...rest] = [...place, process.execPath, PROGRAM, ...args];
    this.child = spawn(program, rest, {
      cwd: directory,
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.pid = this.child.pid ?? 0;
    this.child.stdout?.on('data', (chunk: Buffer) => {
      this.#out += chunk.toString();
      this.#tell();
    });
    this.child.stderr?.on('data', (chunk: Buffer) => {
      this.#err += chunk.toString();
      this.#tell();
    });
    this.#ended = once(this.child, 'exit').then(([code, signal]) => ({
      code: code as number | null,
      signal: signal as NodeJS.Signals | null,
      out: this.#out,
      err: this.#err,
    }));
  }

  get output(): string {
    return this.#out + this.#err;
  }

  /** @throws Error with the process's output, where it doesn't end */
  async ended(withinMs = HANGS_AFTER_MS): Promise<Ended> {
    return within(withinMs, this.#ended, () => `hangs; it said:\n${this.output}`);
  }

  /** Resolves when the process's output holds the text. */
  async says(text: string, withinMs = HANGS_AFTER_MS): Promise<void> {
    const said = new Promise<void>((resolve) => {
      const look = (): void => {
        if (this.output.includes(text)) resolve();
        else this.#listeners.push(look);
      };
      look();
    });
    await within(
      withinMs,
      Promise.race([said, this.#ended]),
      () => `never said "${text}" but:\n${this.output}`,
    );
    if (!this.output.includes(text)) throw new Error(`ended without saying "${text}" but:\n${this.output}`);
  }

  /** Sends the signal to this process alone. */
  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Sends the signal to this process and its verify processes at the same time. */
  signalAll(signal: NodeJS.Signals): void {
    for (const pid of [this.pid, ...workersOf(this.pid)]) kill(pid, signal);
  }

  #tell(): void {
    for (const listener of this.#listeners.splice(0)) listener();
  }
}

function kill(pid: number, signal: NodeJS.Signals = 'SIGKILL'): void {
  try {
    process.kill(pid, signal);
  } catch {
    // The process is gone already.
  }
}

async function within<Value>(ms: number, work: Promise<Value>, why: () => string): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(why()));
    }, ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Resolves when the file exists, also if it exists already. */
export function whenThere(path: string): Promise<void> {
  return whenChanged(dirname(path), () => existsSync(path), `${basename(path)} never appeared`);
}

/** Resolves when the files of a directory are as wanted, also if they are so already. */
async function whenChanged(directory: string, isSo: () => boolean, otherwise: string): Promise<void> {
  const watcher = watch(directory);
  try {
    const comesAbout = new Promise<void>((resolve) => {
      const look = (): void => {
        if (isSo()) resolve();
      };
      watcher.on('change', look);
      look();
    });
    await within(HANGS_AFTER_MS, comesAbout, () => otherwise);
  } finally {
    watcher.close();
  }
}

/** Complete lines only, because the file may be written to at this moment. */
function linesOf(path: string): string[] {
  return readFileSync(path, 'utf8').split('\n').slice(0, -1);
}

export interface WorldOptions {
  readonly rows?: number;
  readonly settings?: SettingsPatch;
  readonly env?: Readonly<Record<string, string>>;
  readonly redisUrl?: string;
  /** Where the pretend service listens. */
  readonly host?: string;
}

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
  readonly mark = join(this.directory, 'struck');
  readonly #diary = join(this.directory, 'diary');
  readonly listPath = join(this.directory, 'list.csv');
  readonly list: TestList;
  readonly simulator: Simulator;
  readonly #env: Readonly<Record<string, string>>;

  private constructor(list: TestList, simulator: Simulator, { env = {}, redisUrl }: WorldOptions) {
    this.list = list;
    this.simulator = simulator;
    const { appid, bucket, secretId, secretKey } = simulator.credentials;
    this.#env = {
      ROLLCALL_APPID: appid,
      ROLLCALL_BUCKET: bucket,
      ROLLCALL_SECRET_ID: secretId,
      ROLLCALL_SECRET_KEY: secretKey,
      ROLLCALL_AUTH_URL: simulator.url,
      ROLLCALL_STAT_URL: simulator.url,
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
    const list = makeList(options.rows ?? 300);
    const simulator = await startSimulator({
      keepCalls: true,
      host: options.host,
      settings: { latencyMs: 10, ...options.settings },
    });
    return new World(list, simulator, options);
  }

  start(args: readonly string[], point?: KillPoint, env: Readonly<Record<string, string>> = {}): Command {
    return this.startWithin([], args, { ...env, ...this.#preload(point) });
  }

  /** @param place a command that runs the process elsewhere */
  startWithin(
    place: readonly string[],
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
  ): Command {
    const environment = { PATH: process.env['PATH'] ?? '', ...this.#env, ...env };
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

  get struck(): boolean {
    return existsSync(this.mark);
  }

  diary(): readonly DiaryEntry[] {
    if (!existsSync(this.#diary)) return [];
    return linesOf(this.#diary).map((line) => JSON.parse(line) as DiaryEntry);
  }

  async whenInDiary(isSo: () => boolean): Promise<void> {
    await whenChanged(this.directory, isSo, 'it never came into the diary');
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

  /** From the command's start to the first call that came after it. */
  firstCallAfter({ startedAt }: Command): number | undefined {
    const times = this.simulator.calls().map(({ receivedAt }: LoggedCall) => receivedAt);
    const later = times.filter((time) => time >= startedAt);
    return later.length === 0 ? undefined : Math.min(...later) - startedAt;
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

  #preload(point: KillPoint | undefined): Record<string, string> {
    if (point === undefined) return {};
    return {
      NODE_OPTIONS: `--import ${PRELOAD}`,
      CRASH_POINT: point.at,
      CRASH_NTH: String(point.nth ?? 1),
      CRASH_IN: point.in ?? 'main',
      CRASH_TARGET: point.target ?? 'group',
      CRASH_SIGNAL: point.signal ?? 'SIGKILL',
      CRASH_MARK: this.mark,
      CRASH_DIARY: this.#diary,
      CRASH_DIST: join(ROOT, 'dist'),
    };
  }
}
