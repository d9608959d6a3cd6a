// How a run ends, by what there is to do and by what stops it: exit status, what is said, and what goes on.

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { readXlsx } from 'hucre/xlsx';
import { expect, test } from 'vitest';
import { arrive, cleanList, CUSTOMERS, readCsv, STACK } from './user.js';

const PATIENCE_MS = 120_000;

test(
  'a list without rows in error ends with status 0, by standard input as well as by file',
  async () => {
    const user = await arrive();
    const ended = await user.rollcall(
      ['run', '-', '--batch', 'piped', '--out', 'results', '--no-ping'],
      {},
      cleanList(30),
    );
    expect(ended).toMatchObject({ status: 0 });
    expect(ended.stdout).toContain('Batch piped: completed');
    expect(readdirSync(join(user.directory, 'results')).toSorted()).toEqual([
      'attempts.csv',
      'batch.html',
      'outcomes.csv',
      'summary.json',
    ]);
    const outcomes = readCsv(readFileSync(join(user.directory, 'results', 'outcomes.csv'), 'utf8'));
    expect(outcomes).toHaveLength(30);
    expect(user.simulator.calls()).toHaveLength(30);
  },
  PATIENCE_MS,
);

test(
  'a file for each status and a workbook hold the same lines as outcomes.csv',
  async () => {
    const user = await arrive();
    const ended = await user.rollcall(['run', CUSTOMERS, '--batch', 'files', '--split', '--xlsx']);
    expect(ended.status).toBe(2);
    const directory = join(user.data, 'batches', 'files');
    const outcomes = user.lines('files', 'outcomes.csv');
    const statuses = [...new Set(outcomes.map((line) => line['verify_status'] ?? ''))];
    expect(statuses.length).toBeGreaterThan(5);
    const names = readdirSync(directory).filter((name) => name.startsWith('outcomes.'));
    expect(names.toSorted()).toEqual(
      ['outcomes.csv', 'outcomes.xlsx', ...statuses.map((status) => `outcomes.${status}.csv`)].toSorted(),
    );
    for (const name of names) expect(statSync(join(directory, name)).mode & 0o777).toBe(0o600);
    for (const status of statuses) {
      const wanted = outcomes.filter((line) => line['verify_status'] === status);
      expect(user.lines('files', `outcomes.${status}.csv`)).toEqual(wanted);
    }
    const { sheets } = await readXlsx(readFileSync(join(directory, 'outcomes.xlsx')));
    const rows = sheets[0]?.rows.map((row) => row.map((cell) => cell ?? ''));
    expect(rows).toEqual(parse(user.batchFile('files', 'outcomes.csv'), { bom: true }));
    expect(ended.stdout).toContain('outcomes.xlsx');
    expect(ended.stdout).toContain('outcomes.STATUS.csv');
  },
  PATIENCE_MS,
);

test(
  'a list with a header and no rows completes with 0 rows',
  async () => {
    const user = await arrive();
    const ended = await user.rollcall(['run', user.file('empty.csv', '姓名,身份证号\n'), '--json']);
    expect(ended.status).toBe(0);
    expect(JSON.parse(ended.stdout)).toMatchObject({ state: 'completed', rows: 0, calls: 0 });
  },
  PATIENCE_MS,
);

test(
  'a run that is interrupted ends with status 5, and the same batch goes on without calling anybody twice',
  async () => {
    const user = await arrive({ latencyMs: 20 });
    const list = user.file('list.csv', cleanList(400));
    const args = ['run', list, '--batch', 'long', '--concurrency', '4', '--workers', '2'];
    const first = user.start([...args, '--json']);
    await user.simulator.whenReceived(50);
    first.signal('SIGINT');
    const stopped = await first.ended;
    expect(stopped).toMatchObject({ status: 5 });
    expect(JSON.parse(stopped.stdout)).toEqual({ batch: 'long', state: 'queued' });
    expect(stopped.stderr).not.toMatch(STACK);
    const before = user.simulator.calls().length;
    expect(before).toBeLessThan(400);
    expect(await user.rollcall(args)).toMatchObject({ status: 0 });
    const calls = user.simulator.calls();
    expect(calls).toHaveLength(400);
    expect(new Set(calls.map(({ idNumber }) => idNumber)).size).toBe(400);
    // Some calls may have been withheld at the signal.
    const attempts = user.lines('long', 'attempts.csv').filter((line) => line['result'] !== 'refused');
    expect(attempts).toHaveLength(400);
    const outcomes = user.lines('long', 'outcomes.csv');
    expect(outcomes.map((line) => line['客户号'])).toEqual(
      readCsv(cleanList(400)).map((line) => line['客户号']),
    );
  },
  PATIENCE_MS,
);

test(
  'a run whose verify processes can’t start ends with status 5 and the reason, and goes on when they can',
  async () => {
    const user = await arrive();
    const list = user.file('list.csv', cleanList(20));
    const fault = user.file(
      'fault.cjs',
      "if (process.argv[1]?.endsWith('programs/verify.js')) process.exit(7);\n",
    );
    const args = ['run', list, '--batch', 'b', '--no-ping', '--workers', '2'];
    const ended = await user.rollcall(args, { NODE_OPTIONS: `--require ${fault}` });
    expect(ended.stderr).toMatch(/can't start: 5 in a row ended before they were ready \(exit status 7\)/);
    expect(ended).toMatchObject({ status: 5 });
    expect(ended.stderr).not.toMatch(STACK);
    expect(user.simulator.calls()).toHaveLength(0);
    expect(await user.rollcall(args)).toMatchObject({ status: 0 });
    expect(user.lines('b', 'outcomes.csv')).toHaveLength(20);
  },
  PATIENCE_MS,
);

test(
  'a cap halts with status 3, exactly there, and a higher one goes on',
  async () => {
    const user = await arrive({ dropShare: 0.1 });
    const list = user.file('list.csv', cleanList(60));
    const capped = await user.rollcall(['run', list, '--batch', 'capped', '--max-calls', '25', '--json']);
    expect(capped.status).toBe(3);
    expect(user.simulator.calls()).toHaveLength(25);
    const summary = JSON.parse(capped.stdout) as Record<string, unknown>;
    expect(summary).toMatchObject({ state: 'halted', rows: 60, calls: 25 });
    expect(summary['reason']).toMatch(/--max-calls/);
    const on = await user.rollcall(['run', list, '--batch', 'capped', '--max-calls', '1000', '--json']);
    expect(on.status).toBe(0);
    expect(JSON.parse(on.stdout)).toMatchObject({
      state: 'completed',
      rows: 60,
      calls: user.simulator.calls().length,
    });
  },
  PATIENCE_MS,
);

test(
  'a used-up quota halts with status 3 and says what to do',
  async () => {
    const user = await arrive({ forceCode: 25 });
    const ended = await user.rollcall([
      'run',
      user.file('list.csv', cleanList(200)),
      '--concurrency',
      '5',
      '--workers',
      '1',
    ]);
    expect(ended.status).toBe(3);
    expect(ended.stdout).toMatch(/code 25.*Buy calls.*rollcall resume/s);
    expect(user.simulator.calls().length).toBeLessThanOrEqual(6);
  },
  PATIENCE_MS,
);

test(
  'credentials that are refused end the run with status 3 before a single call',
  async () => {
    const user = await arrive({ refuseCredentials: true });
    const ended = await user.rollcall(['run', user.file('list.csv', cleanList(3))]);
    expect(ended.status).toBe(3);
    expect(ended.stderr).not.toMatch(STACK);
    expect(user.simulator.calls()).toHaveLength(0);
  },
  PATIENCE_MS,
);
