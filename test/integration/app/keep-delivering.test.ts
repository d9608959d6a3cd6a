// What a worker and `serve` do with webhooks' messages: found on disk, queued in a real Redis, sent, put on record.

import { Redis } from 'ioredis';
import { expect, it, onTestFinished, vi } from 'vitest';
import { keepDelivering } from '../../../src/app/keep-delivering.js';
import { MetricPage } from '../../../src/http/exposition.js';
import { createLog } from '../../../src/log.js';
import { dataPrefix } from '../../../src/journal/keys.js';
import { receiver } from '../../support/webhook-receiver.js';
import { redisForFile } from '../queue/bench.js';
import { WebhookBench } from '../webhooks/bench.js';

const path = redisForFile();

const PATIENT = { timeout: 60_000 };

function until(isSo: () => boolean | Promise<boolean>): Promise<boolean> {
  return vi.waitUntil(isSo, PATIENT);
}

let count = 0;

function working() {
  const bench = new WebhookBench();
  const dataId = `delivering${(count += 1)}`;
  const redis = new Redis({ path: path(), maxRetriesPerRequest: null });
  onTestFinished(() => redis.disconnect());
  const config = { dataDir: bench.data, proxy: {}, webhookAllow: ['127.0.0.1'] };
  const start = () => {
    const worker = keepDelivering({ config, access: { redis }, dataId, log: createLog('silent') });
    onTestFinished(() => worker.stop());
    return worker;
  };
  return { bench, redis, dataId, start };
}

it('without webhooks nothing is opened in Redis', async () => {
  const { redis, dataId, start, bench } = working();
  const worker = start();
  const page = new MetricPage();
  for (const source of worker.sources) await source(page);
  await worker.stop();
  expect(await redis.keys(`${dataPrefix(dataId)}*`)).toEqual([]);
  // One that is added while the worker lives is told.
  const hook = await receiver();
  const { id } = await bench.delivery(await bench.webhook(hook.url));
  start();
  await hook.until(1);
  await until(async () => (await bench.read(id)).state === 'delivered');
});

it('a message that was not taken comes again, though Redis was emptied meanwhile', async () => {
  const { bench, redis, start } = working();
  const hook = await receiver(503);
  const { id } = await bench.delivery(await bench.webhook(hook.url));
  start();
  await until(async () => (await bench.read(id)).tries === 1);
  await redis.flushall();
  hook.answer(204);
  await until(async () => (await bench.read(id)).state === 'delivered');
  expect(hook.received).toHaveLength(2);
  expect(hook.received[0]?.headers['webhook-id']).toBe(hook.received[1]?.headers['webhook-id']);
});

it('two workers send each message once', async () => {
  const { bench, start } = working();
  const hook = await receiver();
  const webhook = await bench.webhook(hook.url);
  start();
  start();
  const ids = await Promise.all([1, 2, 3, 4, 5].map((key) => bench.delivery(webhook, String(key))));
  for (const { id } of ids) await until(async () => (await bench.read(id)).state === 'delivered');
  expect(hook.received).toHaveLength(5);
});

it('a stop ends what a slow receiver holds up, and that message comes again', async () => {
  const { bench, start } = working();
  const hook = await receiver(() => undefined);
  const { id } = await bench.delivery(await bench.webhook(hook.url));
  const worker = start();
  await hook.until(1);
  await worker.stop();
  expect(await bench.read(id)).toMatchObject({ state: 'pending', tries: 0, log: [] });
  hook.answer(200);
  start();
  await until(async () => (await bench.read(id)).state === 'delivered');
});
