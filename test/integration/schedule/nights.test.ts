// Nights of a schedule, one after another, on a clock that is moved: which file, which night, what becomes of both.

import { chmodSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { approvalLimitPath, writeApprovalLimit } from '../../../src/batch/approval-limit.js';
import { decideApproval } from '../../../src/batch/decide-approval.js';
import { batchPaths } from '../../../src/batch/paths.js';
import { readPurged } from '../../../src/batch/retention/purge.js';
import { readRecord } from '../../../src/batch/record.js';
import { noteNight } from '../../../src/schedule/due.js';
import { nightPath, writeNight } from '../../../src/schedule/night.js';
import { writeSchedule } from '../../../src/schedule/record.js';
import { refuseNeeded } from '../../../src/schedule/retention.js';
import { DAY_MS, FIRST_NIGHT, HOUR_MS, list, Nights } from './bench.js';

const NIGHT = '20261126-0130';
const BATCH = `customers-${NIGHT}`;

describe('a night', () => {
  it('takes the newest file that matches, whatever the files are called', async () => {
    const nights = await Nights.of();
    nights.file('customers-zz-old.csv', list(1), FIRST_NIGHT - 3 * HOUR_MS);
    const newest = nights.file('customers-aa.csv', list(2), FIRST_NIGHT - 2 * HOUR_MS);
    nights.file('other.csv', list(3));
    await nights.due();
    await nights.work();
    expect(await nights.read(NIGHT)).toMatchObject({ state: 'running', file: newest, batch: BATCH });
    expect([...nights.queued.batches]).toEqual([BATCH]);
    await nights.leave(BATCH, 'completed', { error: 1 });
    await nights.work();
    expect(await nights.read(NIGHT)).toMatchObject({ state: 'completed', exit: 2, endedAt: nights.now });
    expect(nights.queued.nights.size).toBe(0);
  });

  it('keeps the batch that somebody has resumed after the process that made it had died', async () => {
    const nights = await Nights.of();
    const file = nights.file('customers-1.csv', list(1));
    await nights.due();
    const waiting = await nights.read(NIGHT);
    await nights.work();
    if (waiting === undefined) throw new Error('there is no night');
    // The night is put back to what it was before its batch was queued.
    await writeNight(nights.data, { ...waiting, readings: 1 });
    nights.queued.nights.add(NIGHT);
    await nights.leave(BATCH, 'running');
    const { directory } = batchPaths(nights.data, BATCH);
    const paid = join(directory, 'attempts.csv');
    writeFileSync(paid, 'paid');
    rmSync(file);
    await nights.work();
    expect(await nights.read(NIGHT)).toMatchObject({ state: 'running', batch: BATCH, file });
    expect((await nights.read(NIGHT))?.sha256).toBeDefined();
    expect(readFileSync(paid, 'utf8')).toBe('paid');
  });

  it('takes a file with signs of a pattern in its name as it is named', async () => {
    const nights = await Nights.of();
    const path = nights.file('customers [east].csv', list(1));
    nights.schedule = { ...nights.schedule, file: path };
    await writeSchedule(nights.data, nights.schedule, true);
    await nights.due();
    await nights.work();
    expect(await nights.read(NIGHT)).toMatchObject({ state: 'running', file: path });
  });

  it.each([
    ['without a file', 'file_missing', () => undefined],
    ['with an empty file', 'file_empty', (nights: Nights) => nights.file('customers-1.csv', '')],
    [
      'with a header alone',
      'file_empty',
      (nights: Nights) => nights.file('customers-1.csv', '姓名,身份证号\n'),
    ],
    [
      'with a list that can’t be read',
      'failed',
      (nights: Nights) => nights.file('customers-1.csv', '甲,乙\n1,2\n'),
    ],
  ])('%s sends nothing and says why', async (_, state, prepare) => {
    const nights = await Nights.of();
    prepare(nights);
    await nights.due();
    await nights.work();
    const night = await nights.read(NIGHT);
    expect(night).toMatchObject({ state, exit: 1, endedAt: nights.now });
    expect(night?.reason).not.toBe('');
    expect(nights.queued.batches.size).toBe(0);
    expect(existsSync(batchPaths(nights.data, BATCH).directory)).toBe(false);
    expect(nights.said).toContain('night sent nothing');
  });

  it('waits for a file that grows, and takes it when two looks see the same', async () => {
    const nights = await Nights.of();
    const path = nights.file('customers-1.csv', list(1, 2), nights.now - 1000);
    await nights.due();
    expect(await nights.step(NIGHT)).toBe(5000);
    nights.now += 5000;
    nights.append(path, list(1, 4).split('\n').slice(3).join('\n'));
    expect(await nights.step(NIGHT)).toBe(5000);
    expect(nights.queued.batches.size).toBe(0);
    nights.now += 2000;
    expect(await nights.step(NIGHT)).toBe(5000);
    nights.now += 3000;
    await nights.step(NIGHT);
    expect(await nights.read(NIGHT)).toMatchObject({ state: 'running' });
    const { sha256 } = await readRecord(batchPaths(nights.data, BATCH), BATCH);
    expect(await nights.read(NIGHT)).toMatchObject({ sha256 });
  });

  it('whose list has ended three processes fails with that reason, and is not read a fourth time', async () => {
    const nights = await Nights.of();
    const path = nights.file('customers-1.csv', list(1));
    await nights.due();
    const night = await nights.read(NIGHT);
    if (night === undefined) throw new Error('there is no night');
    await writeNight(nights.data, { ...night, readings: 2 });
    await nights.step(NIGHT);
    expect(await nights.read(NIGHT)).toMatchObject({ state: 'running' });
    expect((await nights.read(NIGHT))?.readings).toBeUndefined();
    await writeNight(nights.data, { ...night, readings: 3 });
    await nights.work();
    expect(await nights.read(NIGHT)).toMatchObject({
      state: 'failed',
      exit: 1,
      reason: `reading ${path} has ended or stopped its process 3 times. Look at the list with rollcall check`,
    });
  });

  it('that is begun by hand in the same second as another is that one until it is over, and another one then', async () => {
    const nights = await Nights.of();
    const begin = () => noteNight(nights.schedule, nights.now, 'hand', nights.ports);
    const first = await begin();
    expect(await begin()).toEqual(first);
    await writeNight(nights.data, { ...first, state: 'file_missing', endedAt: nights.now });
    const second = await begin();
    expect(second).toMatchObject({ state: first.state, trigger: 'hand' });
    await writeNight(nights.data, { ...second, state: 'completed', endedAt: nights.now });
    await begin();
    expect((await nights.states()).map((line) => line.replace(/.* /, '')).toSorted()).toEqual(
      ['completed', 'file_missing', first.state].toSorted(),
    );
  });

  it('gives up on a file that never stops growing', async () => {
    const nights = await Nights.of();
    const path = nights.file('customers-1.csv', list(1), nights.now);
    await nights.due();
    let looks = 0;
    while ((await nights.step(NIGHT)) !== undefined) {
      looks += 1;
      nights.now += 5000;
      nights.append(path, 'x\n');
    }
    expect(looks).toBe(120);
    expect(await nights.read(NIGHT)).toMatchObject({ state: 'file_growing', exit: 1 });
  });

  it('leaves out a list that is last night’s, byte for byte, unless told otherwise', async () => {
    const nights = await Nights.of();
    await nights.night(FIRST_NIGHT, list(1));
    await nights.night(FIRST_NIGHT + DAY_MS, list(1));
    expect(await nights.read('20261127-0130')).toMatchObject({ state: 'file_same', exit: 1 });
    await nights.night(FIRST_NIGHT + 2 * DAY_MS, list(2));
    expect(await nights.read('20261128-0130')).toMatchObject({ state: 'completed' });
    const always = await Nights.of({ sameFile: 'run' });
    await always.night(FIRST_NIGHT, list(1));
    await always.night(FIRST_NIGHT + DAY_MS, list(1));
    expect(await always.read('20261127-0130')).toMatchObject({ state: 'completed' });
  });

  it('that was cancelled doesn’t keep its list from the next one', async () => {
    const nights = await Nights.of();
    await nights.night(FIRST_NIGHT, list(1), 'cancelled');
    expect(await nights.read(NIGHT)).toMatchObject({ state: 'cancelled', exit: 5 });
    await nights.night(FIRST_NIGHT + DAY_MS, list(1));
    expect(await nights.read('20261127-0130')).toMatchObject({ state: 'completed' });
  });

  it('that halts is over, with exit status 3, and holds up none', async () => {
    const nights = await Nights.of();
    await nights.night(FIRST_NIGHT, list(1), 'halted');
    expect(await nights.read(NIGHT)).toMatchObject({ state: 'halted', exit: 3 });
    await nights.night(FIRST_NIGHT + DAY_MS, list(2));
    expect(await nights.read('20261127-0130')).toMatchObject({ state: 'completed' });
  });

  it('that waits for another day is not over, and holds the next one up', async () => {
    const nights = await Nights.of();
    nights.file('customers-1.csv', list(1));
    await nights.due();
    await nights.work();
    await nights.leave(BATCH, 'waiting');
    expect(await nights.step(NIGHT)).toBeGreaterThan(0);
    nights.now += DAY_MS;
    nights.file('customers-2.csv', list(2));
    await nights.due();
    await nights.work();
    expect(await nights.states()).toEqual(['20261127-0130 skipped', `${NIGHT} running`]);
    nights.queued.batches.add(BATCH);
    await nights.leave(BATCH);
    await nights.work();
    expect(await nights.read(NIGHT)).toMatchObject({ state: 'completed' });
  });

  it('of another provider’s schedule is left to a worker with that setting, and nothing is read meanwhile', async () => {
    const nights = await Nights.of({ provider: 'faceid' });
    nights.file('customers-1.csv', list(1));
    await nights.due();
    expect(await nights.step(NIGHT)).toBeGreaterThan(0);
    expect(await nights.read(NIGHT)).toMatchObject({ state: 'waiting' });
    expect(existsSync(batchPaths(nights.data, BATCH).directory)).toBe(false);
    expect(nights.said.join()).toContain('ROLLCALL_PROVIDER=faceid');
    nights.provider = 'faceid';
    await nights.work();
    expect(await nights.read(NIGHT)).toMatchObject({ state: 'running', batch: BATCH });
  });

  it('that is paused waits for whoever paused it', async () => {
    const nights = await Nights.of();
    nights.file('customers-1.csv', list(1));
    await nights.due();
    await nights.work();
    await nights.leave(BATCH, 'paused');
    expect(await nights.step(NIGHT)).toBe(5000);
    expect(nights.queued.batches.size).toBe(0);
    expect(await nights.read(NIGHT)).toMatchObject({ state: 'running' });
  });

  it('that awaits its approval waits for it, holds the next one up, and goes on then', async () => {
    const nights = await Nights.of();
    await writeApprovalLimit(approvalLimitPath(nights.data), { calls: 2, by: 'test', at: 1 });
    nights.file('customers-1.csv', list(1));
    await nights.due();
    await nights.work();
    nights.queued.batches.clear();
    expect(await nights.step(NIGHT)).toBe(5000);
    expect(nights.queued.batches.size).toBe(0);
    nights.now += DAY_MS;
    nights.file('customers-2.csv', list(2));
    await nights.due();
    await nights.work();
    expect(await nights.states()).toEqual(['20261127-0130 skipped', `${NIGHT} running`]);
    const approver = { by: 'u_1', how: 'session', at: nights.now } as const;
    await decideApproval(nights.data, BATCH, 'approved', approver, () => Promise.resolve());
    await nights.step(NIGHT);
    expect([...nights.queued.batches]).toEqual([BATCH]);
  });

  it('whose batch Redis has lost has it queued again', async () => {
    const nights = await Nights.of();
    nights.file('customers-1.csv', list(1));
    await nights.due();
    await nights.work();
    nights.queued.batches.clear();
    await nights.step(NIGHT);
    expect([...nights.queued.batches]).toEqual([BATCH]);
  });
});

describe('a worker that dies in a night', () => {
  it('before the batch was queued leaves one that is made anew', async () => {
    const nights = await Nights.of();
    nights.file('customers-1.csv', list(1));
    await nights.due();
    const waiting = await nights.read(NIGHT);
    await nights.work();
    if (waiting !== undefined) await writeNight(nights.data, waiting);
    nights.queued.batches.clear();
    // The list is another one than the dead worker saw.
    nights.file('customers-2.csv', list(2), nights.now - HOUR_MS / 2);
    await nights.work();
    const night = await nights.read(NIGHT);
    const { sha256, file } = await readRecord(batchPaths(nights.data, BATCH), BATCH);
    expect(night).toMatchObject({ state: 'running', sha256, file });
    expect(file).toMatch(/customers-2\.csv$/);
  });

  it('after that leaves one that is not made again', async () => {
    const nights = await Nights.of();
    nights.file('customers-1.csv', list(1));
    await nights.due();
    await nights.work();
    const { record } = batchPaths(nights.data, BATCH);
    const before = statSync(record);
    nights.file('customers-2.csv', list(2), nights.now);
    await nights.due();
    await nights.work();
    expect(statSync(record)).toMatchObject({ ino: before.ino, mtimeMs: before.mtimeMs });
    expect(await nights.states()).toEqual([`${NIGHT} running`]);
  });
});

describe('a night that begins while the one before still runs', () => {
  it('is left out', async () => {
    const nights = await Nights.of();
    nights.file('customers-1.csv', list(1));
    await nights.due();
    await nights.work();
    nights.now += DAY_MS;
    nights.file('customers-2.csv', list(2));
    await nights.due();
    await nights.work();
    expect(await nights.states()).toEqual([`20261127-0130 skipped`, `${NIGHT} running`]);
    expect(await nights.read('20261127-0130')).toMatchObject({
      exit: 1,
      reason: `night ${NIGHT} is not over`,
    });
  });

  it('waits for it with --overlap queue, and only one waits', async () => {
    const nights = await Nights.of({ overlap: 'queue' });
    nights.file('customers-1.csv', list(1));
    await nights.due();
    await nights.work();
    for (const seed of [2, 3]) {
      nights.now += DAY_MS;
      nights.file(`customers-${seed}.csv`, list(seed));
      await nights.due();
      await nights.work();
    }
    expect(await nights.states()).toEqual([
      '20261128-0130 skipped',
      '20261127-0130 waiting',
      `${NIGHT} running`,
    ]);
    await nights.leave(BATCH);
    await nights.work();
    expect(await nights.read('20261127-0130')).toMatchObject({ state: 'running' });
    expect((await nights.read('20261127-0130'))?.file).toMatch(/customers-3/);
  });
});

describe('nights that nobody was there for', () => {
  it('are made up for by one, where the last is not long ago', async () => {
    const nights = await Nights.of();
    nights.now = FIRST_NIGHT + 3 * DAY_MS + 2 * HOUR_MS;
    nights.file('customers-1.csv', list(1));
    await nights.due(FIRST_NIGHT);
    await nights.due(FIRST_NIGHT);
    await nights.work();
    expect(await nights.states()).toEqual(['20261129-0130 running', `${NIGHT} missed`]);
    expect(await nights.read('20261129-0130')).toMatchObject({ trigger: 'late' });
    expect(await nights.read(NIGHT)).toMatchObject({ missed: 3 });
    expect([...nights.queued.batches]).toEqual(['customers-20261129-0130']);
  });

  it('are only told where the last is longer ago than --catch-up', async () => {
    const nights = await Nights.of({ catchUpMs: HOUR_MS });
    nights.now = FIRST_NIGHT + 2 * HOUR_MS;
    nights.file('customers-1.csv', list(1));
    await nights.due(FIRST_NIGHT);
    await nights.work();
    expect(await nights.states()).toEqual([`${NIGHT} missed`]);
    expect(await nights.read(NIGHT)).toMatchObject({ missed: 1 });
    expect(nights.queued.batches.size).toBe(0);
  });

  it('are none where a worker was a few minutes late', async () => {
    const nights = await Nights.of({ catchUpMs: 0 });
    nights.now = FIRST_NIGHT + 9 * 60_000;
    nights.file('customers-1.csv', list(1));
    await nights.due(FIRST_NIGHT);
    await nights.work();
    expect(await nights.states()).toEqual([`${NIGHT} running`]);
    expect(await nights.read(NIGHT)).toMatchObject({ trigger: 'time' });
  });

  it('are counted as the zone’s clock has them where it repeats an hour', async () => {
    const nights = await Nights.of({ cron: '30 2 * * *', tz: 'Europe/Berlin' });
    nights.now = Date.parse('2027-10-31T01:45:00Z');
    nights.file('customers-1.csv', list(1));
    await nights.due(Date.parse('2027-10-30T00:30:00Z'));
    await nights.work();
    expect(await nights.states()).toEqual(['20271031-0230 running', '20271030-0230 missed']);
    expect(await nights.read('20271030-0230')).toMatchObject({ missed: 1 });
  });
});

describe('what follows a night', () => {
  it('is that nights older than --keep-days are purged, but not the last completed one', async () => {
    const nights = await Nights.of({ keepDays: 2 });
    for (const [index, state] of (
      ['completed', 'completed', 'halted', 'halted', 'halted'] as const
    ).entries()) {
      await nights.night(FIRST_NIGHT + index * DAY_MS, list(index + 1), state);
    }
    const purged = async (day: string) =>
      (await readPurged(batchPaths(nights.data, `customers-202611${day}-0130`))) !== undefined;
    expect([await purged('26'), await purged('27'), await purged('28')]).toEqual([true, false, false]);
    await nights.night(FIRST_NIGHT + 5 * DAY_MS, list(9));
    expect(await purged('27')).toBe(true);
    expect(
      existsSync(join(batchPaths(nights.data, 'customers-20261127-0130').directory, 'summary.json')),
    ).toBe(true);
    expect(
      existsSync(join(batchPaths(nights.data, 'customers-20261127-0130').directory, 'outcomes.csv')),
    ).toBe(false);
  });

  it('is that the batch which the next one is compared with can’t be purged', async () => {
    const nights = await Nights.of();
    await nights.night(FIRST_NIGHT, list(1));
    await nights.night(FIRST_NIGHT + DAY_MS, list(2), 'halted');
    const halted = 'customers-20261127-0130';
    await expect(refuseNeeded(nights.data, BATCH)).rejects.toThrow('the next night of schedule customers');
    // The batch is resumed and completed in the morning.
    nights.now += HOUR_MS;
    await nights.leave(halted);
    await expect(refuseNeeded(nights.data, halted)).rejects.toThrow('can be purged after that');
    await expect(refuseNeeded(nights.data, BATCH)).resolves.toBeUndefined();
  });

  it('is that the program of --on-finish is told also of a night without a batch', async () => {
    const nights = await Nights.of();
    const command = join(nights.data, 'command');
    writeFileSync(command, `#!/bin/sh\ncp "$1" '${nights.data}/told.json'\nexit 4\n`);
    chmodSync(command, 0o700);
    await writeSchedule(nights.data, { ...nights.schedule, onFinish: command }, true);
    await nights.due();
    await nights.work();
    const told = JSON.parse(readFileSync(join(nights.data, 'told.json'), 'utf8')) as object;
    expect(told).toMatchObject({ state: 'file_missing', schedule: 'customers', night: NIGHT });
    expect(await nights.read(NIGHT)).toMatchObject({ state: 'file_missing', onFinish: { exit: 4 } });
    rmSync(join(nights.data, 'told.json'));
    await nights.due();
    await nights.work();
    expect(existsSync(join(nights.data, 'told.json'))).toBe(false);
  });

  it('is nothing where the schedule is gone: it leaves the queue', async () => {
    const nights = await Nights.of();
    rmSync(join(nights.data, 'schedules', 'customers', 'schedule.json'));
    await nights.due();
    expect(nights.removed).toEqual(['customers']);
    expect(existsSync(nightPath(nights.data, 'customers', NIGHT))).toBe(false);
  });
});
