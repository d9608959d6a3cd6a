// A refused command changes nothing: what is recorded of a batch is the same before and after, byte for byte.

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

/** All files in the batch's directory. */
function everything({ data }: User): Record<string, string> {
  const directory = join(data, 'batches/november');
  return Object.fromEntries(filesUnder(directory).map((path) => [path, readFileSync(path, 'latin1')]));
}

it('a run of a batch that another process works on leaves its cap, its options and its program as they were', async () => {
  const user = await arrive();
  // The list is so long that the run still works when the refused commands have come and gone.
  const list = user.file('people.csv', cleanList(3000));
  const run = ['run', list, '--batch', 'november', '--no-ping'];
  const first = user.start([...run, '--max-calls', '2000', ...OPTIONS.slice(2)]);
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
    const run = ['run', list, '--batch', 'november', '--no-ping', ...OPTIONS];
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
    const run = ['run', list, '--batch', 'november', '--no-ping'];
    expect(await user.rollcall(run)).toMatchObject({ status: 3 });
    expect(user.simulator.calls().length).toBe(calls);
    expect(JSON.parse(record(user))).toMatchObject({
      options: { maxCalls: 10, inDoubt: 'hold', rate: 15 },
      files: { xlsx: true },
      onFinish: '/bin/true',
    });
  });
});

describe('of batches that have ended, and of schedules', () => {
  let user: User;
  let list: string;
  beforeAll(async () => {
    user = await User.arrive();
    list = user.file('people.csv', cleanList(8));
    const run = ['run', list, '--no-ping', '--batch'];
    await user.rollcall([...run, 'done']);
    await user.rollcall([...run, 'gone', '--max-calls', '2']);
    await user.rollcall(['cancel', 'gone']);
    await user.rollcall([...run, 'halted', '--max-calls', '2']);
    await user.rollcall(['schedule', 'add', 'nightly', '--file', list, '--cron', '30 1 * * *']);
    await user.rollcall(['schedule', 'add', 'lost', '--file', '/not/there.csv', '--cron', '30 1 * * *']);
  });
  afterAll(() => user.leave());

  /** The private Redis's own files are left out, because it counts its commands. */
  const onRecord = (): Record<string, string> =>
    Object.fromEntries(
      filesUnder(user.data)
        .filter((path) => !path.startsWith(join(user.data, 'redis')))
        .map((path) => [path, readFileSync(path, 'latin1')]),
    );

  const AWAY = { REDIS_URL: 'redis://127.0.0.1:1' };
  const CRON = ['--cron', '0 3 * * *'];
  /** Each command waits ten seconds for a server. */
  const WITHOUT_SERVER: [string, string[]][] = [
    ['pause', ['pause', 'halted']],
    ['resume', ['resume', 'halted', '--no-ping', '--max-calls', '99']],
    ['cancel', ['cancel', 'halted']],
    ['schedule add', ['schedule', 'add', 'nightly', '--file', 'x.csv', ...CRON, '--replace']],
    ['schedule remove', ['schedule', 'remove', 'nightly']],
    ['schedule run', ['schedule', 'run', 'nightly']],
  ];
  const CASES: [string, string[], Record<string, string>][] = [
    ['pause of a completed batch', ['pause', 'done'], {}],
    ['cancel of a completed batch', ['cancel', 'done'], {}],
    ['pause of a cancelled batch', ['pause', 'gone'], {}],
    ['resume of a cancelled batch', ['resume', 'gone', '--max-calls', '90', '--no-ping'], {}],
    ['purge of a halted batch', ['purge', 'halted', '--yes'], {}],
    ['cancel of no batch', ['cancel', 'nobody'], {}],
    ['run of an option that is none', ['run', 'people.csv', '--batch', 'halted', '--max-calls', '0'], {}],
    ['schedule add of a name that is taken', ['schedule', 'add', 'nightly', '--file', 'x.csv', ...CRON], {}],
    [
      'schedule add of options that do not go together',
      ['schedule', 'add', 'nightly', '--file', 'x.csv', ...CRON, '--settle', '1h', '--replace'],
      {},
    ],
    ['schedule remove of no schedule', ['schedule', 'remove', 'none'], {}],
    ['schedule run of no schedule', ['schedule', 'run', 'none'], {}],
  ];

  const known = () => ({ onRecord: onRecord(), calls: user.simulator.calls().length });

  it.each(CASES)('%s is refused and changes nothing', async (_name, args, environment) => {
    const before = known();
    const { status, stderr } = await user.rollcall(args, environment);
    const fault = stderr.includes('fault');
    expect({ status, fault, ...known() }).toEqual({ status: 1, fault: false, ...before });
  });

  it.concurrent.for(WITHOUT_SERVER)(
    '%s without its server is refused and changes nothing',
    async ([_name, args]) => {
      const before = known();
      const { status, stderr } = await user.rollcall(args, AWAY);
      const fault = stderr.includes('fault');
      expect({ status, fault, ...known() }).toEqual({ status: 1, fault: false, ...before });
    },
  );

  it('a schedule run without its list notes the night, and nothing else changes', async () => {
    const before = onRecord();
    expect(await user.rollcall(['schedule', 'run', 'lost'])).toMatchObject({ status: 1 });
    const nights = join(user.data, 'schedules/lost/nights');
    const others = Object.entries(onRecord()).filter(([path]) => !path.startsWith(nights));
    expect(Object.fromEntries(others)).toEqual(before);
  });
});

it('of two schedules that are added under one name at the same moment one is there, and the other is told', async () => {
  const user = await arrive();
  const add = (file: string): string[] => [
    'schedule',
    'add',
    'nightly',
    '--file',
    file,
    '--cron',
    '0 3 * * *',
  ];
  const ends = await Promise.all(['a.csv', 'b.csv', 'c.csv'].map((file) => user.rollcall(add(file))));
  expect(ends.map(({ status }) => String(status)).toSorted()).toEqual(['0', '1', '1']);
  const kept = ends.findIndex(({ status }) => status === 0);
  const schedule = readFileSync(join(user.data, 'schedules/nightly/schedule.json'), 'utf8');
  expect(schedule).toContain(['a.csv', 'b.csv', 'c.csv'][kept]);
});

it('two lists that are given one id at the same moment make one batch, whole, of one of them', async () => {
  const user = await arrive();
  const good = user.file('good.csv', cleanList(3000));
  const bad = user.file('bad.csv', 'a,b\n1,2\n');
  const run = (list: string) => ['run', list, '--batch', 'november', '--no-ping', '--max-calls', '5'];
  for (let turn = 0; turn < 2; turn += 1) {
    const ends = await Promise.all([good, bad].map((list) => user.rollcall(run(list))));
    expect(ends.map(({ status }) => status)).toEqual([3, 1]);
    expect(existsSync(join(user.data, 'batches/november/work/batch.json'))).toBe(true);
    expect(ends.map(({ stderr }) => stderr).join('')).not.toContain('fault');
  }
});
