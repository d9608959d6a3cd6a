// The second half of a night: its batch is queued and followed to its end by looks that hold no worker; then its
// history is written, the user's program told, and what is too old erased.

import { exitStatusOf, readSummary } from '../batch/exit-status.js';
import { runFinishCommand } from '../batch/output/finish-command.js';
import { readTold } from '../batch/output/on-finish.js';
import { batchPaths } from '../batch/paths.js';
import { readRecord, readState, type BatchRecord, type StateRecord } from '../batch/record.js';
import { nightPath, readNight, writeNight, isOver, type Night } from './night.js';
import type { SchedulePorts } from './ports.js';
import { prepareNight } from './prepare.js';
import { findSchedule, schedulePaths, type Schedule } from './record.js';
import { eraseOldNights } from './retention.js';

const FOLLOW_MS = 1_000;
const PAUSED_MS = 5_000;
/** A batch that left the queue unfinished, without a word, is queued again: not in a hurry. */
const AGAIN_MS = 30_000;
const STOPPING_MS = 0;

/**
 * One step of a night's work; short.
 *
 * @returns in how many milliseconds the next one is due; undefined where the night is over
 */
export async function stepNight(
  scheduleName: string,
  nightName: string,
  ports: SchedulePorts,
): Promise<number | undefined> {
  const { dataDirectory } = ports;
  const schedule = await findSchedule(dataDirectory, scheduleName);
  if (schedule === undefined) return undefined;
  const step = await prepareNight(schedule, nightName, ports);
  if (step.kind === 'later') return step.afterMs;
  const night = await readNight(dataDirectory, scheduleName, nightName);
  if (night === undefined) return undefined;
  return isOver(night) ? closeNight(schedule, night, ports) : followBatch(schedule, night, ports);
}

async function followBatch(
  schedule: Schedule,
  night: Night,
  ports: SchedulePorts,
): Promise<number | undefined> {
  const { dataDirectory, queue } = ports;
  const { batch = '' } = night;
  const paths = batchPaths(dataDirectory, batch);
  const record = await readRecord(paths, batch);
  if (await queue.hasBatch(batch)) return FOLLOW_MS;
  // Only now: while its job is there, that it is suspended is an earlier owner's word, or not the last one.
  const state = await readState(paths, record);
  switch (state.state) {
    case 'completed':
    case 'cancelled':
    case 'halted':
      return closeNight(schedule, await endNight(schedule, night, record, state, ports), ports);
    case 'paused':
    case 'waiting':
      return PAUSED_MS;
    case 'queued':
    case 'running':
      await queue.addBatch(batch);
      return state.state === 'queued' ? FOLLOW_MS : AGAIN_MS;
  }
}

/** Writes how its batch was left. */
export async function endNight(
  { request }: Schedule,
  night: Night,
  record: BatchRecord,
  { state, reason }: Pick<StateRecord, 'state' | 'reason'>,
  { dataDirectory, nowMs, log }: SchedulePorts,
): Promise<Night> {
  const isStanding = state === 'completed' || state === 'cancelled' || state === 'halted';
  const exit = exitStatusOf({ state }, await readSummary(record), request.exitOnChange);
  if (!isStanding) return { ...night, exit };
  const onFinish = await readTold(batchPaths(dataDirectory, record.batch));
  const over: Night = { ...night, state, reason, exit, endedAt: nowMs(), onFinish };
  await writeNight(dataDirectory, over);
  log.info(
    { schedule: night.schedule, night: night.night, batch: record.batch, state, reason },
    'night over',
  );
  return over;
}

/** What follows a night's end. @returns a time where this process is told to stop before that is done */
export async function closeNight(
  schedule: Schedule,
  night: Night,
  ports: SchedulePorts,
): Promise<number | undefined> {
  // Of a night with a batch the worker of the batch has told.
  if (schedule.onFinish !== undefined && night.batch === undefined && night.onFinish === undefined) {
    const path = nightPath(ports.dataDirectory, schedule.name, night.night);
    const output = `${schedulePaths(ports.dataDirectory, schedule.name).directory}/on-finish.log`;
    const end = await runFinishCommand(schedule.onFinish, path, output, ports.command);
    if (end === undefined) return STOPPING_MS;
    if (end.problem !== null) {
      ports.log.warn({ schedule: schedule.name, night: night.night, problem: end.problem }, '--on-finish');
    }
    await writeNight(ports.dataDirectory, { ...night, onFinish: end });
  }
  await eraseOldNights(schedule, ports);
  return undefined;
}
