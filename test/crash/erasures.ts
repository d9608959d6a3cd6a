// What erases, each with a data directory in which it has something to do.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runRetention, setRetention } from '../../src/app/retention.js';
import { createBatch } from '../../src/batch/create.js';
import type { Status } from '../../src/domain/status.js';
import { catchUp } from '../../src/batch/people/catch-up.js';
import { ANNA, AT, BORIS, DORA, erase, keptData, textOf } from '../integration/batch/erasure/kept.js';
import { requestOf } from '../property/batch/night.js';
import { KilledWork } from './erasure-kill.js';

interface KilledErasure {
  readonly what: string;
  readonly make: () => Promise<KilledWork>;
}

export const ERASURES: readonly [KilledErasure, ...KilledErasure[]] = [
  {
    what: 'an erasure of a person',
    make: async () => {
      const app = await keptData();
      await catchUp(app.config.dataDir);
      return KilledWork.of(app, 'erase', (copy) => erase(copy));
    },
  },
  { what: 'retention of a status', make: () => retention('west', ['match']) },
  { what: 'retention of whole batches', make: () => retention('east', []) },
];

async function retention(label: string, statuses: readonly Status[]): Promise<KilledWork> {
  const app = await keptData({ label: 'west' });
  await catchUp(app.config.dataDir);
  await setRetention(app, { label, statuses, days: 1, record: true, by: 'a clerk' });
  return KilledWork.of(app, 'retention', (copy) => runRetention(copy, { erase: true, by: 'a worker' }));
}

const LIST = textOf(['姓名,身份证号', `韦小宝,${ANNA}`, `王小明,${DORA}`, `张三,${BORIS}`]);
const DAY = 86_400_000;

/** A batch that takes outcomes over, killed while it is made: what it leaves is nothing to whoever makes it again. */
export async function carryingBatch(): Promise<KilledWork> {
  const app = await keptData();
  const { dataDir } = app.config;
  await catchUp(dataDir);
  const carry = { withinMs: 30 * DAY, label: 'same' as const };
  const plan = { batch: 'carrying', list: LIST, carry, label: 'east', atMs: AT + DAY, callsFor: () => [] };
  const request = requestOf(dataDir, plan);
  writeFileSync(join(dataDir, 'carrying.json'), JSON.stringify({ ...request, atMs: plan.atMs }));
  return KilledWork.of(app, 'carrying', () => createBatch(request, dataDir, plan.atMs));
}
