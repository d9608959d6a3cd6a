// Prices by date and packages, as a user meets them: set, used by a run, on record, and in the report.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { chinaDay } from '../../src/domain/china-time.js';
import { arrive, cleanList, readCsv } from './user.js';

const DAY = 86_400_000;

test('a run costs what the package and the price in force make of it, whatever is set afterwards', async () => {
  const user = await arrive();
  user.file('list.csv', cleanList(30));
  const day = chinaDay(Date.now());
  const set = await user.rollcall(['price', 'set', '0.30', '--from', chinaDay(Date.now() - DAY)]);
  expect({ status: set.status, said: set.stdout }).toEqual({
    status: 0,
    said: expect.stringContaining('Price 1: 0.30 CNY from') as string,
  });
  expect(set.stdout).toMatch(/holds from \d{4}-\d\d-\d\d \d\d:\d\d:\d\d on/);
  await user.rollcall(['price', 'package', '12', '--amount', '2.40', '--from', day]);
  // The book goes before the setting.
  const run = await user.rollcall(['run', 'list.csv', '--batch', 'b', '--no-ping'], { ROLLCALL_PRICE: '9' });
  expect({ status: run.status, cost: run.stdout.includes('cost 7.80 CNY') }).toEqual({
    status: 0,
    cost: true,
  });
  expect(run.stderr).toContain('9.00 CNY');
  const listed = await user.rollcall(['price', 'list', '--json']);
  expect(JSON.parse(listed.stdout)).toMatchObject({
    prices: [{ number: 1, price: '0.30', state: 'in-force' }],
    packages: [{ number: 2, price: '0.20', calls: 12, left: 0 }],
    otherwise: null,
  });

  await user.rollcall(['price', 'set', '7', '--from', day]);
  const reconciled = await user.rollcall(['reconcile', '--day', 'today']);
  expect(reconciled.status).toBe(0);
  expect(reconciled.stdout).toContain('12 calls from package 2, at 0.20: 2.40 CNY');
  expect(reconciled.stdout).toContain('18 calls at 0.30: 5.40 CNY');
  expect(reconciled.stdout).toMatch(/total +30 +0 +30 +0 +7\.80/);
  const rows = readCsv(
    readFileSync(join(user.data, 'reconciliations', `${day}_${day}`, 'report.csv'), 'utf8'),
  );
  const byPrice = rows.filter(({ level }) => level === 'price').map(({ ours, cost }) => [ours, cost]);
  expect(new Map(byPrice.map(([calls, cost]) => [calls, cost]))).toEqual(
    new Map([
      ['12', '2.40'],
      ['18', '5.40'],
    ]),
  );
});
