// The accountant's month, as a user meets it: shown, closed with evidence that can be checked, and opened again.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { chinaDay } from '../../src/domain/china-time.js';
import { unfitting, unzip } from '../support/evidence.js';
import { arrive, cleanList, filesUnder, readCsv, User } from './user.js';

const MOVED_CLOCK = new URL('../support/moved-clock.mjs', import.meta.url).href;
const DAY = 86_400_000;

test('a month is closed with what can be checked, keeps its labels, and is opened again', async () => {
  const user = await arrive();
  const people = cleanList(20);
  user.file('list.csv', people);
  user.file('books.csv', 'label,account,cost_center\nsales,6602.01,C-1\n(provider),2202,\n');
  const day = chinaDay(Date.now());
  const month = day.slice(0, 7);
  await user.rollcall(['price', 'set', '0.30', '--from', `${month}-01`]);
  await user.rollcall(['run', 'list.csv', '--batch', 'b', '--label', 'sales', '--no-ping']);
  user.file('bill.csv', `period,calls,amount\n${month},20,6.00\n`);

  const shown = await user.rollcall(['month', 'show', month, '--json', '--bill', 'bill.csv']);
  const view = JSON.parse(shown.stdout) as Record<string, unknown>;
  expect(view).toMatchObject({
    state: 'open',
    // Calls at the edge of five minutes may be counted on its other side.
    verdict: expect.stringMatching(/^(balanced|explained)$/) as string,
    differences: [],
    labels: [{ label: 'sales', cost: '6.00' }],
    bill: { calls: 20, amount: '6.00', difference: '0.00', rounding_at_most: '0.005' },
  });

  const close = ['month', 'close', month, '--books', 'books.csv', '--bill', 'bill.csv'];
  const refused = await user.rollcall(close);
  expect({ status: refused.status, said: refused.stderr }).toEqual({
    status: 1,
    said: expect.stringContaining(`${month} is not over`) as string,
  });
  const review = await user.rollcall([...close, '--early'], { ROLLCALL_CLOSE_REVIEW: '1' });
  expect({ status: review.status, said: review.stderr.includes('--reviewed-by') }).toEqual({
    status: 1,
    said: true,
  });
  const closed = await user.rollcall([...close, '--early', '--reviewed-by', 'chen']);
  expect({ status: closed.status, said: closed.stdout }).toEqual({
    status: 0,
    said: `${month} is closed (${String(view['verdict'])}): ${join(user.data, 'months', month)}\n`,
  });

  const directory = join(user.data, 'months', month);
  const written = JSON.parse(readFileSync(join(directory, 'close.json'), 'utf8')) as Record<string, unknown>;
  expect(written).toMatchObject({ reviewed_by: { name: 'chen', how: 'stated' }, early: true });
  const entries = readCsv(readFileSync(join(directory, 'journal.csv'), 'utf8'));
  expect(entries.map(({ account, debit, credit }) => [account, debit, credit])).toEqual([
    ['6602.01', '6.00', ''],
    ['2202', '', '6.00'],
  ]);
  const files = await unzip(join(directory, 'evidence.zip'));
  expect(unfitting(files)).toEqual([]);
  for (const name of [
    'README.html',
    'close.json',
    'journal.csv',
    'prices.json',
    // Whichever file was named.
    'books.csv',
    'reports/counts/report.json',
  ])
    expect(files.has(name)).toBe(true);
  expect([...files.keys()].some((name) => name.startsWith('ledgers/b-'))).toBe(true);
  expect([...files.keys()].some((name) => name.startsWith('reports/counts/answers/'))).toBe(true);
  // Nobody’s name or number is in any of it.
  const rows = people
    .split('\n')
    .slice(1, -1)
    .flatMap((line) => line.split(','));
  const whole = [...files.values()].join('\n');
  expect(rows.filter((cell) => cell.length > 1 && whole.includes(cell))).toEqual([]);

  const again = await user.rollcall([...close, '--early']);
  expect(again.stderr).toContain(`${month} was closed`);
  const label = await user.rollcall(['label', 'b', 'legal']);
  expect({ status: label.status, said: label.stderr.includes('which is closed') }).toEqual({
    status: 1,
    said: true,
  });

  const reopened = await user.rollcall(['month', 'reopen', month, '--reason', 'wrong label', '--json']);
  const { kept } = JSON.parse(reopened.stdout) as { kept: string };
  expect(existsSync(join(directory, 'close.json'))).toBe(false);
  expect(
    filesUnder(kept)
      .map((path) => path.slice(kept.length + 1))
      .toSorted(),
  ).toEqual(['close.html', 'close.json', 'evidence.zip', 'journal.csv', 'reopened.json']);
  expect((await user.rollcall(['label', 'b', 'legal'])).status).toBe(0);
});

test('a month with calls that nobody knows of is closed only where they are accepted', async () => {
  const user = await arrive();
  user.file('list.csv', cleanList(5));
  await user.rollcall(['run', 'list.csv', '--batch', 'b', '--no-ping']);
  const month = chinaDay(Date.now()).slice(0, 7);
  user.file('bill.csv', `period,calls,amount\n${month},7,2.10\n`);
  const close = ['month', 'close', month, '--early', '--bill', 'bill.csv'];
  const refused = await user.rollcall(close, { ROLLCALL_PRICE: '0.30' });
  expect({ status: refused.status, said: refused.stderr }).toEqual({
    status: 4,
    said: expect.stringContaining(`${month}/others (2)`) as string,
  });
  const accept = ['--accept', `${month}/others=test system`, '--accept', 'paid by them', '--json'];
  const closed = await user.rollcall([...close, ...accept], { ROLLCALL_PRICE: '0.30' });
  expect(closed.status).toBe(0);
  expect(JSON.parse(closed.stdout)).toMatchObject({
    differences: [
      { id: `${month}/others`, calls: 2, accepted: 'test system' },
      { id: `${month}/amount`, amount: '0.60', accepted: 'paid by them' },
    ],
  });
});

function nextMonth(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
}

/** A process whose clock stands at this instant and goes on. */
function at(instantMs: number): Record<string, string> {
  return { NODE_OPTIONS: `--import ${MOVED_CLOCK}`, CLOCK_AHEAD_MS: String(instantMs - Date.now()) };
}

/** The commands of the worked month on the page, in their order, with this month in the place of its own. */
function workedCommands(month: string): string[][] {
  const page = readFileSync(new URL('../../docs/accounting.md', import.meta.url), 'utf8');
  const worked = page.slice(page.indexOf('## One month, from first to last'));
  const commands = [...worked.matchAll(/`rollcall ([^`]+)`/g)].map(([, command = '']) => command);
  const next = nextMonth(month);
  return commands.map((command) =>
    [
      ...command
        .replaceAll('2027-01', next)
        .replaceAll('2026-12', month)
        .matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g),
    ].map(([, single, double, bare]) => single ?? double ?? bare ?? ''),
  );
}

test('the worked month of the page goes as it says, and its evidence is checked by sha256sum alone', async () => {
  const user = await arrive();
  const today = chinaDay(Date.now());
  const month = today.slice(0, 7);
  user.file('customers.csv', cleanList(20));
  user.file(`bill-${month}.csv`, `period,calls,amount\n${month},24,7.20\n`);
  const [price = [], budget = [], run = [], more = [], resume = [], show = [], close = [], later = []] =
    workedCommands(month);
  const exactly = (command: readonly string[], calls: string): string[] =>
    command.map((word) => (/^\d{5}$/.test(word) ? calls : word));
  expect((await user.rollcall(price)).status).toBe(0);
  expect((await user.rollcall(exactly(budget, '15'))).status).toBe(0);
  const halted = await user.rollcall([...run, '--batch', 'b', '--no-ping']);
  expect({ status: halted.status, said: halted.stdout }).toEqual({
    status: 3,
    said: expect.stringContaining(`the budget of label "sales" for ${month} is used up`) as string,
  });
  // What is left was told before.
  expect(halted.stderr).toContain('15 calls left of 15 calls, which is not enough');
  const raised = await user.rollcall(exactly(more, '40'));
  expect({ status: raised.status, said: raised.stdout }).toEqual({
    status: 0,
    said: expect.stringMatching(/takes the place of 15 calls, set by \S+ on \d{4}-/) as string,
  });
  expect((await user.rollcall(resume)).status).toBe(0);
  // Four calls of a test system.
  expect((await user.rollcall([...show, '--bill', `bill-${month}.csv`])).stdout).toContain(`${month}/others`);
  const accepted = close.map((word) => word.replace(/^.*\/others=/, `${month}/others=`));
  const both = [...accepted, '--accept', `${month}/amount=ticket 812`, '--early'];
  const closed = await user.rollcall(both, { ROLLCALL_CLOSE_REVIEW: '1' });
  expect({ status: closed.status, said: closed.stderr }).toEqual({ status: 0, said: closed.stderr });
  const directory = join(user.data, 'months', month);
  const written = JSON.parse(readFileSync(join(directory, 'close.json'), 'utf8')) as Record<string, unknown>;
  expect(written).toMatchObject({ reviewed_by: { name: 'chen', how: 'stated' }, labels: [{ cost: '6.00' }] });

  const unpacked = join(user.directory, 'evidence');
  const evidence = await unzip(join(directory, 'evidence.zip'));
  const wanted = ['prices.json', 'budgets.json', 'reports/counts/report.json', 'reports/bill/report.json'];
  expect(wanted.filter((name) => !evidence.has(name))).toEqual([]);
  // The bill as it was read.
  expect([...evidence.values()].join('\n')).toContain(`period,calls,amount\n${month},24,7.20`);
  for (const [name, bytes] of evidence) {
    mkdirSync(dirname(join(unpacked, name)), { recursive: true });
    writeFileSync(join(unpacked, name), bytes);
  }
  const checked = spawnSync('sha256sum', ['-c', 'SHA256SUMS'], { cwd: unpacked, encoding: 'utf8' });
  expect({ status: checked.status, failed: /FAILED/.test(checked.stdout) }).toEqual({
    status: 0,
    failed: false,
  });
  writeFileSync(join(unpacked, 'journal.csv'), 'another');
  expect(spawnSync('sha256sum', ['-c', 'SHA256SUMS'], { cwd: unpacked }).status).toBe(1);

  // What comes late changes nothing in it, and is an open difference of the next month, beside what was accepted in this one.
  const before = readFileSync(join(directory, 'evidence.zip'));
  const next = later.at(-1) ?? '';
  const shownAt = Date.parse(`${next}-09T12:00:00+08:00`);
  user.simulator.control({ statExtra: { 0: 3 } });
  const january = await user.inOwnProcess([...later, '--json'], at(shownAt));
  expect({ status: january.status, said: january.stderr }).toEqual({ status: 0, said: january.stderr });
  const age = Math.floor((shownAt - Date.parse(`${today}T24:00:00+08:00`)) / DAY);
  expect(JSON.parse(january.stdout)).toMatchObject({
    month: next,
    state: 'open',
    differences: [
      { id: `${today}/0/late_theirs`, calls: 3, age_days: age, carried_from: month, accepted: null },
      { id: `${month}/others`, calls: 4, carried_from: month, accepted: 'test system, ticket 812' },
      { id: `${month}/amount`, carried_from: month, accepted: 'ticket 812' },
    ],
  });
  user.simulator.control({ statExtra: {} });
  await user.rollcall([...run, '--batch', 'late', '--no-ping']);
  expect(readFileSync(join(directory, 'evidence.zip')).equals(before)).toBe(true);
});

test('a month of FaceID is closed by its own bill, in a directory of its own, and a line that comes late is the next month’s', async () => {
  let aheadMs = 0;
  const user = await User.arrive({}, 'faceid', () => Date.now() + aheadMs);
  onTestFinished(() => user.leave());
  user.file('list.csv', cleanList(30));
  const today = chinaDay(Date.now());
  const month = today.slice(0, 7);
  await user.rollcall(['price', 'set', '0.30', '--from', `${month}-01`]);
  await user.rollcall(['run', 'list.csv', '--batch', 'b', '--label', 'sales', '--no-ping']);
  const calls = user.simulator.totals().counted;
  const closed = await user.rollcall(['month', 'close', month, '--early', '--json']);
  expect({ status: closed.status, said: closed.stderr }).toEqual({ status: 0, said: closed.stderr });
  expect(JSON.parse(closed.stdout)).toMatchObject({
    provider: 'faceid',
    verdict: 'balanced',
    differences: [],
    bill: { calls, difference: '0.00' },
  });
  const directory = join(user.data, 'months', `${month}-faceid`);
  const files = await unzip(join(directory, 'evidence.zip'));
  expect(unfitting(files)).toEqual([]);
  const names = [...files.keys()];
  expect(names).toContain('reports/bill/report.json');
  expect(names.some((name) => name.startsWith('reports/bill/answers/'))).toBe(true);

  user.simulator.control({ statExtra: { 0: 2 } });
  const next = nextMonth(month);
  const show = ['month', 'show', next, '--json'];
  const shownAt = Date.parse(`${next}-05T12:00:00+08:00`);
  aheadMs = shownAt - Date.now();
  const later = await user.inOwnProcess(show, at(shownAt));
  expect({ status: later.status, said: later.stderr }).toEqual({ status: 0, said: later.stderr });
  const { differences } = JSON.parse(later.stdout) as {
    differences: { kind: string; carried_from: string }[];
  };
  const late = differences.filter(({ kind }) => kind === 'late_theirs');
  expect(late).toMatchObject([{ calls: 2, carried_from: month, accepted: null }]);
});
