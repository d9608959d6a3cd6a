// A worker that is closed while its blocking connection comes back.

import { EventEmitter, once } from 'node:events';
import { expect, test } from 'vitest';
import { closeWorker } from '../../../src/queue/close-worker.js';

class Blocking extends EventEmitter {
  told = 0;

  constructor(private readonly ends: boolean) {
    super();
  }

  disconnect(): void {
    this.told += 1;
    if (this.ends) setImmediate(() => this.emit('end'));
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

test('whose connection says nothing when it is ended is closed all the same, and the connection ended again', async () => {
  const client = new Blocking(false);
  await closeWorker(workerOf(client), 1);
  expect(client.told).toBe(2);
});

test('whose connection ends at once tells it once', async () => {
  const client = new Blocking(true);
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
