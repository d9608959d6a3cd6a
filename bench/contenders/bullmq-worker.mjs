// The worker of the plain BullMQ way: a call a job, its outcome returned.

import { Worker } from 'bullmq';
import { Pool } from 'undici';
import { bodyOf, HEADERS } from './task.mjs';

const { origin, path, inFlight, socketPath } =
  /** @type {{ origin: string, path: string, inFlight: number, socketPath: string }} */ (
    JSON.parse(process.argv[2] ?? '')
  );
const pool = new Pool(origin, { connections: inFlight, pipelining: 1 });
const worker = new Worker(
  'rows',
  async (job) => {
    const person = /** @type {import('./task.mjs').Person} */ (job.data);
    const { body } = await pool.request({ path, method: 'POST', headers: HEADERS, body: bodyOf(person) });
    const { code, message } = /** @type {{ code: number, message: string }} */ (await body.json());
    return { code, message };
  },
  { connection: { path: socketPath, maxRetriesPerRequest: null }, concurrency: inFlight },
);
await worker.waitUntilReady();
process.send?.('ready');
