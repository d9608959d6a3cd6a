// `rollcall reconcile` as a user meets it, after real runs against the pretend service: verdicts, exit statuses,
// what is kept and what is said.

import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { chinaDay } from '../../src/domain/china-time.js';
import type { PublishedReport } from '../../src/reconcile/index.js';
import { peopleCsv } from '../../src/simulator/index.js';
import { User, type Ended } from './user.js';

const PRICED = { ROLLCALL_PRICE: '0.123456', ROLLCALL_TIMEOUT_MS: '1500' };

let user: User;
/** The days of the test, of which there are two where it runs over midnight. */
let from: string;

beforeEach(async () => {
  user = await User.arrive();
  from = chinaDay(Date.now());
});

afterEach(async () => {
  await user.leave();
});

let seed = 0;

/** A list of people who are on no other list of this test. */
function people(name: string, rows: number): string {
  seed += 1;
  return user.file(`${name}.csv`, [...peopleCsv({ seed, count: rows, mix: 'clean' })].join(''));
}

function run(batch: string, rows: number, ...options: string[]): Promise<Ended> {
  return user.rollcall(['run', people(batch, rows), '--batch', batch, ...options], PRICED);
}

interface Reconciled extends Ended {
  readonly report: PublishedReport;
}

async function reconciled(...options: string[]): Promise<Reconciled> {
  const days = ['--from', from, '--to', chinaDay(Date.now())];
  const ended = await user.rollcall(['reconcile', ...days, '--json', ...options], PRICED);
  expect(ended.stderr).not.toMatch(/ {4}at /);
  return { ...ended, report: JSON.parse(ended.stdout) as PublishedReport };
}

test('what was cut off and counted explains the difference, for every batch and label', async () => {
  user.simulator.control({ dropShare: 0.03, cutShare: 0.03 });
  await run('east', 300, '--label', 'branch-east');
  await run('west', 100, '--label', 'branch-west');
  const { status, report } = await reconciled();
  expect({ status, verdict: report.verdict }).toEqual({ status: 0, verdict: 'explained' });
  expect(report.explained_by.in_doubt).toBeGreaterThan(0);
  expect(report.labels.map(({ label }) => label)).toEqual(['branch-east', 'branch-west']);
  const theirs = report.codes.reduce((sum, code) => sum + code.theirs, 0);
  expect(theirs).toBe(user.simulator.totals().counted);
  expect(report.cost.theirs).toBe(((theirs * 123_456) / 1_000_000).toFixed(6));
});

test('a halted batch counts with every call that it made, also in slices that it left in the middle', async () => {
  const { status } = await run('capped', 300, '--max-calls', '97');
  expect(status).toBe(3);
  const halted = await reconciled();
  expect(halted.report).toMatchObject({ verdict: 'balanced', batches: [{ batch: 'capped', calls: 97 }] });
  expect(halted.status).toBe(0);
  // Under rules other than the batch's own, the same calls are counted anew.
  expect((await reconciled('--clock-tolerance', '9s')).report.verdict).toBe('balanced');

  await user.rollcall(['resume', 'capped', '--max-calls', '1000'], PRICED);
  expect((await reconciled()).report).toMatchObject({
    verdict: 'balanced',
    batches: [{ batch: 'capped', calls: 300 }],
    changes: { earlier_verdict: 'balanced' },
  });
});

test('a batch that runs makes it unsettled, and so does one that a signal stopped', async () => {
  user.simulator.control({ latencyMs: 100 });
  const slow = user.start(['run', people('slow', 2000), '--batch', 'slow', '--concurrency', '4'], PRICED);
  while (user.simulator.totals().counted < 20) await sleep(20);
  const during = await reconciled('--settle', '3s', '--settle-every', '200ms');
  expect({ status: during.status, verdict: during.report.verdict }).toEqual({
    status: 4,
    verdict: 'unsettled',
  });
  expect(during.report.settling).toMatchObject({ agreed: false });
  expect(during.report.findings.map(({ en }) => en).join('\n')).toContain('Not finished: slow');
  slow.signal('SIGINT');
  expect((await slow.ended).status).toBe(5);
  expect((await reconciled()).status).toBe(4);
});

test("somebody else's calls are found, declared, and every report is kept", async () => {
  await run('ours', 50);
  user.simulator.control({ statExtra: { 0: 5 } });
  const found = await reconciled();
  expect(found).toMatchObject({ status: 4, report: { verdict: 'unexplained', unexplained: { foreign: 5 } } });
  const known = user.file('known.csv', `date,code,calls\n${from},0,5\n`);
  const declared = await reconciled('--baseline', known);
  expect(declared).toMatchObject({ status: 0, report: { verdict: 'explained', explained_by: { known: 5 } } });
  expect(declared.report.changes).toMatchObject({ earlier_verdict: 'unexplained', figures: [] });
  const own = join(user.data, 'reconciliations', `${from}_${declared.report.to}`);
  expect(JSON.parse(readFileSync(join(own, 'report.json'), 'utf8'))).toEqual(declared.report);
  const kept = readdirSync(join(own, 'earlier'));
  expect(kept).toHaveLength(1);
  expect(readdirSync(join(own, 'earlier', kept[0] ?? ''))).toHaveLength(3);
});

test('what the provider lacks today is unsettled, and 70003 is asked again', async () => {
  await run('ours', 50);
  user.simulator.control({ statMissing: 3, statFailures: 2 });
  expect(await reconciled()).toMatchObject({
    status: 4,
    report: { verdict: 'unsettled', unexplained: { missing: 3 } },
  });
});

test.each([
  ['another key', { ROLLCALL_SECRET_KEY: 'another' }, ['--day', 'today'], 3, 'ROLLCALL_SECRET_KEY'],
  ['no key', { ROLLCALL_SECRET_KEY: '' }, ['--day', 'today'], 1, 'ROLLCALL_SECRET_KEY'],
  ['a day to come', {}, ['--from', '2999-01-01', '--to', '2999-01-01'], 1, 'has not begun'],
  ['nobody there', { ROLLCALL_STAT_URL: 'http://127.0.0.1:1' }, ['--day', 'today'], 1, "can't be reached"],
  ['a batch that is not there', {}, ['--day', 'today', '--exclude', 'nothing'], 1, 'no batch nothing'],
])('%s: says what to do', async (_, environment, days, status, words) => {
  mkdirSync(user.data);
  const ended = await user.rollcall(['reconcile', ...days], environment);
  expect(ended).toMatchObject({ status, stdout: '' });
  expect(ended.stderr).toContain(words);
});

test("the provider's clock being off is named where it refuses the signature", async () => {
  mkdirSync(user.data);
  user.simulator.control({ clockOffsetMs: 7_200_000 });
  const ended = await user.rollcall(['reconcile', '--day', 'today']);
  expect(ended.status).toBe(3);
  expect(ended.stderr).toContain("120 min behind the provider's");
});
