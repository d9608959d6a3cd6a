// A verify worker: takes slices off the queue of an account and calls the service. Needs no files. Wires the parts;
// as a process of its own it serves `rollcall run`, which tells it when to stop.

import { setMaxListeners } from 'node:events';
import { pathToFileURL } from 'node:url';
import { credentialsOf, loadConfig, type Config } from '../src/config.js';
import { createLog, type Log } from '../src/log.js';
import { openRedis, type RedisAccess } from '../src/queue/access.js';
import { loadRowKey } from '../src/queue/data-identity.js';
import { Journal } from '../src/queue/journal.js';
import { scopeOf } from '../src/queue/keys.js';
import { startSliceWorker, type SliceResult, type TakenSlice } from '../src/queue/slice-worker.js';
import { IdcardClient } from '../src/verify/client.js';
import { Signer } from '../src/verify/signer.js';
import { Verifier } from '../src/verify/verifier.js';
import { Ceilings } from '../src/verify/ceilings.js';
import { whenToldToStop, type StoppableWorker } from './lifetime.js';

/** Many slices are open at a time, so that a slow row in one doesn't starve the rest. */
const OPEN_SLICES = 64;
/** A probe that is not recorded this long after its time-out was made by a process that died. */
const PROBE_MARGIN_MS = 2_000;

export async function startVerifyWorker(
  config: Config,
  access: RedisAccess,
  log: Log,
): Promise<StoppableWorker> {
  const credentials = credentialsOf(config);
  const { authUrl, timeoutMs, concurrency, proxy } = config;
  const scope = scopeOf({ authUrl, ...credentials });
  const stopping = new AbortController();
  setMaxListeners(0, stopping.signal);
  const signer = new Signer(credentials, Date.now);
  const client = new IdcardClient({
    authUrl,
    ...credentials,
    signer,
    timeoutMs,
    connections: concurrency,
    proxy,
  });
  const backoff = { baseMs: config.backoffBaseMs, maxMs: config.backoffMaxMs };
  const { throttleLimitMs, outageLimitMs } = config;
  const verifier = new Verifier({
    client,
    signer,
    concurrency,
    backoff,
    throttleLimitMs,
    stopping: stopping.signal,
  });
  const ceilings = new Ceilings(config.rate);
  const journal = new Journal(access.redis, {
    scope,
    ceiling: () => ceilings.lowest,
    outageLimitMs,
    probeWaitMs: backoff.baseMs,
    probeWaitMaxMs: backoff.maxMs,
    probeLimitMs: timeoutMs + PROBE_MARGIN_MS,
  });
  const worker = startSliceWorker({
    redis: access.redis,
    scope,
    key: await loadRowKey(config.key, config.dataDir),
    journal,
    openSlices: OPEN_SLICES,
    verify: (slice) => ceilings.during(slice.settings.rate, () => verify(slice, verifier, journal, log)),
    onError: (error) => {
      log.warn({ err: error }, 'verify worker');
    },
  });
  return {
    stop: async () => {
      stopping.abort();
      await worker.close();
      await client.close();
    },
  };
}

async function verify(
  slice: TakenSlice,
  verifier: Verifier,
  journal: Journal,
  log: Log,
): Promise<SliceResult> {
  const { held, settings } = slice;
  const rules = { ...settings, retryCodes: new Set(settings.retryCodes) };
  const end = await verifier.verify(slice, rules, {
    permit: (row, attempt, startedAt) => journal.permit(held, row, attempt, startedAt),
    record: (attempt, effect) => journal.record(held, attempt, effect),
    suspects: (rows) => journal.suspects(held, rows),
  });
  log.debug({ batch: held.name, slice: held.slice, epoch: held.epoch, end }, 'slice');
  if (end.kind !== 'stopped') return end;
  return end.why === 'stopping' ? { kind: 'later', at: Date.now() } : { kind: 'parked' };
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
