// FaceID from the first row to the last file, as a user meets it: the built command against a pretend service that speaks
// that interface.

import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { startSimulator, type Simulator } from '../../src/simulator/index.js';
import { cleanList, STACK, User, type Ended } from './user.js';

let user: User;

beforeEach(async () => {
  user = await User.arrive({}, 'faceid');
  onTestFinished(() => user.leave());
});

const RUN = ['run', 'list.csv', '--batch', 'b'];
const STRAIGHT = [...RUN, '--no-ping'];

function summary(): Record<string, unknown> {
  return JSON.parse(user.batchFile('b', 'summary.json')) as Record<string, unknown>;
}

describe('rollcall run', () => {
  test('verifies a list, with the answers of that interface on record', async () => {
    user.file('list.csv', cleanList(60));
    const { status, stderr } = await user.rollcall(STRAIGHT);
    expect({ status, stderr: STACK.test(stderr) }).toEqual({ status: 0, stderr: false });
    const outcomes = user.lines('b', 'outcomes.csv');
    expect(outcomes).toHaveLength(60);
    for (const { verify_status: said, verify_code: code } of outcomes)
      expect(['match 0', 'mismatch -1', 'lookup_failed -5']).toContain(`${said} ${code}`);
    expect(new Set(outcomes.map(({ verify_session_id: id }) => id)).size).toBe(60);
    expect(user.lines('b', 'attempts.csv')).toHaveLength(60);
    expect(summary()).toMatchObject({ provider: 'faceid', calls: 60, rows: 60 });
    expect(user.simulator.calls().every(({ code }) => code !== null && !code.startsWith('Auth'))).toBe(true);
  });

  test('tries the credentials first with a question that costs nothing', async () => {
    user.file('list.csv', cleanList(3));
    expect((await user.rollcall(RUN)).status).toBe(0);
    expect(user.simulator.totals()).toMatchObject({ received: 4 });
    expect(user.simulator.calls()[0]).toMatchObject({ code: '-2', counted: false });
  });

  test('goes no further where they are refused, and says what to do', async () => {
    user.file('list.csv', cleanList(3));
    user.simulator.control({ refuseCredentials: true });
    const { status, stderr } = await user.rollcall(RUN);
    expect(status).toBe(3);
    expect(stderr).toContain('AuthFailure.SignatureFailure');
    expect(stderr).toContain('ROLLCALL_SECRET_KEY');
    expect(user.simulator.totals().received).toBe(1);
  });

  test('halts with a remedy, and goes on when that is mended', async () => {
    user.file('list.csv', cleanList(40));
    user.simulator.control({ forceCode: 'UnauthorizedOperation.Arrears' });
    const halted = await user.rollcall(STRAIGHT);
    expect(halted.status).toBe(3);
    expect(halted.stdout).toContain('UnauthorizedOperation.Arrears');
    expect(halted.stdout).toContain('Pay what the account owes');
    user.simulator.control({ forceCode: null });
    expect((await user.rollcall(['resume', 'b'])).status).toBe(0);
    const statuses = user.lines('b', 'outcomes.csv').map(({ verify_status: status }) => status);
    expect(statuses).not.toContain('error');
  });

  test('halts on a clock that is wrong, with the minutes', async () => {
    user.file('list.csv', cleanList(20));
    user.simulator.control({ clockOffsetMs: 7 * 60_000 });
    const { status, stdout } = await user.rollcall(STRAIGHT);
    expect(status).toBe(3);
    expect(stdout).toContain('AuthFailure.SignatureExpire');
    expect(stdout).toContain('7 min behind');
  });

  test('sits out an outage that is told with a Result', async () => {
    const outageCode = '-6';
    user.file('list.csv', cleanList(40));
    user.simulator.control({ outageCode, outageCalls: 15 });
    const { status } = await user.rollcall([...STRAIGHT, '--max-attempts', '3']);
    expect(status).toBe(0);
    const attempts = user.lines('b', 'attempts.csv');
    expect(attempts.filter(({ code }) => code === outageCode)).toHaveLength(15);
    expect(user.lines('b', 'outcomes.csv').every(({ verify_status: s }) => s !== 'error')).toBe(true);
  });

  test('halts on the same error for 20 different rows in a row, which stay open', async () => {
    user.file('list.csv', cleanList(60));
    user.simulator.control({ forceCode: 'InvalidParameterValue.Odd' });
    const { status, stdout } = await user.rollcall(STRAIGHT);
    expect(status).toBe(3);
    expect(stdout).toContain('InvalidParameterValue.Odd');
    user.simulator.control({ forceCode: null });
    expect((await user.rollcall(['resume', 'b', '--no-ping'])).status).toBe(0);
    expect(user.lines('b', 'outcomes.csv').every(({ verify_status: s }) => s !== 'error')).toBe(true);
  });

  test('slows down where calls are too many, and uses no attempt for it', async () => {
    user.file('list.csv', cleanList(60));
    user.simulator.control({ rateLimit: 40, rateBurst: 5 });
    expect((await user.rollcall([...STRAIGHT, '--max-attempts', '1'])).status).toBe(0);
    const attempts = user.lines('b', 'attempts.csv');
    expect(attempts.some(({ code }) => code === 'RequestLimitExceeded')).toBe(true);
  });

  test('holds its cap, and what is in doubt', async () => {
    user.file('list.csv', cleanList(30));
    user.simulator.control({ dropCalls: 4 });
    const capped = await user.rollcall([...STRAIGHT, '--in-doubt', 'hold', '--max-calls', '10']);
    expect(capped.status).toBe(3);
    expect(user.simulator.totals().received).toBe(10);
    const resumed = await user.rollcall(['resume', 'b', '--no-ping', '--max-calls', '30']);
    expect(resumed.status).toBe(2);
    expect(summary()).toMatchObject({ in_doubt: 4, calls: 30 });
  });
});

describe('rollcall ping', () => {
  test('says what it asked about, and that it costs nothing', async () => {
    const { status, stdout } = await user.rollcall(['ping']);
    expect(status).toBe(0);
    expect(stdout).toContain('takes the credentials');
    expect(stdout).toContain('costs nothing');
    expect(user.simulator.totals().counted).toBe(0);
  });

  test('takes "asked too often today" for credentials that are taken', async () => {
    user.simulator.control({ forceCode: '-7' });
    const { status, stdout } = await user.rollcall(['ping']);
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining('too often') as string });
  });

  test('says by how many minutes the clock is wrong', async () => {
    user.simulator.control({ clockOffsetMs: -9 * 60_000 });
    const { status, stderr } = await user.rollcall(['ping']);
    expect({ status, stderr }).toEqual({
      status: 3,
      stderr: expect.stringContaining('9 min ahead') as string,
    });
  });

  test('says where nobody answers', async () => {
    const { status, stderr } = await user.rollcall(['ping'], { ROLLCALL_AUTH_URL: 'http://127.0.0.1:1' });
    expect(status).toBe(1);
    expect(stderr).toContain('ROLLCALL_AUTH_URL');
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});

describe('settings that can not be', () => {
  test.each<[string, Record<string, string>, string]>([
    ['no SecretKey', { ROLLCALL_SECRET_KEY: '' }, 'Not set: ROLLCALL_SECRET_KEY'],
    ['a SecretId with a blank', { ROLLCALL_SECRET_ID: 'AKID x' }, 'ROLLCALL_SECRET_ID'],
    [
      'another service’s host',
      { ROLLCALL_AUTH_URL: 'https://cvm.tencentcloudapi.com' },
      'cvm.tencentcloudapi.com',
    ],
    ['a region that is none', { ROLLCALL_AUTH_URL: 'https://faceid.north.tencentcloudapi.com' }, '"north"'],
  ])('%s: one line that says what and where, and nothing sent', async (_what, environment, words) => {
    user.file('list.csv', cleanList(3));
    const { status, stderr } = await user.rollcall(STRAIGHT, environment);
    expect(status).toBe(1);
    expect(stderr).toContain(words);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(user.simulator.totals().received).toBe(0);
  });
});

describe('beside the service of old', () => {
  const PATIENCE_MS = 180_000;
  const OLD = ['run', 'list.csv', '--batch', 'old', '--no-ping', '--label', 'customers'];

  async function withOld(): Promise<{ old: Simulator; youtu: Record<string, string> }> {
    const old = await startSimulator({ keepCalls: true });
    onTestFinished(() => old.close());
    return {
      old,
      youtu: { ROLLCALL_PROVIDER: 'youtu', ROLLCALL_AUTH_URL: old.url, ROLLCALL_STAT_URL: old.url },
    };
  }

  test(
    'in one data directory each batch belongs to its provider, and neither disturbs the other',
    async () => {
      const { old, youtu } = await withOld();
      user.file('list.csv', cleanList(50));
      user.simulator.control({ forceCode: 'UnauthorizedOperation.Arrears' });
      const [halted, done] = await Promise.all([user.rollcall(STRAIGHT), user.rollcall(OLD, youtu)]);
      expect([halted.status, done.status]).toEqual([3, 0]);
      expect(user.lines('old', 'outcomes.csv').every(({ verify_code: code }) => code !== '-1')).toBe(true);
      user.simulator.control({ forceCode: null });
      const refused = await user.rollcall(['resume', 'b', '--no-ping'], youtu);
      expect(refused.status).toBe(1);
      expect(refused.stderr).toContain('ROLLCALL_PROVIDER=faceid');
      expect((await user.rollcall(['resume', 'b', '--no-ping'])).status).toBe(0);
      expect(old.calls()).toHaveLength(50);
    },
    PATIENCE_MS,
  );

  test(
    'what one of them said of a person counts for the other, by hand and at night, only where that is asked for',
    async () => {
      const { youtu } = await withOld();
      user.file('list.csv', cleanList(40));
      expect((await user.rollcall(OLD, youtu)).status).toBe(0);
      const same = await user.rollcall(['run', 'list.csv', '--no-ping', '--previous', 'old']);
      expect(same.status).toBe(1);
      expect(same.stderr).toContain('--previous-provider any');

      const schedule = (name: string, ...options: string[]): Promise<Ended> => {
        const when = ['--cron', '30 1 * * *', '--file', 'list.csv', '--no-ping', '--label', 'customers'];
        return user.rollcall(['schedule', 'add', name, ...when, '--previous', 'latest', ...options]);
      };
      expect((await schedule('either', '--previous-provider', 'any')).status).toBe(0);
      expect((await user.rollcall(['schedule', 'list'])).stdout).toContain('--previous-provider=any');
      const either = await user.rollcall(['schedule', 'run', 'either']);
      expect({ status: either.status, said: either.stdout }).toMatchObject({ status: 0 });
      expect(either.stdout).toContain('0 called, 40 carried');
      expect(user.simulator.totals().received).toBe(0);
      const [, batch = ''] = /^Batch (\S+):/.exec(either.stdout) ?? [];
      const messages = user.lines(batch, 'outcomes.csv').map(({ verify_message: message }) => message);
      expect(messages.filter((message) => message?.includes('not documented'))).toEqual([]);

      // Outcomes that were carried over stay the other provider's, and don't count for a night of one's own.
      expect((await schedule('own')).status).toBe(0);
      const own = await user.rollcall(['schedule', 'run', 'own']);
      expect({ status: own.status, said: own.stdout }).toMatchObject({ status: 0 });
      expect(user.simulator.totals().received).toBe(40);
    },
    PATIENCE_MS,
  );
});
