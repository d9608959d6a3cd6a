// A verify worker: takes slices off the queue of an account and calls the service. Needs no files. Wires the parts;
// as a process of its own it serves `rollcall run`, which tells it when to stop.

import { pathToFileURL } from 'node:url';
import { loadConfig, type Config } from '../src/config.js';
import { createLog, type Log } from '../src/log.js';
import { openRedis, type RedisAccess } from '../src/queue/access.js';
import { loadRowKey } from '../src/queue/data-identity.js';
import { startSliceWorker } from '../src/queue/slice-worker.js';
import { whenToldToStop, type StoppableWorker } from './lifetime.js';
import { verifyParts } from './verify-parts.js';

/** Many slices are open at a time, so that a slow row in one doesn't starve the rest. */
const OPEN_SLICES = 64;

export async function startVerifyWorker(
  config: Config,
  access: RedisAccess,
  log: Log,
): Promise<StoppableWorker> {
  const stopping = new AbortController();
  const { scope, journal, verify, close } = verifyParts(config, access.redis, stopping.signal, log);
  const worker = startSliceWorker({
    redis: access.redis,
    scope,
    key: await loadRowKey(config.key, config.dataDir, config.redisUrl === undefined ? 'make' : 'refuse'),
    journal,
    openSlices: OPEN_SLICES,
    verify,
    onError: (error) => {
      log.warn({ err: error }, 'verify worker');
    },
  });
  return {
    stop: async () => {
      stopping.abort();
      await worker.close();
      await close();
    },
  };
}

async function main(): Promise<void> {
  const config = loadConfig();
  const log = createLog(config.logLevel ?? 'warn');
  const access = await openRedis({
    redisUrl: config.redisUrl,
    dataDir: config.dataDir,
    onWarning: (message) => {
      log.debug(message);
    },
    onError: (error) => {
      log.debug({ err: error }, 'connection');
    },
  });
  await whenToldToStop(await startVerifyWorker(config, access, log));
  await access.close();
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main();
