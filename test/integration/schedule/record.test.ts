// Records of schedules, as earlier versions and this one have written them.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { NewerFormat } from '../../../src/domain/newer.js';
import { DamagedFile } from '../../../src/files/damaged-file.js';
import { findSchedule, renewSchedules, schedulePaths } from '../../../src/schedule/record.js';

/** A record in the form of version 0.1.0. */
const FIRST = {
  version: 1,
  name: 'customers',
  cron: '30 1 * * *',
  tz: 'Asia/Shanghai',
  file: '/lists/customers-*.csv',
  args: ['--previous=latest', '--max-calls=500', '--label=ours', '--exit-on-change'],
  outDirectory: '/reports',
  ping: true,
  overlap: 'skip',
  sameFile: 'skip',
  catchUpMs: 21_600_000,
  reconcile: { settleMs: 3_600_000 },
  createdAt: 1_780_000_000_000,
};

function recorded(record: unknown): { data: string; path: string } {
  const data = mkdtempSync(join(tmpdir(), 'rollcall-schedule-'));
  onTestFinished(() => {
    rmSync(data, { recursive: true });
  });
  const path = schedulePaths(data, 'customers').record;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, JSON.stringify(record));
  return { data, path };
}

test('the words of a command line are read as the request that they were', async () => {
  const { data, path } = recorded(FIRST);
  const { args: _, ...rest } = FIRST;
  const schedule = await findSchedule(data, 'customers');
  expect(schedule).toMatchObject({
    ...rest,
    version: 2,
    request: {
      label: 'ours',
      options: { maxCalls: 500 },
      previous: { batch: 'latest' },
      exitOnChange: true,
    },
  });
  // Reading a record changes nothing.
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(FIRST);
});

test('a worker writes them anew, once, and they mean the same', async () => {
  const { data, path } = recorded(FIRST);
  const before = await findSchedule(data, 'customers');
  await renewSchedules(data);
  const written = readFileSync(path, 'utf8');
  expect(JSON.parse(written)).toMatchObject({ version: 2 });
  expect(await findSchedule(data, 'customers')).toEqual(before);
  await renewSchedules(data);
  expect(readFileSync(path, 'utf8')).toBe(written);
});

test('words that nobody knows are damage, and one such schedule is left as it is', async () => {
  const { data, path } = recorded({ ...FIRST, args: ['--colour=red'] });
  await expect(findSchedule(data, 'customers')).rejects.toThrow(DamagedFile);
  expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ version: 1 });
});

test('a record of a newer version is left to that', async () => {
  const { data } = recorded({ ...FIRST, version: 3 });
  await expect(findSchedule(data, 'customers')).rejects.toThrow(NewerFormat);
});
