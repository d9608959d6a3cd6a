// The plain BullMQ way: one job a row, a worker in a process of its own, outcomes by return value. Its Redis is started as
// Rollcall starts its own, but synced once a second, as people leave it, where Rollcall's syncs every write.

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Queue, QueueEvents } from 'bullmq';
import { stringify } from 'csv-stringify/sync';
import { Redis } from 'ioredis';
import { built } from '../built.mjs';
import { nowMs, peopleOf, readTask, tell } from './task.mjs';

const WORKER = fileURLToPath(new URL('bullmq-worker.mjs', import.meta.url));
const ADDED_AT_ONCE = 1000;
/** Events are read in time: none of the outcomes is cut off. */
const EVENTS_KEPT = 1_000_000;

const { usePrivateRedis } = /** @type {typeof import('../../src/redis/private-redis.js')} */ (
  await built('redis/private-redis.js')
);
const { list, origin, path, inFlight, directory } = readTask();
const people = await peopleOf(list);
const server = await usePrivateRedis(directory);
const connection = { path: server.socketPath, maxRetriesPerRequest: null };
const redis = new Redis(connection);
await redis.config('SET', 'appendfsync', 'everysec');

const queue = new Queue('rows', { connection, streams: { events: { maxLen: EVENTS_KEPT } } });
const events = new QueueEvents('rows', { connection });
/** @type {unknown[]} */
const outcomes = [];
let done = 0;
let firstCallMs = 0;
const allDone = new Promise((resolve) => {
  events.on('active', () => {
    if (firstCallMs === 0) firstCallMs = nowMs();
  });
  events.on('completed', (/** @type {{ jobId: string, returnvalue: unknown }} */ { jobId, returnvalue }) => {
    outcomes[Number(jobId.slice(1))] = returnvalue;
    done += 1;
    if (done === people.length) resolve(undefined);
  });
});
await events.waitUntilReady();
const worker = fork(WORKER, [JSON.stringify({ origin, path, inFlight, socketPath: server.socketPath })]);
await once(worker, 'message');
for (let at = 0; at < people.length; at += ADDED_AT_ONCE) {
  const some = people.slice(at, at + ADDED_AT_ONCE);
  await queue.addBulk(
    some.map((person, index) => ({
      name: 'row',
      data: person,
      opts: { jobId: `r${at + index}`, removeOnComplete: true, removeOnFail: true },
    })),
  );
}
await allDone;
const file = await open(join(directory, 'outcomes.csv'), 'w');
await file.writeFile(
  stringify(people.map(({ name, idNumber }, row) => [name, idNumber, JSON.stringify(outcomes[row])])),
);
await file.sync();
await file.close();
tell({ firstCallMs, doneMs: nowMs() });
worker.kill('SIGKILL');
await events.disconnect();
await queue.disconnect();
redis.disconnect();
await server.release();
process.exit();
