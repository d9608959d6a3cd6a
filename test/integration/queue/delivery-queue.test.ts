// Webhooks' messages in a real Redis: a job holds an id and nothing else, comes at its time, survives faults and an emptied server.

import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { DELIVERIES_QUEUE, dataPrefix } from '../../../src/journal/keys.js';
import { DeliveryQueue, startDeliveryWorker } from '../../../src/queue/delivery-queue.js';
import { redisForFile } from './bench.js';

const path = redisForFile();
const ID = 'msg_abcdefghij23_0123456789abcdef01234567';
const HOUR = 3_600_000;

const PATIENT = { timeout: 60_000 };

function until(isSo: () => boolean | Promise<boolean>): Promise<boolean> {
  return vi.waitUntil(isSo, PATIENT);
}

let count = 0;

function bench() {
  const dataId = `deliveries${(count += 1)}`;
  const connect = (): Redis => {
    const redis = new Redis({ path: path(), maxRetriesPerRequest: null });
    onTestFinished(() => redis.disconnect());
    return redis;
  };
  const redis = connect();
  const queue = new DeliveryQueue(redis, dataId, () => undefined);
  const raw = new Queue(DELIVERIES_QUEUE, { connection: connect(), prefix: dataPrefix(dataId) });
  onTestFinished(async () => {
    await queue.close();
    await raw.close();
  });
  const work = async (attempt: (delivery: string) => Promise<number | undefined>, errors: Error[] = []) => {
    const worker = await startDeliveryWorker({
      redis: connect(),
      dataId,
      attempt,
      onError: (error) => errors.push(error),
    });
    onTestFinished(() => worker.close());
    return worker;
  };
  return { dataId, redis, queue, raw, work };
}

describe('a message in Redis', () => {
  it('is one job however often it is due, and holds its id alone', async () => {
    const { redis, dataId, queue, raw } = bench();
    expect(await queue.due(ID, Date.now())).toBe(true);
    expect(await queue.due(ID, Date.now())).toBe(true);
    const jobs = await raw.getWaiting();
    expect(jobs.map(({ id, data }) => ({ id, data: data as object }))).toEqual([
      { id: ID, data: { v: 1, delivery: ID } },
    ]);
    const keys = await redis.keys(`${dataPrefix(dataId)}*`);
    const texts = await Promise.all(
      keys.map(async (key) =>
        (await redis.type(key)) === 'hash' ? JSON.stringify(await redis.hgetall(key)) : key,
      ),
    );
    expect(texts.join('\n')).not.toMatch(/https?:|whsec/);
  });

  it('comes at its time, and at an earlier one if that is said later', async () => {
    const { queue, raw, work } = bench();
    const tried: string[] = [];
    await queue.due(ID, Date.now() + HOUR);
    expect(await raw.getDelayedCount()).toBe(1);
    await work(async (delivery) => {
      tried.push(delivery);
      return undefined;
    });
    expect(tried).toEqual([]);
    await queue.due(ID, Date.now());
    await until(() => tried.length === 1);
    await until(async () => (await raw.getJob(ID)) === undefined);
  });

  it('comes again when its try says so, and after a fault', async () => {
    const { queue, raw, work } = bench();
    let tries = 0;
    const errors: Error[] = [];
    await queue.due(ID, Date.now());
    await work(async () => {
      tries += 1;
      if (tries === 1) return Date.now() + 10;
      throw new Error('no space left on device');
    }, errors);
    await until(async () => tries === 2 && (await raw.getDelayedCount()) === 1);
    expect(errors.map(({ message }) => message)).toEqual(['no space left on device']);
  });

  it('that is being tried can’t be given another time now', async () => {
    const { queue, work } = bench();
    let end = (): void => undefined;
    let begun = false;
    await queue.due(ID, Date.now());
    await work(() => {
      begun = true;
      return new Promise((resolve) => {
        end = () => {
          resolve(undefined);
        };
      });
    });
    await until(() => begun);
    expect(await queue.due(ID, Date.now())).toBe(false);
    end();
  });

  it('is missed after the server was emptied, and known again once that is said', async () => {
    const { queue, redis, raw } = bench();
    expect(await queue.isKnown()).toBe(false);
    await queue.sayKnown();
    expect(await queue.isKnown()).toBe(true);
    await queue.due(ID, Date.now() + HOUR);
    await redis.flushall();
    expect(await queue.isKnown()).toBe(false);
    await queue.due(ID, Date.now() + HOUR);
    expect(await raw.getDelayedCount()).toBe(1);
  });
});

it('a robot’s receiver is told one message in its time, by all processes together', async () => {
  const { queue } = bench();
  const waits = await Promise.all([1, 2, 3, 4].map(() => queue.pace('wh_a', 60_000)));
  expect(waits.filter((wait) => wait === 0)).toHaveLength(1);
  for (const wait of waits.filter((each) => each > 0)) expect(wait).toBeLessThanOrEqual(60_000);
  expect(await queue.pace('wh_b', 60_000)).toBe(0);
});
