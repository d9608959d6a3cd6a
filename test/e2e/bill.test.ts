// `rollcall reconcile` with FaceID's bill, as a user meets it: by the interface, page by page and signed, and by file.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { chinaDay } from '../../src/domain/china-time.js';
import { cleanList, User } from './user.js';

let user: User;

beforeEach(async () => {
  user = await User.arrive({}, 'faceid');
  onTestFinished(() => user.leave());
});

const PATIENCE_MS = 600_000;
const RUN = ['run', 'list.csv', '--batch', 'b', '--no-ping', '--label', 'ours'];
const PRICE = { ROLLCALL_PRICE: '0.30' };

interface Report {
  readonly verdict: string;
  readonly basis: string;
  readonly periods: readonly Record<string, unknown>[];
  readonly cost: Record<string, unknown>;
  readonly codes: readonly unknown[];
  readonly labels: readonly unknown[];
  readonly findings: readonly { readonly en: string }[];
}

function directoryOf(day: string): string {
  return join(user.data, 'reconciliations', `${day}_${day}-faceid`);
}

function reportOf(day: string): Report {
  return JSON.parse(readFileSync(join(directoryOf(day), 'report.json'), 'utf8')) as Report;
}

test(
  'billable calls are held against the bill once it is there, and others’ calls are not explained',
  async () => {
    user.file('list.csv', cleanList(40));
    const ran = await user.rollcall(RUN);
    expect({ status: ran.status, cost: ran.stdout.includes('cost') }).toEqual({ status: 0, cost: false });
    // No price was set when the calls were made.
    expect(JSON.parse(user.batchFile('b', 'summary.json'))).toMatchObject({ cost: null });
    const day = chinaDay(Date.now());
    const billed = user.simulator.totals().counted;
    const reconcile = ['reconcile', '--from', day, '--to', day];

    // The bill is late: it is asked for until it is there, and says the same twice.
    user.simulator.control({ billDelayDays: 1, billDeducted: 10, billOthers: 5, billPage: 2 });
    const settle = user.start([...reconcile, '--settle', '1h', '--settle-every', '1s'], PRICE);
    await vi.waitUntil(() => user.simulator.totals().statQueries > 3, { timeout: PATIENCE_MS });
    user.simulator.control({ billDelayDays: 0 });
    const balanced = await settle.ended;
    expect({ status: balanced.status, said: balanced.stderr }).toMatchObject({ status: 0 });
    const amount = (billed * 0.3).toFixed(2);
    expect(reportOf(day)).toMatchObject({
      basis: 'bill',
      verdict: 'balanced',
      open: true,
      codes: [],
      changes: null,
      settling: { agreed: true },
      periods: [
        { period: day, ours: billed, theirs: billed, difference: 0, in_doubt: 0, deducted_calls: 10 },
      ],
      labels: [{ label: 'ours', batches: 1, cost: amount }],
      cost: {
        currency: 'CNY',
        ours: amount,
        theirs: ((billed - 10) * 0.3).toFixed(1),
        deducted_calls: 10,
        calls_without_price: billed,
      },
    });
    expect(balanced.stdout).toContain('balanced (the period is not over)');
    expect(balanced.stdout).toContain('no codes, no five minutes');
    expect(balanced.stdout).toContain('10 calls were paid by a package');
    expect(readFileSync(join(directoryOf(day), 'report.csv'), 'utf8')).toMatch(
      new RegExp(`^label,,,ours,,${billed},`, 'm'),
    );

    // A file as a Chinese Excel saves it, a refund in it.
    const file = join(user.directory, 'bill.csv');
    const gbk = Buffer.concat([Buffer.from([0xd5, 0xcb, 0xc6, 0xda]), Buffer.from(',calls\n')]);
    writeFileSync(
      file,
      Buffer.concat([gbk, Buffer.from(`${day.replaceAll('-', '/')},${billed + 2}\n${day},-5\n`)]),
    );
    const short = await user.rollcall([...reconcile, '--bill', file]);
    expect({ status: short.status, said: short.stderr }).toEqual({ status: 4, said: '' });
    expect(reportOf(day)).toMatchObject({
      verdict: 'unsettled',
      periods: [
        { theirs: billed - 3, difference: -3, missing: 3, amount: null, candidates: { missing: billed } },
      ],
      changes: {
        earlier_verdict: 'balanced',
        figures: [{ period: day, figure: 'theirs' }, { figure: 'amount' }],
      },
      cost: { ours: null, theirs: null },
    });

    user.simulator.control({ statExtra: { 0: 3 } });
    const baseline = user.file('known.csv', `period,calls\n${day},3\n`);
    const known = await user.rollcall([...reconcile, '--baseline', baseline, '--exclude', 'nobody']);
    expect({ status: known.status, said: known.stderr }).toMatchObject({ status: 1 });
    expect(known.stderr).toContain('no batch nobody');
    expect((await user.rollcall([...reconcile, '--baseline', baseline])).status).toBe(0);
    expect(reportOf(day)).toMatchObject({ verdict: 'explained', periods: [{ known: 3, difference: 3 }] });
    expect((await user.rollcall([...reconcile, '--exclude', 'b'])).status).toBe(4);
    expect(reportOf(day)).toMatchObject({
      verdict: 'unexplained',
      periods: [{ ours: 0, foreign: billed + 3 }],
    });
  },
  PATIENCE_MS,
);

test.each<[string, string[], Record<string, string>, string]>([
  ['a file without its columns', ['--bill', 'bill.csv'], {}, 'no column "period"'],
  ['a file that is not there', ['--bill', 'none.csv'], {}, 'none.csv'],
  ['a file that is to settle', ['--bill', 'bill.csv', '--settle', '1m'], {}, '--settle'],
  [
    'another service’s host',
    [],
    { ROLLCALL_BILL_URL: 'https://cvm.tencentcloudapi.com' },
    'ROLLCALL_BILL_URL',
  ],
])(
  '%s: one line that says what and where, and no report',
  async (_what, flags, environment, words) => {
    mkdirSync(user.data);
    user.file('bill.csv', 'day,count\n2026-11-20,3\n');
    const { status, stderr } = await user.rollcall(['reconcile', '--day', 'today', ...flags], environment);
    expect(status).toBe(1);
    expect(stderr).toContain(words);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  },
  PATIENCE_MS,
);

test('run --reconcile is refused before the first call, as the bill comes later', async () => {
  user.file('list.csv', cleanList(3));
  const { status, stderr } = await user.rollcall([...RUN, '--reconcile']);
  expect({ status, asked: user.simulator.totals().received }).toEqual({ status: 1, asked: 0 });
  expect(stderr).toContain('--reconcile');
});
