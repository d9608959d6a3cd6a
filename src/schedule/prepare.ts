// The first half of a night: it checks whether the night may begin, which file is its list, and whether that file is
// whole and new; then it makes the batch. One process at a time does so. After a crash the next one finds no batch, one
// that was never queued and is made again, or a running night.

import { createBatch } from '../batch/create.js';
import { batchPaths } from '../batch/paths.js';
import { formatOf } from '../batch/run/slice-producer.js';
import {
  newestOwner,
  readRecord,
  readState,
  recordExists,
  type BatchRecord,
  type BatchState,
} from '../batch/record.js';
import { discardBatch } from '../batch/retention/unmade.js';
import { EXIT, UserError } from '../domain/user-error.js';
import { readRows } from '../ingest/read-rows.js';
import { withLock } from '../redis/process-lock.js';
import { looksSame, lookAt, newestFile, type FoundFile } from './newest-file.js';
import { batchOf, isOver, nightsOf, readNight, writeNight, type Night, type NightState } from './night.js';
import type { SchedulePorts } from './ports.js';
import { ELSEWHERE_MS, isElsewhere } from './provider.js';
import { schedulePaths, type Schedule } from './record.js';
import { wordsIn } from '../words/catalogue.js';

/** Reasons stand on record in English. */
const { nightReasons: TEXTS } = wordsIn('en');

export type Step = { readonly kind: 'later'; readonly afterMs: number } | { readonly kind: 'on' };

/** The time between two looks at a file, which is whole where both see the same. */
const LOOK_AGAIN_MS = 5_000;
/** A file that was not written to for this long is whole at the first look. */
const QUIET_MS = 60_000;
const GROWING_LIMIT_MS = 600_000;
/** A list is given up after this many processes have ended while they read it. */
const MOST_READINGS = 3;
const EARLIER_NIGHT_MS = 5_000;
/** How many earlier nights are searched for one that still runs, or that had a list. */
const NIGHTS_LOOKED_AT = 100;

/**
 * Takes a waiting night as far as it can go: to `running`, to an end without a batch, or to a later look.
 *
 * @returns `on` where the night no longer waits
 */
export async function prepareNight(schedule: Schedule, name: string, ports: SchedulePorts): Promise<Step> {
  const { dataDirectory } = ports;
  return withLock(schedulePaths(dataDirectory, schedule.name).lock, async () => {
    const night = await readNight(dataDirectory, schedule.name, name);
    if (night?.state !== 'waiting') return { kind: 'on' };
    if (await isTakenUp(night, ports)) return { kind: 'on' };
    try {
      return await prepare(schedule, night, ports);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      await discardBatch(dataDirectory, batchOf(night));
      return await end(night, 'failed', error.message, ports, error.exitStatus);
    }
  });
}

/** Whether somebody has resumed the night's batch, after the process that made it died without noting that. */
async function isTakenUp(night: Night, { dataDirectory }: SchedulePorts): Promise<boolean> {
  const batch = batchOf(night);
  const paths = batchPaths(dataDirectory, batch);
  if ((await newestOwner(paths)) === undefined || !(await recordExists(paths))) return false;
  const { file, sha256 } = await readRecord(paths, batch);
  await writeNight(dataDirectory, { ...night, readings: undefined, state: 'running', batch, file, sha256 });
  return true;
}

async function prepare(schedule: Schedule, night: Night, ports: SchedulePorts): Promise<Step> {
  if (isElsewhere(schedule, ports)) return { kind: 'later', afterMs: ELSEWHERE_MS };
  const others = (await nightsOf(ports.dataDirectory, schedule.name, NIGHTS_LOOKED_AT)).filter(
    (other) => other.night !== night.night,
  );
  const held = await heldUp(schedule, night, others, ports);
  if (held !== undefined) return held;
  const file = await newestFile(schedule.file);
  if (file === undefined) return end(night, 'file_missing', TEXTS.noFile({ pattern: schedule.file }), ports);
  if (file.size === 0)
    return end({ ...night, file: file.path }, 'file_empty', TEXTS.emptyFile({ file: file.path }), ports);
  const growing = await stillGrowing(night, file, ports);
  if (growing !== undefined) return growing;
  await ports.beforeCalls(schedule);
  return countReadings({ ...night, file: file.path }, ports, (counted) =>
    makeBatch(schedule, counted, file, others, ports),
  );
}

/** A list that ends the process reading it must not end every worker in turn. */
async function countReadings(
  night: Night,
  ports: SchedulePorts,
  make: (night: Night) => Promise<Step>,
): Promise<Step> {
  const { readings = 0, ...rest } = night;
  if (readings >= MOST_READINGS) {
    const reason = TEXTS.endsReaders({ file: night.file ?? '', times: MOST_READINGS });
    return end(rest, 'failed', reason, ports);
  }
  const { dataDirectory } = ports;
  await writeNight(dataDirectory, { ...rest, readings: readings + 1 });
  try {
    return await make(rest);
  } finally {
    const now = await readNight(dataDirectory, night.schedule, night.night);
    if (now?.readings !== undefined) await writeNight(dataDirectory, { ...now, readings: undefined });
  }
}

/** Undefined where no earlier night holds this one up. */
async function heldUp(
  schedule: Schedule,
  night: Night,
  others: readonly Night[],
  ports: SchedulePorts,
): Promise<Step | undefined> {
  const alive: Night[] = [];
  for (const other of others)
    if (other.night < night.night && (await isAlive(other, ports))) alive.push(other);
  const [earlier] = alive;
  if (earlier === undefined) return undefined;
  // At most one night waits, so that nights that take longer than a day do not pile up.
  if (schedule.overlap === 'queue' && !alive.some(({ state }) => state === 'waiting')) {
    return { kind: 'later', afterMs: EARLIER_NIGHT_MS };
  }
  return end(night, 'skipped', TEXTS.earlierNight({ night: earlier.night }), ports);
}

/** A person, or another day, lets a batch in these states go on. */
const STANDING: ReadonlySet<BatchState> = new Set(['awaiting_approval', 'paused', 'waiting']);

/** Whether somebody still works on the night, or will. A halted or forgotten night holds up no other. */
async function isAlive(night: Night, { dataDirectory, queue }: SchedulePorts): Promise<boolean> {
  if (isOver(night) && night.state !== 'halted') return false;
  if (night.batch === undefined) return queue.hasNight(night.schedule, night.night);
  const paths = batchPaths(dataDirectory, night.batch);
  if (!(await recordExists(paths))) return false;
  const { state } = await readState(paths, await readRecord(paths, night.batch));
  if (state === 'completed' || state === 'cancelled') return false;
  return STANDING.has(state) || queue.hasBatch(night.batch);
}

/** Undefined where two looks saw the same file, or the file was not written to for a while. */
async function stillGrowing(night: Night, file: FoundFile, ports: SchedulePorts): Promise<Step | undefined> {
  const now = ports.nowMs();
  if (now - file.mtimeMs >= QUIET_MS) return undefined;
  const before = night.look;
  const same = before !== undefined && looksSame(before, file);
  if (same && now - before.at >= LOOK_AGAIN_MS) return undefined;
  const firstAt = before?.firstAt ?? now;
  if (now - firstAt >= GROWING_LIMIT_MS) {
    const minutes = GROWING_LIMIT_MS / 60_000;
    return end(
      { ...night, file: file.path },
      'file_growing',
      `${file.path} was still written to after ${minutes} minutes`,
      ports,
    );
  }
  const { path, size, mtimeMs } = file;
  const look = { path, size, mtimeMs, at: same ? before.at : now, firstAt };
  await writeNight(ports.dataDirectory, { ...night, look });
  return { kind: 'later', afterMs: LOOK_AGAIN_MS };
}

async function makeBatch(
  schedule: Schedule,
  night: Night,
  file: FoundFile,
  others: readonly Night[],
  ports: SchedulePorts,
): Promise<Step> {
  const { dataDirectory, nowMs } = ports;
  const batch = batchOf(night);
  // The batch is of a process that died before it could queue it, so no calls were made for it.
  await discardBatch(dataDirectory, batch);
  const request = ports.requestOf(schedule, file.path, batch);
  const { record } = await createBatch(request, dataDirectory, nowMs());
  const refused = await refusal(schedule, night, record, others, ports);
  if (refused !== undefined) {
    await discardBatch(dataDirectory, batch);
    return end(night, refused.state, refused.reason, ports);
  }
  const now = await lookAt(file.path);
  if (now === undefined || !looksSame(now, file)) {
    await discardBatch(dataDirectory, batch);
    return { kind: 'later', afterMs: LOOK_AGAIN_MS };
  }
  await writeNight(dataDirectory, { ...night, state: 'running', batch, sha256: record.sha256 });
  ports.log.info({ schedule: schedule.name, night: night.night, batch, file: file.path }, 'night begins');
  return { kind: 'on' };
}

async function refusal(
  schedule: Schedule,
  night: Night,
  record: BatchRecord,
  others: readonly Night[],
  { dataDirectory }: SchedulePorts,
): Promise<{ state: NightState; reason: string } | undefined> {
  if (!(await hasRows(record, dataDirectory))) {
    return { state: 'file_empty', reason: TEXTS.noRows({ file: record.file }) };
  }
  // A cancelled night's list was withdrawn by a person, so it doesn't count as verified.
  const last = others.find(({ sha256, state }) => sha256 !== undefined && state !== 'cancelled');
  if ((night.sameFile ?? schedule.sameFile) === 'run' || last?.sha256 !== record.sha256) return undefined;
  return { state: 'file_same', reason: TEXTS.sameFile({ file: record.file, night: last.night }) };
}

async function hasRows(record: BatchRecord, dataDirectory: string): Promise<boolean> {
  const { list } = batchPaths(dataDirectory, record.batch);
  for await (const row of readRows(list, formatOf(record), record.rules)) return row !== undefined;
  return false;
}

async function end(
  night: Night,
  state: NightState,
  reason: string,
  { dataDirectory, nowMs, log }: SchedulePorts,
  exit: number = EXIT.usage,
): Promise<Step> {
  await writeNight(dataDirectory, { ...night, state, reason, exit, endedAt: nowMs() });
  log.warn({ schedule: night.schedule, night: night.night, state, reason }, 'night sent nothing');
  return { kind: 'on' };
}
