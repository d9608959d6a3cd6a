// Memory by the length of the list: the peak of every process of a run, and of Redis.

import { mkdir, rm } from 'node:fs/promises';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { built } from './built.mjs';
import { CLEAN, writeList } from './long-lists.mjs';
import { inTemporaryDirectory } from './temporary.mjs';
import { firstCall, lastSync, runRollcall } from './rollcall.mjs';
import { startService } from './service.mjs';

const { socketOf } = /** @type {typeof import('../src/redis/redis-socket.js')} */ (
  await built('redis/redis-socket.js')
);

const LENGTHS = [100_000, 1_000_000];
const LONG = 10_000_000;
const QUICK_ROWS = 2000;
const LOOK_EVERY_MS = 250;
const IN_FLIGHT = 100;
/** Said, because a list that is short enough would be called for by the batch process itself. */
const VERIFY_PROCESSES = 2;

/** @param {import('./bench.mjs').Options} options */
export async function bench({ rows, quick, long, say }) {
  const chosen = rows === undefined ? [...LENGTHS, ...(long ? [LONG] : [])] : [rows];
  const service = await startService();
  try {
    return await inTemporaryDirectory(async (directory) => {
      const lines = [];
      for (const count of quick ? [rows ?? QUICK_ROWS] : chosen) {
        say(`Memory: ${count} rows`);
        lines.push(await watchRun(count, `${service.url}/fast`, directory));
      }
      const notes = [
        `${service.name} as the service, ${IN_FLIGHT} calls in flight; peaks in MB (10^6 bytes)`,
        'redis data: as Redis counts it; processes: resident, shared libraries included',
      ];
      return [{ title: 'Memory by the length of the list', notes, lines }];
    });
  } finally {
    await service.stop();
  }
}

/**
 * @param {number} rows
 * @param {string} url
 * @param {string} directory
 * @returns {Promise<import('./table.mjs').Line>}
 */
async function watchRun(rows, url, directory) {
  const list = join(directory, 'list.csv');
  await writeList(list, rows, CLEAN);
  const own = join(directory, 'own');
  await rm(own, { recursive: true, force: true });
  await mkdir(own);
  const peaks = new Peaks(join(own, 'data', 'redis'));
  const options = ['--workers', String(VERIFY_PROCESSES), '--concurrency', String(IN_FLIGHT)];
  await runRollcall({ list, url, directory: own, options }, (pid) => peaks.watch(pid));
  const seconds = ((await lastSync(own)) - (await firstCall(own))) / 1000;
  return {
    rows,
    seconds,
    'rows/s': Math.round(rows / seconds),
    'redis data': peaks.redisData,
    'redis process': peaks.redis,
    'batch process': peaks.batch,
    'verify process': peaks.verify,
  };
}

/** In megabytes. */
class Peaks {
  redisData = 0;
  redis = 0;
  batch = 0;
  verify = 0;
  /** @type {string} */
  #redisDirectory;
  /** @type {Redis | undefined} */
  #client;

  /** @param {string} redisDirectory */
  constructor(redisDirectory) {
    this.#redisDirectory = redisDirectory;
  }

  /**
   * Looks until the process is gone.
   *
   * @param {number} pid of the run, which is the batch worker; its children verify
   */
  async watch(pid) {
    while (existsSync(`/proc/${pid}/status`) && residentPeak(pid) > 0) {
      this.batch = Math.max(this.batch, residentPeak(pid));
      for (const child of childrenOf(pid)) this.verify = Math.max(this.verify, residentPeak(child));
      await this.#lookAtRedis();
      await sleep(LOOK_EVERY_MS);
    }
    this.#client?.disconnect();
  }

  async #lookAtRedis() {
    const pidFile = join(this.#redisDirectory, 'redis.pid');
    if (!existsSync(pidFile)) return;
    const pid = Number(readFileSync(pidFile, 'utf8'));
    if (pid > 0) this.redis = Math.max(this.redis, residentPeak(pid));
    if (this.#client === undefined || this.#client.status === 'end')
      this.#client = connect(socketOf(this.#redisDirectory));
    try {
      const info = await this.#client.info('memory');
      this.redisData = Math.max(this.redisData, Number(/used_memory_peak:(\d+)/.exec(info)?.[1] ?? 0) / 1e6);
    } catch {
      // It is not there yet, or is stopped at the end of the run.
    }
  }
}

/** @param {string} path */
function connect(path) {
  const redis = new Redis({ path, retryStrategy: () => null, maxRetriesPerRequest: 0 });
  redis.on('error', () => undefined);
  return redis;
}

/**
 * @param {number} pid
 * @returns {number} megabytes; 0 where it is gone, or not Linux
 */
function residentPeak(pid) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return (Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024) / 1e6;
  } catch {
    return 0;
  }
}

/** @param {number} pid */
function childrenOf(pid) {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
    return children === '' ? [] : children.split(' ').map(Number).filter(isVerifyProcess);
  } catch {
    return [];
  }
}

/** @param {number} pid */
function isVerifyProcess(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('verify.js');
  } catch {
    return false;
  }
}
