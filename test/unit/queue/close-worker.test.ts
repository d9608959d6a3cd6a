// A worker that is closed: what could bring its blocking connection back is switched off before.

import { RedisConnection } from 'bullmq';
import { expect, test } from 'vitest';
import { closeWorker } from '../../../src/queue/close-worker.js';

test('the recovery of a cluster is switched off before the worker is closed', async () => {
  const done: string[] = [];
  const blockingConnection = { disableBlockingClusterReconnect: () => done.push('recovery off') };
  const close = (): Promise<void> => {
    done.push('close');
    return Promise.resolve();
  };
  await closeWorker({ close, backend: { blockingConnection } });
  expect(done).toEqual(['recovery off', 'close']);
});

test('BullMQ has what switches it off', () => {
  expect(RedisConnection.prototype).toHaveProperty('disableBlockingClusterReconnect');
});

test('a worker without a blocking connection is closed', async () => {
  let closed = false;
  const close = (): Promise<void> => {
    closed = true;
    return Promise.resolve();
  };
  await closeWorker({ close, backend: {} });
  expect(closed).toBe(true);
});
