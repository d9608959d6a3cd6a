// The watch as a worker keeps it: each hour judged once, told of once, and shown with the batches of that hour.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { anomaliesOf } from '../../../src/batch/watch/batch-anomalies.js';
import { accountOf, Watch } from '../../../src/app/watch.js';
import type { BatchRecord } from '../../../src/batch/record.js';
import { loadConfig } from '../../../src/config.js';
import type { HourCounts } from '../../../src/domain/watch.js';
import { createLog } from '../../../src/log.js';
import { deliveriesOf } from '../../../src/webhooks/delivery-store.js';
import { addWebhook } from '../../../src/webhooks/webhook-store.js';
import { newWebhook } from '../../../src/webhooks/webhook.js';

const HOUR_MS = 3_600_000;
const HOUR = Date.parse('2026-11-23T10:00:00+08:00') / HOUR_MS;
const NOW = (HOUR + 1) * HOUR_MS + 300_000;

function setUp() {
  const directory = mkdtempSync(join(tmpdir(), 'rollcall-watch-'));
  onTestFinished(() => {
    rmSync(directory, { recursive: true });
  });
  const settings = {
    ROLLCALL_APPID: '1',
    ROLLCALL_BUCKET: 'b',
    ROLLCALL_SECRET_ID: 'i',
    ROLLCALL_SECRET_KEY: 'k',
  };
  return { config: loadConfig(settings, directory) };
}

function hours(label: string, last: number): HourCounts[] {
  const usual = Array.from({ length: 100 }, (_, back) => {
    return { label, hour: HOUR - 1 - back, rows: 200, match: 178 + (back % 5), lookup_failed: 0, error: 0 };
  });
  return [...usual, { label, hour: HOUR, rows: 200, match: last, lookup_failed: 0, error: 0 }];
}

test('an hour is judged once it is over, once, and told to webhooks of the label', async () => {
  const app = setUp();
  const { dataDir } = app.config;
  const asked = {
    url: 'https://hooks.example/',
    shape: 'standard',
    labels: ['sales'],
    language: 'en',
  } as const;
  const webhook = newWebhook({ ...asked, on: ['anomaly'] }, 0);
  await addWebhook(dataDir, webhook);
  let counted = 0;
  const counting = (): Promise<HourCounts[]> => {
    counted += 1;
    return Promise.resolve([...hours('sales', 100), ...hours('legal', 180)]);
  };
  const watch = new Watch(app, createLog('silent'), counting);
  // Two minutes are left for ends of calls to come to the disk.
  expect((await watch.look(NOW - 240_000))?.hour).toBe(HOUR - 1);
  const state = await watch.look(NOW);
  expect(state).toMatchObject({
    hour: HOUR,
    anomalies: [{ label: 'sales', measure: 'match', cause: 'list' }],
  });
  await watch.look(NOW + 60_000);
  await new Watch(app, createLog('silent'), counting).look(NOW + 120_000);
  expect(counted).toBe(2);
  expect(await deliveriesOf(dataDir, webhook.id)).toMatchObject([
    {
      type: 'anomaly',
      data: { label: 'sales', cause: 'list', measures: [{ measure: 'match', share: 0.5 }] },
    },
  ]);

  const account = accountOf(app);
  if (account === undefined) throw new Error('the settings name an account');
  const record = { account, label: 'sales', createdAt: HOUR * HOUR_MS } as BatchRecord;
  const running = { state: 'running', startedAt: HOUR * HOUR_MS } as const;
  expect(await anomaliesOf(record, running, dataDir)).toMatchObject([
    { hour: '2026-11-23T10:00:00.000+08:00', measure: 'match', share: 0.5, cause: 'list' },
  ]);
  expect(await anomaliesOf({ ...record, label: 'legal' }, running, dataDir)).toBeUndefined();
  expect(await anomaliesOf({ ...record, createdAt: NOW }, running, dataDir)).toBeUndefined();
});

test('without an account nothing is watched', async () => {
  const { config } = setUp();
  const watch = new Watch({ config: { ...config, appid: undefined } }, createLog('silent'));
  expect(await watch.look(NOW)).toBeUndefined();
});
