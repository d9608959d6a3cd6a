// A worker carries the rules of retention out when it starts, and every hour from then on, on a clock that is moved.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { erasureReceipts } from '../../../src/app/erasure-receipts.js';
import { keepRetention } from '../../../src/app/keep-retention.js';
import { setRetention } from '../../../src/app/retention.js';
import type { Log } from '../../../src/log.js';
import { AT, BORIS, directory, filesIn, night, textOf } from '../batch/erasure/kept.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const LIST = textOf(['姓名,身份证号', `张三,${BORIS}`]);

/** What the worker says, which tests wait for. */
class Said {
  readonly lines: string[] = [];
  readonly log: Log;

  constructor() {
    const say = (_: object, text: string): void => void this.lines.push(text);
    this.log = { info: say, warn: say } as unknown as Log;
  }

  times(text: string): number {
    return this.lines.filter((line) => line === text).length;
  }
}

const PATIENT = { timeout: 60_000 };

/** A look that is still under way at the hour keeps the next one from being begun. */
async function hourLater(said: Said, carriedOut: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(HOUR);
  expect(said.times('retention carried out')).toBe(carriedOut);
}

beforeEach(() => {
  vi.useFakeTimers({ now: AT + DAY, toFake: ['setInterval', 'clearInterval', 'Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

it('erases nothing before its time, and then within the hour, once', async () => {
  const app = directory();
  for (const [index, label] of ['east', 'west'].entries())
    await night(app, { batch: label, label, list: LIST, atMs: AT + index });
  await setRetention(app, { label: 'east', statuses: ['match'], days: 30, record: true });
  await setRetention(app, { label: 'west', statuses: [], days: 300, record: true });
  const said = new Said();
  const receipts = async () => (await erasureReceipts(app)).receipts.map(({ receipt }) => receipt);

  const early = keepRetention(app, said.log);
  await early();
  expect([await receipts(), said.lines]).toEqual([[], []]);

  vi.setSystemTime(AT + 30 * DAY);
  const stop = keepRetention(app, said.log);
  // The batch ended a minute after it began, so its time is not yet up when the worker starts.
  const isThere = (): boolean => String(filesIn(app).get('batches/east/outcomes.csv')).includes(BORIS);
  expect(isThere()).toBe(true);
  await vi.waitFor(() => hourLater(said, 1), PATIENT);
  expect(isThere()).toBe(false);
  expect(existsSync(join(app.config.dataDir, 'batches/west/outcomes.csv'))).toBe(true);

  vi.setSystemTime(AT + 301 * DAY);
  await vi.waitFor(() => hourLater(said, 2), PATIENT);
  await vi.advanceTimersByTimeAsync(5 * HOUR);
  await stop();
  expect(existsSync(join(app.config.dataDir, 'batches/west/outcomes.csv'))).toBe(false);
  expect((await receipts()).map(({ retention, purged }) => [retention?.label, purged.length])).toEqual([
    ['east', 0],
    ['west', 1],
  ]);
});

it('says what it can’t carry out, and looks again an hour later', async () => {
  const app = directory();
  await night(app, { batch: 'east', label: 'east', list: LIST });
  await setRetention(app, { label: 'east', statuses: ['match'], days: 0, record: true });
  const rules = join(app.config.dataDir, 'retention.json');
  const whole = readFileSync(rules);
  writeFileSync(rules, '{');
  const said = new Said();
  const stop = keepRetention(app, said.log);
  await vi.waitFor(() => {
    expect(said.lines).toEqual(['retention is not carried out']);
  }, PATIENT);
  writeFileSync(rules, whole);
  await vi.waitFor(() => hourLater(said, 1), PATIENT);
  await stop();
});
