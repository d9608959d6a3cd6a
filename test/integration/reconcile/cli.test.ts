// `rollcall ping` and `rollcall reconcile` against the pretend service: messages, files, exit statuses.

import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ping } from '../../../src/app/ping.js';
import { reconcileDays, type ReconcileRequest } from '../../../src/app/reconcile.js';
import { addReconcileOptions, requestOf, type Flags } from '../../../src/cli/reconcile-flags.js';
import { loadConfig, type Config } from '../../../src/config.js';
import { chinaDay } from '../../../src/domain/china-time.js';
import { EXIT, UserError } from '../../../src/domain/user-error.js';
import { reconcileStatus, type RecordedBatch } from '../../../src/reconcile/index.js';
import { startSimulator, type Simulator } from '../../../src/simulator/index.js';
import { wordsIn } from '../../../src/words/catalogue.js';

let directory: string;
let simulator: Simulator;
let config: Config;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'rollcall-reconcile-'));
  simulator = await startSimulator();
  const { appid, bucket, secretId, secretKey } = simulator.credentials;
  const variables = {
    ROLLCALL_APPID: appid,
    ROLLCALL_BUCKET: bucket,
    ROLLCALL_SECRET_ID: secretId,
    ROLLCALL_SECRET_KEY: secretKey,
    ROLLCALL_AUTH_URL: simulator.url,
    ROLLCALL_STAT_URL: simulator.url,
    ROLLCALL_DATA: 'data',
    ROLLCALL_BACKOFF_BASE_MS: '1',
    ROLLCALL_PRICE: '0.35',
  };
  config = loadConfig(variables, directory);
});

afterEach(async () => {
  await simulator.close();
  rmSync(directory, { recursive: true });
});

function reconcile(batches: AsyncIterable<RecordedBatch>, request: ReconcileRequest) {
  return reconcileDays({ config, tell: () => undefined }, request, { batches: () => batches });
}

/** A batch with that many matching calls, made now. */
async function* recorded(calls: number): AsyncGenerator<RecordedBatch> {
  const startedAt = Date.now();
  const call = { attempt: 1, startedAt, finishedAt: startedAt, result: 'answered', code: '0' } as const;
  yield {
    batch: 'b',
    label: '',
    finished: true,
    async *attempts() {
      for (let row = 1; row <= calls; row += 1) {
        yield { ...call, row, httpStatus: 200, sessionId: '', message: '', probe: false };
      }
    },
  };
}

test('ping says that the credentials are taken', async () => {
  expect(await ping({ config: config })).toMatchObject({ result: 'ok' });
  expect(simulator.totals()).toMatchObject({ received: 0, statQueries: 1 });
});

test('ping says that the credentials are refused', async () => {
  simulator.control({ refuseCredentials: true });
  expect(await ping({ config: config })).toMatchObject({ result: 'refused' });
});

test('ping says that nobody is there', async () => {
  const nobody = { ...config, statUrl: 'http://127.0.0.1:1' };
  expect(await ping({ config: nobody })).toMatchObject({ result: 'unreachable' });
});

test('ping names the credentials that are not set', async () => {
  const without = { ...config, secretKey: undefined };
  await expect(ping({ config: without })).rejects.toThrow('ROLLCALL_SECRET_KEY');
});

const today = chinaDay(Date.now());
const RANGE = { from: today, to: today };

test('a report is readable by its owner alone and lies under its days', async () => {
  simulator.control({ statExtra: { 0: 3 } });
  const { report, paths } = await reconcile(recorded(3), RANGE);
  const own = join(directory, 'data', 'reconciliations', `${today}_${today}`);
  expect(paths).toEqual(['report.json', 'report.csv', 'report.html'].map((name) => join(own, name)));
  expect(JSON.parse(readFileSync(join(own, 'report.json'), 'utf8'))).toEqual(report);
  expect(paths.map((path) => statSync(path).mode & 0o777)).toEqual([0o600, 0o600, 0o600]);
  expect(statSync(own).mode & 0o777).toBe(0o700);
  expect(report).toMatchObject({ verdict: 'balanced', cost: { ours: '1.05', theirs: '1.05' } });
  expect(reconcileStatus(report)).toBe(EXIT.done);
});

test("somebody else's calls make it end with 4", async () => {
  simulator.control({ statExtra: { 0: 4 }, statFailures: 1 });
  const { report } = await reconcile(recorded(3), RANGE);
  expect(report).toMatchObject({ verdict: 'unexplained' });
  expect(reconcileStatus(report)).toBe(EXIT.unbalanced);
});

test('days the wrong way round are refused before anybody is asked', async () => {
  const wrong = { from: '2026-11-02', to: '2026-11-01' };
  await expect(reconcile(recorded(0), wrong)).rejects.toThrow(UserError);
  expect(simulator.totals().statQueries).toBe(0);
});

test.each([
  ['a day that has not begun', { from: '2999-01-01', to: '2999-01-01' }, 'has not begun'],
  ['more days than a report can show', { from: '2020-01-01', to: today }, '366 at most'],
])('%s is refused before anybody is asked', async (_, range, words) => {
  await expect(reconcile(recorded(0), range)).rejects.toThrow(words);
  expect(simulator.totals().statQueries).toBe(0);
});

test('batches can be left out, and known calls of others declared', async () => {
  simulator.control({ statExtra: { 0: 4 } });
  const baseline = join(directory, 'known.csv');
  writeFileSync(baseline, `date,code,calls\n${today},0,4\n`);
  const { report } = await reconcile(recorded(3), { ...RANGE, exclude: ['b'], baseline });
  expect(report).toMatchObject({ verdict: 'explained', batches: [], explained_by: { known: 4 } });
  expect(report.assumptions).toMatchObject({
    excluded: ['b'],
    baseline: [{ day: today, code: '0', count: 4 }],
  });
});

test.each([
  ['a batch that is not there', { exclude: ['c'] }, 'no batch c'],
  ['a file that is not there', { baseline: '/nowhere/known.csv' }, '/nowhere/known.csv'],
])('%s is refused', async (_, options, words) => {
  await expect(reconcile(recorded(3), { ...RANGE, ...options })).rejects.toThrow(words);
});

test('settling asks until two answers agree', async () => {
  simulator.control({ statExtra: { 0: 3 } });
  const settling = { settleMs: 60_000, settleEveryMs: 1 };
  const { report } = await reconcile(recorded(3), { ...RANGE, ...settling });
  expect(report.settling).toEqual({ asked: 2, agreed: true });
});

test('the days may go in the query string', async () => {
  const { report } = await reconcile(recorded(0), { ...RANGE, statQuery: true });
  expect(report.verdict).toBe('balanced');
});

async function requestFor(...args: string[]): Promise<ReconcileRequest> {
  let request: ReconcileRequest | undefined;
  const command = addReconcileOptions(
    new Command('reconcile').exitOverride().configureOutput({ writeErr: () => {} }),
    wordsIn('en'),
  );
  command.action((flags: Flags) => {
    request = requestOf(flags, Date.parse('2026-11-24T23:30:00Z'));
  });
  await command.parseAsync(args, { from: 'user' });
  if (request === undefined) throw new Error('the command did not run');
  return request;
}

test("yesterday is China's", async () => {
  expect(await requestFor('--day', 'yesterday')).toMatchObject({ from: '2026-11-24', to: '2026-11-24' });
});

test('times are read with their units', async () => {
  const request = await requestFor('--day', '2026-11-20', '--settle', '1.5h', '--clock-tolerance', '250ms');
  expect(request).toMatchObject({ settleMs: 5_400_000, clockToleranceMs: 250 });
});

test.each([
  [['--from', '2026-11-20']],
  [[]],
  [['--day', 'today', '--to', '2026-11-20']],
  [['--day', '2026-11-31']],
  [['--day', 'tomorrow']],
  [['--day', 'today', '--settle', '6']],
])('%j is refused', async (args) => {
  await expect(requestFor(...args)).rejects.toThrow(/It must be|Give --from/);
});
