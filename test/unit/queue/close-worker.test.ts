// A worker that is closed while its blocking connection comes back.

import { EventEmitter, once } from 'node:events';
import { expect, test } from 'vitest';
import { closeWorker } from '../../../src/queue/close-worker.js';

/** Says that it has ended when it was told to for the last of so many times. */
class Blocking extends EventEmitter {
  told = 0;

  constructor(private readonly times: number) {
    super();
  }

  disconnect(): void {
    this.told += 1;
    if (this.told === this.times) setImmediate(() => this.emit('end'));
  }
}

function workerOf(client: Blocking) {
  const close = async (): Promise<void> => {
    const ended = once(client, 'end');
    client.disconnect();
    await ended;
  };
  return { close, backend: { blockingClient: Promise.resolve(client) } };
}

test.each([1, 2, 4])('whose connection has to be ended %i times is closed', async (times) => {
  const client = new Blocking(times);
  await closeWorker(workerOf(client), 1);
  expect(client.told).toBeGreaterThanOrEqual(times);
});

test('that ends at once is told once', async () => {
  const client = new Blocking(1);
  await closeWorker(workerOf(client), 1_000);
  expect(client.told).toBe(1);
});

test('without a blocking connection, or with one that never came to be, is closed', async () => {
  const close = (): Promise<void> => Promise.resolve();
  const failed = Promise.reject(new Error('closed'));
  for (const blockingClient of [undefined, failed])
    await expect(closeWorker({ close, backend: { blockingClient } }, 1)).resolves.toBeUndefined();
});

test('what keeps it from closing is told', async () => {
  const close = (): Promise<void> => Promise.reject(new Error('no'));
  await expect(closeWorker({ close, backend: { blockingClient: undefined } }, 1)).rejects.toThrow('no');
});
