// `rollcall ping` and `rollcall reconcile` against the pretend service: messages, files, exit statuses.

import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ping } from '../../../src/cli/ping.js';
import { reconcileDays, reconcileStatus } from '../../../src/cli/reconcile.js';
import { loadConfig, type Config } from '../../../src/config.js';
import { chinaDay } from '../../../src/domain/china-time.js';
import { EXIT, UserError } from '../../../src/domain/user-error.js';
import type { RecordedBatch } from '../../../src/reconcile/index.js';
import { startSimulator, type Simulator } from '../../../src/simulator/index.js';

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

/** A batch with that many matching calls, made now. */
async function* recorded(calls: number): AsyncGenerator<RecordedBatch> {
  const startedAt = Date.now();
  const call = { attempt: 1, startedAt, finishedAt: startedAt, result: 'answered', code: 0 } as const;
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
  expect(await ping(config)).toMatchObject({ result: 'ok' });
  expect(simulator.totals()).toMatchObject({ received: 0, statQueries: 1 });
});

test('ping says that the credentials are refused', async () => {
  simulator.control({ refuseCredentials: true });
  expect(await ping(config)).toMatchObject({ result: 'refused' });
});

test('ping says that nobody is there', async () => {
  const nobody = { ...config, statUrl: 'http://127.0.0.1:1' };
  expect(await ping(nobody)).toMatchObject({ result: 'unreachable' });
});

test('ping names the credentials that are not set', async () => {
  const without = { ...config, secretKey: undefined };
  await expect(ping(without)).rejects.toThrow('ROLLCALL_SECRET_KEY');
});

const today = chinaDay(Date.now());
const RANGE = { from: today, to: today };

test('a report is readable by its owner alone and lies under its days', async () => {
  simulator.control({ statExtra: { 0: 3 } });
  const { report, paths } = await reconcileDays(config, () => recorded(3), RANGE);
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
  const { report } = await reconcileDays(config, () => recorded(3), RANGE);
  expect(report).toMatchObject({ verdict: 'unexplained' });
  expect(reconcileStatus(report)).toBe(EXIT.unbalanced);
});

test('days the wrong way round are refused before anybody is asked', async () => {
  const wrong = { from: '2026-11-02', to: '2026-11-01' };
  await expect(reconcileDays(config, () => recorded(0), wrong)).rejects.toThrow(UserError);
  expect(simulator.totals().statQueries).toBe(0);
});
