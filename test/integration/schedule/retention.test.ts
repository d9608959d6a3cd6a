// How long nights are kept where a schedule says one thing and a rule of retention another: the shorter time wins, and the night
// stays with which the next one is compared.

import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { retentionDue } from '../../../src/app/retention-due.js';
import { runRetention, setRetention } from '../../../src/app/retention.js';
import { batchPaths, outputPaths } from '../../../src/batch/paths.js';
import { loadConfig } from '../../../src/config.js';
import { DAY_MS, FIRST_NIGHT, list, Nights } from './bench.js';

/** Five nights, a day after another; the last is three hours old. */
async function fiveNights(keepDays: number, ruleDays: number): Promise<Nights> {
  const nights = await Nights.of({ keepDays });
  const app = { config: loadConfig({ ROLLCALL_DATA: nights.data }, nights.data) };
  await setRetention(app, { label: 'customers', statuses: [], days: ruleDays, record: true });
  for (let day = 0; day < 5; day++) await nights.night(FIRST_NIGHT + day * DAY_MS, list(day + 1));
  return nights;
}

const BATCHES = ['26', '27', '28', '29', '30'].map((day) => `customers-202611${day}-0130`);

function keptIn({ data }: Nights): boolean[] {
  return BATCHES.map((batch) => existsSync(outputPaths(batchPaths(data, batch).directory).outcomes));
}

async function run(nights: Nights, atMs: number) {
  const app = { config: loadConfig({ ROLLCALL_DATA: nights.data }, nights.data) };
  return runRetention(app, { erase: true, by: 'a worker', nowMs: atMs });
}

it('a rule that is shorter than --keep-days erases nights before the schedule does', async () => {
  const nights = await fiveNights(30, 2);
  expect(keptIn(nights)).toEqual([true, true, true, true, true]);
  const { receipts } = await run(nights, nights.now + 3_600_000);
  expect(receipts.map(({ receipt }) => receipt.purged.map(({ batch }) => batch))).toEqual([
    BATCHES.slice(0, 3),
  ]);
  expect(keptIn(nights)).toEqual([false, false, false, true, true]);
});

it('--keep-days that is shorter than a rule erases nights before the rule does', async () => {
  const nights = await fiveNights(2, 30);
  expect(keptIn(nights)).toEqual([false, false, true, true, true]);
  expect(await run(nights, nights.now + 3_600_000)).toMatchObject({ erased: false, due: [] });
  // What the schedule has purged is not due by the rule either, however much later that is.
  const rules = [{ label: 'customers', days: 30, set_at: '', by: '' }];
  const { due } = await retentionDue(nights.data, rules, nights.now + 100 * DAY_MS);
  expect(due.map(({ record }) => record.batch)).toEqual(BATCHES.slice(2, 4));
});

it('the last night stays, and why is said, until another one has ended', async () => {
  const nights = await fiveNights(365, 2);
  const { kept } = await run(nights, nights.now + 100 * DAY_MS);
  expect(keptIn(nights)).toEqual([false, false, false, false, true]);
  expect(kept).toEqual([{ batch: BATCHES[4], why: expect.stringContaining('customers') as string }]);
});
