// The second half of a night. Its batch is queued and looked at now and then, so that no worker is occupied; at its end
// the history is written, the user's program is run, and what is too old is erased.

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
/** A batch that left the queue unfinished and without a reason is queued again after this time. */
const AGAIN_MS = 30_000;
const STOPPING_MS = 0;

/**
 * Does one short step of a night's work.
 *
 * @returns in how many milliseconds the next step is due; undefined where the night is over
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
  // The state counts only once the batch has left the queue: while its job is there, an earlier owner may have written
  // it.
  const state = await readState(paths, record);
  switch (state.state) {
    case 'completed':
    case 'cancelled':
    case 'halted':
      return closeNight(schedule, await endNight(schedule, night, record, state, ports), ports);
    case 'draft':
    case 'awaiting_approval':
    case 'paused':
    case 'waiting':
      return PAUSED_MS;
    case 'queued':
    case 'running':
      await queue.addBatch(batch);
      return state.state === 'queued' ? FOLLOW_MS : AGAIN_MS;
  }
}

/** Writes into the history how the night's batch ended. */
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

/**
 * What follows a night's end.
 *
 * @returns when to go on, where this process is told to stop before that is done
 */
export async function closeNight(
  schedule: Schedule,
  night: Night,
  ports: SchedulePorts,
): Promise<number | undefined> {
  // For a night with a batch, the worker that owned the batch has run the user's program.
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
