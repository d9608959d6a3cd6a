// A user's mistakes: each is named in one line before anything is sent.

import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { arrive, cleanList, STACK, User, filesUnder } from './user.js';

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
