// `rollcall reconcile` with FaceID's bill, as a user meets it: by the interface, page by page and signed, and by file.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { chinaDay } from '../../src/domain/china-time.js';
import { cleanList, User } from './user.js';

let user: User;

beforeEach(async () => {
  user = await User.arrive({}, 'faceid');
  onTestFinished(() => user.leave());
});

const PATIENCE_MS = 180_000;
const RUN = ['run', 'list.csv', '--batch', 'b', '--no-ping', '--label', 'ours'];
const PRICE = { ROLLCALL_PRICE: '0.30' };

interface Report {
  readonly verdict: string;
  readonly basis: string;
  readonly periods: readonly Record<string, unknown>[];
  readonly cost: Record<string, unknown>;
  readonly codes: readonly unknown[];
}

function reportOf(day: string): Report {
  const path = join(user.data, 'reconciliations', `${day}_${day}-faceid`, 'report.json');
  return JSON.parse(readFileSync(path, 'utf8')) as Report;
}

test(
  'billable calls are held against the bill, by its interface or a file, and others’ calls are not explained',
  async () => {
    user.file('list.csv', cleanList(40));
    const ran = await user.rollcall(RUN);
    expect({ status: ran.status, cost: ran.stdout.includes('cost') }).toEqual({ status: 0, cost: false });
    // No price was set when the calls were made.
    expect(JSON.parse(user.batchFile('b', 'summary.json'))).toMatchObject({ cost: null });
    const day = chinaDay(Date.now());
    const billed = user.simulator.totals().counted;
    const reconcile = ['reconcile', '--from', day, '--to', day];
    const balanced = await user.rollcall(reconcile, PRICE);
    expect({ status: balanced.status, said: balanced.stderr }).toEqual({ status: 0, said: '' });
    expect(reportOf(day)).toMatchObject({
      basis: 'bill',
      verdict: 'balanced',
      codes: [],
      periods: [{ period: day, ours: billed, theirs: billed, difference: 0, in_doubt: 0 }],
      cost: {
        currency: 'CNY',
        ours: (billed * 0.3).toFixed(2),
        theirs: (billed * 0.3).toFixed(1),
        deducted_calls: 0,
      },
    });
    expect(balanced.stdout).toContain('no codes, no five minutes');

    const late = user.file('late.csv', `period,calls\n2020-01-01,1\n`);
    expect((await user.rollcall([...reconcile, '--bill', late])).status).toBe(4);
    expect(reportOf(day)).toMatchObject({
      verdict: 'unsettled',
      periods: [{ theirs: null, difference: null }],
    });

    user.simulator.control({ statExtra: { 0: 3 } });
    expect((await user.rollcall(reconcile)).status).toBe(4);
    expect(reportOf(day)).toMatchObject({ verdict: 'unexplained', periods: [{ difference: 3 }] });
    const baseline = user.file('known.csv', `date,code,calls\n${day},0,3\n`);
    expect((await user.rollcall([...reconcile, '--baseline', baseline])).status).toBe(0);
    expect(reportOf(day).verdict).toBe('explained');
  },
  PATIENCE_MS,
);

test.each<[string, string[], Record<string, string>, string]>([
  ['a file without its columns', ['--bill', 'bill.csv'], {}, 'no column "period"'],
  ['a file that is not there', ['--bill', 'none.csv'], {}, 'none.csv'],
  [
    'another service’s host',
    [],
    { ROLLCALL_BILL_URL: 'https://cvm.tencentcloudapi.com' },
    'ROLLCALL_BILL_URL',
  ],
])('%s: one line that says what and where, and no report', async (_what, flags, environment, words) => {
  user.file('bill.csv', 'day,count\n2026-11-20,3\n');
  const { status, stderr } = await user.rollcall(['reconcile', '--day', 'today', ...flags], environment);
  expect(status).toBe(1);
  expect(stderr).toContain(words);
  expect(stderr.trim().split('\n')).toHaveLength(1);
});

test('run --reconcile is refused before the first call, as the bill comes later', async () => {
  user.file('list.csv', cleanList(3));
  const { status, stderr } = await user.rollcall([...RUN, '--reconcile']);
  expect({ status, asked: user.simulator.totals().received }).toEqual({ status: 1, asked: 0 });
  expect(stderr).toContain('--reconcile');
});
