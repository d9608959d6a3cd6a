// Schedules in a real Redis: BullMQ's schedulers with our times, and the jobs that workers get of them.

import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { describe, expect, it, onTestFinished } from 'vitest';
import { BatchQueue, startBatchWorker } from '../../../src/queue/batch-queue.js';
import type { ScheduleJob } from '../../../src/queue/schedule-job.js';
import { BATCHES_QUEUE, dataPrefix } from '../../../src/journal/keys.js';
import { nextTime } from '../../../src/queue/zone-times.js';
import { redisForFile } from './bench.js';

const path = redisForFile();
const TIMING = { cron: '30 1 * * *', tz: 'Asia/Shanghai' };

let count = 0;

function bench() {
  const dataId = `schedules${(count += 1)}`;
  const connect = (): Redis => {
    const redis = new Redis({ path: path(), maxRetriesPerRequest: null });
    onTestFinished(() => redis.disconnect());
    return redis;
  };
  const redis = connect();
  const queue = new BatchQueue(redis, dataId, () => undefined);
  const raw = new Queue(BATCHES_QUEUE, { connection: connect(), prefix: dataPrefix(dataId) });
  onTestFinished(async () => {
    await queue.close();
    await raw.close();
  });
  /**
   * Makes the time of the schedule's next job come.
   *
   * @returns when the job was due
   */
  const promote = async (): Promise<number> => {
    const [job] = await raw.getDelayed();
    await job?.promote();
    return Number(job?.id?.split(':').at(-1));
  };
  const work = async (scheduleJob?: (scheduleJob: ScheduleJob) => Promise<number | undefined>) => {
    const worker = await startBatchWorker({
      redis: connect(),
      dataId,
      foreground: scheduleJob === undefined ? 'somebody' : undefined,
      run: async () => 'left',
      scheduleJob,
      onError: () => undefined,
    });
    onTestFinished(() => worker.close());
    return worker;
  };
  return { queue, raw, promote, work };
}

/** Returns the jobs that a worker is given, one after another. */
function scheduleJobs(
  answer: (scheduleJob: ScheduleJob, turn: number) => number | undefined = () => undefined,
) {
  const seen: ScheduleJob[] = [];
  const waiting: (() => void)[] = [];
  return {
    seen,
    take: async (scheduleJob: ScheduleJob): Promise<number | undefined> => {
      seen.push(scheduleJob);
      for (const tell of waiting.splice(0)) tell();
      return answer(scheduleJob, seen.length);
    },
    until: async (wanted: number): Promise<void> => {
      while (seen.length < wanted) await new Promise<void>((resolve) => waiting.push(resolve));
    },
  };
}

describe('a schedule in Redis', () => {
  it('is due next at its time in its zone, and is set again without a second job', async () => {
    const { queue, raw } = bench();
    await queue.schedules.set('customers', TIMING);
    await queue.schedules.set('customers', { ...TIMING, cron: '0 4 * * *' });
    const nextAt = nextTime({ ...TIMING, cron: '0 4 * * *' }, Date.now());
    expect(await queue.schedules.all()).toEqual([{ name: 'customers', nextAt }]);
    expect(await raw.getDelayedCount()).toBe(1);
    await queue.schedules.remove('customers');
    expect(await queue.schedules.all()).toEqual([]);
    expect(await raw.getDelayedCount()).toBe(0);
  });

  it('hands its time to a worker, and the next one waits then', async () => {
    const { queue, raw, promote, work } = bench();
    await queue.schedules.set('customers', TIMING);
    const dueAt = await promote();
    const { take, until, seen } = scheduleJobs();
    await work(take);
    await until(1);
    expect(seen).toEqual([{ kind: 'due', schedule: 'customers', dueAt }]);
    const [next] = await queue.schedules.all();
    expect(next?.nextAt).toBe(nextTime(TIMING, dueAt));
    expect(await raw.getDelayedCount()).toBe(1);
  });

  it('is left alone by a process in which a person waits for something else', async () => {
    const { queue, promote, work } = bench();
    await queue.schedules.set('customers', TIMING);
    const dueAt = await promote();
    const other = await work();
    await new Promise((resolve) => other.once('active', resolve));
    const { take, until, seen } = scheduleJobs();
    await work(take);
    await until(1);
    expect(seen).toEqual([{ kind: 'due', schedule: 'customers', dueAt }]);
  });

  it('keeps nothing but names and times there', async () => {
    const { queue, raw } = bench();
    await queue.schedules.set('customers', TIMING);
    await queue.schedules.addNight('customers', '20261126-0130');
    await queue.schedules.addReconciliation('customers', '2026-11-25');
    const jobs = [...(await raw.getDelayed()), ...(await raw.getWaiting())];
    expect(jobs.map(({ data }) => data as object)).toEqual(
      expect.arrayContaining([
        { v: 1, due: 'customers' },
        { v: 1, schedule: 'customers', night: '20261126-0130' },
        { v: 1, schedule: 'customers', reconcile: '2026-11-25' },
      ]),
    );
    expect(jobs).toHaveLength(3);
  });
});

describe('a night in Redis', () => {
  it('is one job however often it is added, and is taken up again when its next step is due', async () => {
    const { queue, work } = bench();
    await queue.schedules.addNight('customers', '20261126-0130');
    await queue.schedules.addNight('customers', '20261126-0130');
    expect(await queue.schedules.hasNight('customers', '20261126-0130')).toBe(true);
    const { take, until, seen } = scheduleJobs((_, turn) => (turn < 3 ? Date.now() + 10 : undefined));
    const worker = await work(take);
    const over = new Promise((resolve) => worker.once('completed', resolve));
    await until(3);
    await over;
    const night = { kind: 'night', schedule: 'customers', night: '20261126-0130' };
    expect(seen).toEqual([night, night, night]);
    expect(await queue.schedules.hasNight('customers', '20261126-0130')).toBe(false);
  });

  it('survives a step that fails', async () => {
    const { queue, raw, work } = bench();
    await queue.schedules.addNight('customers', '20261126-0130');
    const failed = scheduleJobs(() => {
      throw new Error('no space left on device');
    });
    const worker = await work(failed.take);
    await failed.until(1);
    await worker.close();
    expect(await raw.getDelayedCount()).toBe(1);
    expect(await queue.schedules.hasNight('customers', '20261126-0130')).toBe(true);
  });
});
