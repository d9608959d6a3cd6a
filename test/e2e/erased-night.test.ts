// Nights of a schedule, and somebody who asks in between to be erased. And a worker that carries out how long nights are kept, on a
// clock that is moved.

import { readdirSync, readFileSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { peopleCsv } from '../../src/simulator/index.js';
import { TestClock } from '../support/test-clock.js';
import { arrive, type Line, type User } from './user.js';

const PATIENCE_MS = 240_000;
const HOUR_S = 3600;
const [HEADER = '', ...ROWS] = [...peopleCsv({ seed: 3, count: 7, mix: 'clean' })]
  .join('')
  .trimEnd()
  .split('\n');

/** @returns the batch of the night */
async function passNight(user: User, name: string, rows: readonly string[]): Promise<string> {
  const path = user.file(name, `${[HEADER, ...rows].join('\n')}\n`);
  const aWhileAgo = Date.now() / 1000 - HOUR_S;
  utimesSync(path, aWhileAgo, aWhileAgo);
  const ran = await user.rollcall(['schedule', 'run', 'customers']);
  expect({ status: ran.status, said: ran.stderr }).toMatchObject({ status: 0 });
  const { stdout } = await user.rollcall(['schedule', 'history', 'customers', '--json']);
  const [newest] = JSON.parse(stdout) as { batch: string }[];
  return newest?.batch ?? '';
}

const columns = (lines: readonly Line[], ...names: string[]) =>
  lines.map((line) => names.map((name) => line[name]));

test(
  'to the next night an erased person is new and is called, and what is too old goes when a worker looks',
  async () => {
    const user = await arrive();
    const add = ['schedule', 'add', 'customers', '--cron', '30 1 * * *', '--file', 'customers-*.csv'];
    const added = await user.rollcall([...add, '--label', 'east', '--previous', 'latest', '--no-ping']);
    expect(added.status).toBe(0);
    const first = await passNight(user, 'customers-1.csv', ROWS.slice(0, 6));
    const [anna, , , , , gone] = user.lines(first, 'outcomes.csv');
    const asked = [anna, gone].map((line) => `${line?.['身份证号']},${line?.['姓名']}\n`).join('');
    const erased = await user.rollcall(['person', 'erase', '--yes', '--json'], {}, asked);
    expect(JSON.parse(erased.stdout)).toMatchObject({ erased: true, rows: 2 });

    const calls = user.simulator.calls().length;
    // The one who was erased and is gone from the list is told of by nobody.
    const second = await passNight(user, 'customers-2.csv', [...ROWS.slice(0, 5), ROWS[6] ?? '']);
    expect(user.simulator.calls().length - calls).toBe(2);
    expect(columns(user.lines(second, 'outcomes.csv'), 'verify_source', 'verify_carried_from')).toEqual([
      ['api', ''],
      ...Array.from({ length: 4 }, () => ['carried', first]),
      ['api', ''],
    ]);
    const changes = user.lines(second, 'changes.csv');
    expect(columns(changes, 'verify_change')).toEqual([['new'], ['new']]);
    expect(columns(changes, '身份证号')).toEqual([[anna?.['身份证号']], [ROWS[6]?.split(',')[2]]]);

    const rule = ['retention', 'set', '--label', 'east', '--days', '30', '--yes'];
    expect((await user.rollcall(rule)).status).toBe(0);
    expect((await user.rollcall(['retention', 'run'])).stdout).toBe('Nothing is due.\n');
    const clock = new TestClock();
    clock.move(31 * 24 * HOUR_S * 1000);
    const worker = user.start(['worker'], clock.environment());
    onTestFinished(() => worker.signal('SIGKILL'));
    const receipts = join(user.data, 'receipts');
    await vi.waitUntil(() => readdirSync(receipts).includes('000002.json'), { timeout: 120_000 });
    worker.signal('SIGTERM');
    expect((await worker.ended).status).toBe(0);
    expect(JSON.parse(readFileSync(join(receipts, '000002.json'), 'utf8'))).toMatchObject({
      people: null,
      retention: { label: 'east', days: 30 },
      purged: [{ batch: first }],
    });
    const kept = (batch: string): boolean =>
      readdirSync(join(user.data, 'batches', batch)).includes('outcomes.csv');
    // With the last night the next one is compared.
    expect([kept(first), kept(second)]).toEqual([false, true]);
  },
  PATIENCE_MS,
);
