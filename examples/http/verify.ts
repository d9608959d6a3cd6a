// Verifies a list over HTTP: looks at it first, makes a batch once however often this is tried, waits for its end, and fetches the
// outcomes.

import { readFile, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { Refused, Rollcall } from './client.ts';
import type { Batch } from './rollcall-api.ts';

const LOOK_MS = 500;

/** @param night names this work: tried again under the same name, it goes on with the same batch */
export async function verify(rollcall: Rollcall, file: string, night: string, target: string): Promise<Batch> {
  const { list } = await rollcall.ask('createList', { query: { name: file }, body: await readFile(file) });
  const { calls = 0 } = await rollcall.ask('checkList', { params: { list } });
  const { batch } = await rollcall.ask('createBatch', {
    headers: { 'idempotency-key': night },
    json: { list, start: true, options: { max_calls: Math.max(1, calls * 2) } },
  });
  const ended = await untilEnd(rollcall, batch);
  const outcomes = await rollcall.ask('getBatchFile', { params: { batch, name: 'outcomes.csv' } });
  await writeFile(target, Buffer.from(await outcomes.arrayBuffer()), { mode: 0o600 });
  return ended;
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
