// The work that schedules give a worker, step by step, and what a worker restores when it starts.

import type { ScheduleJob } from '../queue/schedule-job.js';
import { whenDue } from './due.js';
import { stepNight } from './follow.js';
import { isOver, nightsOf } from './night.js';
import type { SchedulePorts } from './ports.js';
import { openReconciliations } from './reconciliation-record.js';
import { stepReconciliation } from './reconciliation.js';
import { allSchedules, renewSchedules } from './record.js';

/** @returns when the next step is due, in Unix milliseconds; undefined where the work is done */
export async function runScheduleJob(
  scheduleJob: ScheduleJob,
  ports: SchedulePorts,
): Promise<number | undefined> {
  const afterMs = await step(scheduleJob, ports);
  return afterMs === undefined ? undefined : ports.nowMs() + afterMs;
}

async function step(scheduleJob: ScheduleJob, ports: SchedulePorts): Promise<number | undefined> {
  switch (scheduleJob.kind) {
    case 'due':
      await whenDue(scheduleJob.schedule, scheduleJob.dueAt, ports);
      return undefined;
    case 'night':
      return stepNight(scheduleJob.schedule, scheduleJob.night, ports);
    case 'reconciliation':
      return stepReconciliation(scheduleJob.schedule, scheduleJob.day, ports);
  }
}

/** Only this many of the newest nights may still be open. */
const NIGHTS_LOOKED_AT = 100;

/** Restores in Redis what the data directory knows of schedules, as when Redis has lost its data. */
export async function restoreSchedules(ports: SchedulePorts): Promise<void> {
  const { dataDirectory, queue, log } = ports;
  await renewSchedules(dataDirectory);
  const known = new Set(await queue.namesWithTiming());
  for (const schedule of await allSchedules(dataDirectory)) {
    const { name } = schedule;
    if (!known.has(name)) {
      log.warn({ schedule: name }, 'the schedule was not in Redis: it is put back');
      await queue.setTiming(schedule);
    }
    for (const night of await nightsOf(dataDirectory, name, NIGHTS_LOOKED_AT)) {
      if (!isOver(night)) await queue.addNight(name, night.night);
    }
    for (const day of await openReconciliations(dataDirectory, name))
      await queue.addReconciliation(name, day);
  }
}
