// Verifies a list over HTTP: looks at it first, makes one batch of it however often this is tried, waits for its end, and fetches the
// outcomes.

import { readFile, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { Refused, type Rollcall } from './client.js';
import type { Batch } from './rollcall-api.js';

const LOOK_MS = 500;

/** @param night the batch's id: tried again under the same, it waits for the same batch */
export async function verify(
  rollcall: Rollcall,
  file: string,
  night: string,
  target: string,
): Promise<Batch> {
  const { list } = await rollcall.ask('createList', { query: { name: file }, body: await readFile(file) });
  const { calls = 0 } = await rollcall.ask('checkList', { params: { list } });
  const json = { list, batch: night, start: true, options: { max_calls: Math.max(1, calls * 2) } };
  await rollcall
    .ask('createBatch', { headers: { 'idempotency-key': `${night}-${list}` }, json })
    .catch(refuseOthers);
  const ended = await untilEnd(rollcall, night);
  const outcomes = await rollcall.ask('getBatchFile', { params: { batch: night, name: 'outcomes.csv' } });
  await writeFile(target, Buffer.from(await outcomes.arrayBuffer()), { mode: 0o600 });
  return ended;
}

/** An earlier try has made the batch: this one waits for it. */
function refuseOthers(error: unknown): void {
  if (!(error instanceof Refused) || error.problem.type !== 'urn:rollcall:problem:existing-batch')
    throw error;
}

async function untilEnd(rollcall: Rollcall, batch: string): Promise<Batch> {
  for (;;) {
    try {
      const now = await rollcall.ask('getBatch', { params: { batch } });
      if (now.state === 'completed') return now;
      if (now.state === 'halted' || now.state === 'cancelled') throw new Error(now.reason ?? now.state);
    } catch (error) {
      // It is being started again, or Redis is: the batch is there when it is back.
      if (!(error instanceof Refused) || error.problem.status !== 503) throw error;
    }
    await sleep(LOOK_MS);
  }
}
