// `rollcall run` as a user meets it: its files held against the service's own log, its exit statuses, its words.

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parse } from 'csv-parse/sync';
import { readXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, test } from 'vitest';
import { VERDICT_STATUS } from '../../src/domain/codes.js';
import { answerAbout, peopleCsv, type SettingsPatch } from '../../src/simulator/index.js';
import { CUSTOMERS, readCsv, User, type Ended, type Line } from './user.js';

const PATIENCE_MS = 120_000;
const STACK = /\n\s+at .*[:(]\d+/;

async function arrive(settings: SettingsPatch = {}): Promise<User> {
  const user = await User.arrive(settings);
  onTestFinished(() => user.leave());
  return user;
}

/** A list of people about whom the service has a verdict. */
function cleanList(count: number): string {
  return [...peopleCsv({ seed: 7, count, mix: 'clean' })].join('');
}

/** A number as a careful clerk would type it again. */
function retyped(idNumber: string): string {
  return idNumber.normalize('NFKC').replace(/[\s']/g, '').toUpperCase();
}

function countBy<Item>(items: readonly Item[], key: (item: Item) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of items) counts[key(item)] = (counts[key(item)] ?? 0) + 1;
  return counts;
}

describe('the fixture’s customers, while the service has its troubles', () => {
  let user: User;
  let ended: Ended;
  let outcomes: Line[];
  let attempts: Line[];
  let summary: Record<string, unknown>;
  const list = parse(readFileSync(CUSTOMERS, 'utf8'), { relax_column_count: true });

  beforeAll(async () => {
    user = await User.arrive({ dropShare: 0.03, outageShare: 0.05 });
    ended = await user.rollcall(['run', CUSTOMERS, '--batch', 'customers', '--label', 'ours', '--json']);
    outcomes = user.lines('customers', 'outcomes.csv');
    attempts = user.lines('customers', 'attempts.csv');
    summary = JSON.parse(user.batchFile('customers', 'summary.json')) as Record<string, unknown>;
  }, PATIENCE_MS);

  afterAll(() => user.leave());

  it('end with status 2, as some rows are in error', () => {
    expect(ended).toMatchObject({ status: 2 });
    expect(outcomes.filter((line) => line['verify_status'] === 'error').length).toBeGreaterThan(0);
  });

  it('come out one line for every record, in their order, with their own cells as they were', () => {
    const records = list.slice(1);
    expect(outcomes).toHaveLength(records.length);
    const header = list[0] ?? [];
    const readable = outcomes.map((line, index) => ({ line, cells: records[index] ?? [] }));
    for (const { line, cells } of readable) {
      const own = header.map((column) => line[column]);
      expect(line['verify_status'] === 'unreadable' ? own[0] : own).toEqual(
        line['verify_status'] === 'unreadable' ? cells[0] : cells,
      );
    }
    expect(readable.filter(({ line }) => line['verify_status'] === 'unreadable')).toHaveLength(1);
  });

  it('have the outcome that the service gives about each of them', () => {
    const called = outcomes.filter((line) => line['verify_source'] === 'api');
    expect(called.length).toBeGreaterThan(400);
    for (const line of called) {
      const { code } = answerAbout(retyped(line['身份证号'] ?? ''), line['姓名'] ?? '');
      expect(line).toMatchObject({
        verify_status: VERDICT_STATUS.get(code) ?? 'error',
        verify_code: String(code),
      });
    }
  });

  it('that are duplicates or rejected here were not called and name no session', () => {
    const quiet = outcomes.filter((line) => ['duplicate', 'local'].includes(line['verify_source'] ?? ''));
    expect(quiet.length).toBeGreaterThan(20);
    const empty = { verify_attempts: '0', verify_session_id: '', verify_checked_at: '' };
    for (const line of quiet) expect(line).toMatchObject(empty);
    const duplicates = quiet.filter((line) => line['verify_source'] === 'duplicate');
    for (const line of duplicates) {
      const original = outcomes[Number(line['verify_duplicate_of']) - 1] ?? {};
      expect(line['verify_status']).toBe(original['verify_status']);
      expect(retyped(line['身份证号'] ?? '')).toBe(retyped(original['身份证号'] ?? ''));
    }
    const sent = new Set(user.simulator.calls().map(({ idNumber }) => idNumber));
    const rejected = quiet.filter((line) => line['verify_source'] === 'local' && line['身份证号'] !== '');
    for (const line of rejected) expect(sent.has(retyped(line['身份证号'] ?? ''))).toBe(false);
  });

  it('have a line for every call that the service saw, and none besides', () => {
    const calls = user.simulator.calls();
    const bySequence = new Map(calls.map((call) => [String(call.seq), call]));
    expect(attempts.filter((line) => line['result'] !== 'refused')).toHaveLength(calls.length);
    const answered = attempts.filter((line) => line['result'] === 'answered');
    expect(answered).toHaveLength(calls.filter(({ dropped }) => !dropped).length);
    for (const line of answered) {
      const call = bySequence.get(line['session_id']?.split('-').at(-1) ?? '');
      expect(line).toMatchObject({ code: String(call?.code), http_status: String(call?.http) });
      expect(retyped(outcomes[Number(line['row']) - 1]?.['身份证号'] ?? '')).toBe(call?.idNumber);
      expect(Date.parse(line['started_at'] ?? '')).toBeLessThanOrEqual(call?.receivedAt ?? 0);
      expect(Date.parse(line['finished_at'] ?? '')).toBeGreaterThanOrEqual(call?.receivedAt ?? 0);
    }
  });

  it('were called as often, each of them, as their lines say', () => {
    const ours = countBy(
      attempts.filter((line) => line['result'] !== 'refused'),
      (line) => retyped(outcomes[Number(line['row']) - 1]?.['身份证号'] ?? ''),
    );
    expect(ours).toEqual(countBy(user.simulator.calls(), ({ idNumber }) => idNumber));
    for (const [index, line] of outcomes.entries()) {
      const own = attempts.filter((attempt) => attempt['row'] === String(index + 1));
      expect(line['verify_attempts']).toBe(String(own.length));
      expect(own.map((attempt) => attempt['attempt'])).toEqual(own.map((_, n) => String(n + 1)));
    }
  });

  it('have a summary that is counted from the files', () => {
    const status = countBy(outcomes, (line) => line['verify_status'] ?? '');
    const results = countBy(attempts, (line) => line['result'] ?? '');
    const answered = attempts.filter((line) => line['result'] === 'answered');
    const left = attempts.filter((line) => line['result'] !== 'refused');
    const refused = results['refused'] ?? 0;
    expect(summary).toMatchObject({
      batch: 'customers',
      label: 'ours',
      state: 'completed',
      rows: outcomes.length,
      by_code: countBy(answered, (line) => line['code'] ?? ''),
      calls: left.length,
      answered: results['answered'],
      in_doubt: results['in_doubt'],
      refused,
      retries: left.length - new Set(left.map((line) => line['row'])).size,
      duplicates: outcomes.filter((line) => line['verify_source'] === 'duplicate').length,
      local: outcomes.filter((line) => line['verify_source'] === 'local').length,
    });
    const byStatus = Object.entries(summary['by_status'] as Record<string, number>).filter(
      ([, count]) => count > 0,
    );
    expect(Object.fromEntries(byStatus)).toEqual(status);
    expect(results['in_doubt']).toBeGreaterThan(0);
  });

  it('print that summary on standard output, and nothing else there', () => {
    expect(JSON.parse(ended.stdout)).toEqual(summary);
  });

  it('leave nothing personal anywhere but in the outcomes', () => {
    const secrets = list
      .slice(1)
      .flatMap(([, name = '', idNumber = '', phone = '']) => [name, idNumber, phone]);
    const personal = [...new Set(secrets)].filter(
      (text) => text.length >= 4 || /^\p{Script=Han}{3}$/u.test(text),
    );
    expect(personal.length).toBeGreaterThan(1000);
    const files = filesUnder(user.data).filter((path) => !path.endsWith('outcomes.csv'));
    expect(files.some((path) => path.includes('appendonly'))).toBe(true);
    const texts = files.map((path) => ({ path, text: readFileSync(path).toString('utf8') }));
    texts.push(
      { path: 'standard error', text: ended.stderr },
      { path: 'standard output', text: ended.stdout },
    );
    const leaks = texts.flatMap(({ path, text }) =>
      personal
        .filter((secret) => text.includes(secret))
        .map((secret) => `${relative(user.data, path)}: ${secret}`),
    );
    expect(leaks).toEqual([]);
  });

  it('have files and directories that are the user’s alone', () => {
    const directory = join(user.data, 'batches', 'customers');
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    for (const name of ['outcomes.csv', 'attempts.csv', 'summary.json']) {
      expect(statSync(join(directory, name)).mode & 0o777).toBe(0o600);
    }
  });

  it(
    'are not called again by the same batch',
    async () => {
      const before = user.simulator.calls().length;
      const again = await user.rollcall(['run', CUSTOMERS, '--batch', 'customers']);
      expect(again.status).toBe(2);
      expect(user.simulator.calls()).toHaveLength(before);
    },
    PATIENCE_MS,
  );

  it('give their batch’s name to no other list', async () => {
    const other = user.file('other.csv', cleanList(3));
    const refused = await user.rollcall(['run', other, '--batch', 'customers']);
    expect(refused.status).toBe(1);
    expect(refused.stderr).toMatch(/another list/);
    expect(refused.stderr).not.toMatch(STACK);
  });
});

function filesUnder(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

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
    const first = user.start(args);
    await user.simulator.whenReceived(50);
    first.signal('SIGINT');
    const stopped = await first.ended;
    expect(stopped).toMatchObject({ status: 5 });
    expect(stopped.stderr).not.toMatch(STACK);
    const before = user.simulator.calls().length;
    expect(before).toBeLessThan(400);
    expect(await user.rollcall(args)).toMatchObject({ status: 0 });
    const calls = user.simulator.calls();
    expect(calls).toHaveLength(400);
    expect(new Set(calls.map(({ idNumber }) => idNumber)).size).toBe(400);
    // Some may have been withheld at the signal.
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

describe('a user’s mistake', () => {
  let user: User;
  beforeAll(async () => {
    user = await User.arrive();
  });
  afterAll(() => user.leave());

  async function told(args: readonly string[], environment: Record<string, string> = {}): Promise<string> {
    const { status, stderr, stdout } = await user.rollcall(args, environment);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).not.toMatch(STACK);
    expect(stderr).not.toContain('has a fault');
    expect(user.simulator.calls()).toHaveLength(0);
    return stderr;
  }

  it.each([
    [['rum', 'x.csv'], /Did you mean run\?/],
    [['run', 'x.csv', '--bacth', 'a'], /Did you mean --batch\?/],
    [['run', 'x.csv', '--max-call', '5'], /Did you mean --max-calls\?/],
    [['statsu'], /Did you mean status\?/],
  ])('%j names the nearest one', async (args, words) => {
    expect(await told(args)).toMatch(words);
  });

  it.each([
    ['--workers', '0'],
    ['--max-calls', '-1'],
    ['--max-attempts', '1.5'],
    ['--precheck', 'maybe'],
    ['--in-doubt', 'perhaps'],
    ['--encoding', 'ebcdic'],
  ])('such as %s %s names the option', async (option, value) => {
    expect(await told(['run', 'x.csv', option, value])).toContain(option);
  });

  it('such as a file that is not there names the file', async () => {
    expect(await told(['run', 'nowhere.csv'])).toContain('nowhere.csv');
  });

  it('such as a list without a column of numbers names what there is', async () => {
    expect(await told(['run', user.file('odd.csv', '姓名,电话\n张三,1\n')])).toMatch(/id-column/);
  });

  it('such as a column that the list doesn’t have names it', async () => {
    const list = user.file('list.csv', cleanList(2));
    expect(await told(['run', list, '--id-column', '护照号'])).toContain('护照号');
  });

  it('such as an empty file is told', async () => {
    expect(await told(['run', user.file('none.csv', '')])).toContain('none.csv');
  });

  it('such as missing credentials names them', async () => {
    const list = user.file('list.csv', cleanList(2));
    const words = await told(['run', list], { ROLLCALL_SECRET_KEY: '', ROLLCALL_BUCKET: '' });
    expect(words).toMatch(/ROLLCALL_BUCKET, ROLLCALL_SECRET_KEY/);
  });

  it('such as a bad setting names the variable', async () => {
    expect(await told(['run', 'x.csv'], { ROLLCALL_TIMEOUT_MS: 'soon' })).toContain('ROLLCALL_TIMEOUT_MS');
  });

  it('such as a batch id of digits is told', async () => {
    expect(await told(['run', user.file('list.csv', cleanList(2)), '--batch', '123'])).toContain('"123"');
  });

  it('such as two files for one batch is told', async () => {
    expect(await told(['run', 'a.csv', 'b.csv', '--batch', 'x'])).toMatch(/--batch/);
  });

  it('such as no file at all is told', async () => {
    expect(await told(['run'])).toMatch(/files/);
  });

  it('leaves no batch behind', () => {
    const left = filesUnder(user.data).filter((path) => path.includes('batches'));
    expect(left).toEqual([]);
  });
});

test('help and version are answered with status 0', async () => {
  const user = await arrive();
  const version = await user.rollcall(['--version']);
  expect(version).toMatchObject({ status: 0 });
  expect(version.stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  for (const args of [['--help'], ['run', '--help']]) {
    const help = await user.rollcall(args);
    expect(help.status).toBe(0);
    expect(help.stdout).toContain('Usage: rollcall');
  }
});
