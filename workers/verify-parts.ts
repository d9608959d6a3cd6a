// The parts of a verify worker, made from the configuration.

import { setMaxListeners } from 'node:events';
import { credentialsOf, type Config } from '../src/config.js';
import { atMostEvery, type Log } from '../src/log.js';
import type { Redis } from '../src/queue/access.js';
import { Journal } from '../src/queue/journal.js';
import { scopeOf } from '../src/queue/keys.js';
import type { SliceResult, TakenSlice } from '../src/queue/slice-worker.js';
import { Ceilings } from '../src/verify/ceilings.js';
import { IdcardClient } from '../src/verify/client.js';
import { Signer } from '../src/verify/signer.js';
import { Verifier } from '../src/verify/verifier.js';

/** A probe that is not recorded this long after its time-out was made by a process that died. */
const PROBE_MARGIN_MS = 2_000;
/** Before a slice is looked at again whose batch was stopped or capped: its owner has left it by then, or goes on. */
const STOPPED_WAIT_MS = 250;
const NO_ROOM_SAID_MS = 10_000;

export interface VerifyParts {
  readonly scope: string;
  readonly journal: Journal;
  readonly verify: (slice: TakenSlice) => Promise<SliceResult>;
  readonly close: () => Promise<void>;
}

/** @throws UserError where the credentials are not set */
export function verifyParts(config: Config, redis: Redis, stopping: AbortSignal, log: Log): VerifyParts {
  const credentials = credentialsOf(config);
  const { authUrl, timeoutMs, concurrency, proxy, throttleLimitMs, outageLimitMs } = config;
  const scope = scopeOf({ authUrl, ...credentials });
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
  // Every row in hand listens.
  setMaxListeners(0, stopping);
  const verifier = new Verifier({ client, signer, concurrency, backoff, throttleLimitMs, stopping });
  const ceilings = new Ceilings(config.rate);
  const journal = new Journal(redis, {
    scope,
    ceiling: () => ceilings.lowest,
    outageLimitMs,
    probeWaitMs: backoff.baseMs,
    probeWaitMaxMs: backoff.maxMs,
    probeLimitMs: timeoutMs + PROBE_MARGIN_MS,
    onNoRoom: atMostEvery(NO_ROOM_SAID_MS, (error) => {
      log.error({ err: error }, 'Redis has no room: no call leaves until it has');
    }),
  });
  const verify = (slice: TakenSlice): Promise<SliceResult> => verifySlice(slice, verifier, journal, log);
  return {
    scope,
    journal,
    verify: (slice) => ceilings.during(slice.settings.rate, () => verify(slice)),
    close: () => client.close(),
  };
}

async function verifySlice(
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
    halt: journal.haltOf(held),
    suspects: (rows) => journal.suspects(held, rows),
  });
  log.debug({ batch: held.name, slice: held.slice, epoch: held.epoch, end }, 'slice');
  if (end.kind !== 'stopped') return end;
  if (end.why === 'stale') return { kind: 'parked' };
  // What stopped it may be over already: whether it leaves the queue is decided when it is taken up again.
  return { kind: 'later', at: Date.now() + (end.why === 'stopping' ? 0 : STOPPED_WAIT_MS) };
}
