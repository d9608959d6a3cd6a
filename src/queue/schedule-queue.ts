// The schedules of a data directory on its queue `batches`: BullMQ's job schedulers, and the jobs that follow from
// them. A scheduler makes its next job when the one before starts; where nothing ran for days that one job waits.

import type { JobsOptions, Queue } from 'bullmq';
import { nightJobId, reconciliationJobId, type ScheduleJobRecord } from './schedule-job.js';
import { nextTime, type Timing } from './zone-times.js';

/** The queue and its workers need these settings, as either may add a schedule's next job. */
export const SCHEDULER_SETTINGS = {
  repeatStrategy: (afterMs: number, { pattern = '', tz = 'UTC' }: { pattern?: string; tz?: string }) =>
    nextTime({ cron: pattern, tz }, afterMs),
};

export interface KnownTiming {
  readonly name: string;
  /** When its next job is due, in Unix milliseconds; this lies in the past where no worker ran. */
  readonly nextAt: number | undefined;
}

export class ScheduleQueue {
  readonly #queue: Queue;

  constructor(queue: Queue) {
    this.#queue = queue;
  }

  /** Replaces an earlier timing of that name, and its waiting job. */
  async set(name: string, { cron, tz }: Timing): Promise<void> {
    const data: ScheduleJobRecord = { v: 1, due: name };
    await this.#queue.upsertJobScheduler(name, { pattern: cron, tz }, { name: 'due', data });
  }

  async remove(name: string): Promise<void> {
    await this.#queue.removeJobScheduler(name);
  }

  async all(): Promise<KnownTiming[]> {
    const schedulers = await this.#queue.getJobSchedulers();
    return schedulers.map(({ key, next }) => ({ name: key, nextAt: next ?? undefined }));
  }

  async addNight(schedule: string, night: string): Promise<void> {
    const data: ScheduleJobRecord = { v: 1, schedule, night };
    await this.#add('night', data, { jobId: nightJobId(schedule, night) });
  }

  async hasNight(schedule: string, night: string): Promise<boolean> {
    return (await this.#queue.getJob(nightJobId(schedule, night))) !== undefined;
  }

  async addReconciliation(schedule: string, day: string): Promise<void> {
    const data: ScheduleJobRecord = { v: 1, schedule, reconcile: day };
    await this.#add('reconcile', data, { jobId: reconciliationJobId(schedule, day) });
  }

  async #add(name: string, data: ScheduleJobRecord, options: JobsOptions): Promise<void> {
    await this.#queue.add(name, data, options);
  }
}
