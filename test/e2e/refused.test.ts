// A command that is refused changes nothing: what is on record of a batch is the same before and after, byte for byte.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { arrive, cleanList, filesUnder, User } from './user.js';

const OPTIONS = [
  '--max-calls',
  '10',
  '--in-doubt',
  'hold',
  '--rate',
  '15',
  '--xlsx',
  '--on-finish',
  '/bin/true',
];

const BAD_KEY = { ROLLCALL_SECRET_KEY: 'another' };

function record({ data }: User): string {
  return readFileSync(join(data, 'batches/november/work/batch.json'), 'utf8');
}

/** All that stands in the batch's directory. */
function everything({ data }: User): Record<string, string> {
  const directory = join(data, 'batches/november');
  return Object.fromEntries(filesUnder(directory).map((path) => [path, readFileSync(path, 'latin1')]));
}

it('a run of a batch that another process works on leaves its cap, its options and its program as they were', async () => {
  const user = await arrive();
  const list = user.file('people.csv', cleanList(300));
  const run = ['run', list, '--batch', 'november', '--no-ping', '--workers', '1'];
  const first = user.start([...run, '--max-calls', '100', ...OPTIONS.slice(2)]);
  onTestFinished(async () => {
    first.signal('SIGTERM');
    await first.ended;
  });
  await user.simulator.whenReceived(3);
  const before = record(user);
  for (const options of [[], ['--max-calls', '9000', '--rate', '500', '--in-doubt', 'retry']]) {
    expect(await user.rollcall([...run, ...options])).toMatchObject({ status: 1 });
    expect(record(user)).toBe(before);
  }
});

describe('of a batch that halts at its cap', () => {
  let user: User;
  let list: string;
  beforeAll(async () => {
    user = await User.arrive();
    list = user.file('people.csv', cleanList(30));
    const run = ['run', list, '--batch', 'november', '--no-ping', '--workers', '1', ...OPTIONS];
    await user.rollcall(run);
  });
  afterAll(() => user.leave());

  const CASES: [string, (list: string, other: string) => string[], Record<string, string>, number][] = [
    ['run with another list', (_, other) => ['run', other, '--batch', 'november', '--no-ping'], {}, 1],
    ['run held against another batch', (l) => ['run', l, '--batch', 'november', '--previous', 'x'], {}, 1],
    [
      'run of another account',
      (l) => ['run', l, '--batch', 'november', '--no-ping'],
      { ROLLCALL_APPID: '9' },
      1,
    ],
    [
      'run with refused credentials',
      (l) => ['run', l, '--batch', 'november', '--max-calls', '99'],
      BAD_KEY,
      3,
    ],
    ['submit without a server', (l) => ['submit', l, '--batch', 'november', '--max-calls', '99'], {}, 1],
    ['resume with refused credentials', () => ['resume', 'november', '--max-calls', '99'], BAD_KEY, 3],
    [
      'resume without its server',
      () => ['resume', 'november', '--no-ping', '--max-calls', '99'],
      { REDIS_URL: 'redis://127.0.0.1:1' },
      1,
    ],
    [
      'resume of another account',
      () => ['resume', 'november', '--max-calls', '99'],
      { ROLLCALL_APPID: '9' },
      1,
    ],
    ['purge', () => ['purge', '--yes'], {}, 1],
  ];

  it.each(CASES)('%s is refused and changes nothing', async (_name, args, environment, status) => {
    const before = everything(user);
    const other = user.file('others.csv', cleanList(29));
    expect(await user.rollcall(args(list, other), environment)).toMatchObject({ status });
    expect(everything(user)).toEqual(before);
  });

  it('a resume goes on under the options that were recorded', async () => {
    const calls = user.simulator.calls().length;
    const run = ['run', list, '--batch', 'november', '--no-ping', '--workers', '1'];
    expect(await user.rollcall(run)).toMatchObject({ status: 3 });
    expect(user.simulator.calls().length).toBe(calls);
    expect(JSON.parse(record(user))).toMatchObject({
      options: { maxCalls: 10, inDoubt: 'hold', rate: 15 },
      files: { xlsx: true },
      onFinish: '/bin/true',
    });
  });
});

it('two lists that are given one id at the same moment make one batch, whole, of one of them', async () => {
  const user = await arrive();
  const good = user.file('good.csv', cleanList(3000));
  const bad = user.file('bad.csv', 'a,b\n1,2\n');
  const run = (list: string) => [
    'run',
    list,
    '--batch',
    'november',
    '--no-ping',
    '--workers',
    '1',
    '--max-calls',
    '5',
  ];
  for (let turn = 0; turn < 2; turn += 1) {
    const ends = await Promise.all([good, bad].map((list) => user.rollcall(run(list))));
    expect(ends.map(({ status }) => status)).toEqual([3, 1]);
    expect(existsSync(join(user.data, 'batches/november/work/batch.json'))).toBe(true);
    expect(ends.map(({ stderr }) => stderr).join('')).not.toContain('fault');
  }
});
