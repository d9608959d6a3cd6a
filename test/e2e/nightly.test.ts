// Nights as a user has them: the same people again, only the calls that are needed, and what has changed.

import { readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkCharacterOf, peopleCsv } from '../../src/simulator/index.js';
import { readCsv, User, type Ended, type Line } from './user.js';

const PATIENCE_MS = 240_000;
const ROWS = [...peopleCsv({ seed: 21, count: 40, mix: 'clean' })].join('').trimEnd().split('\n');
const HEADER = ROWS[0] ?? '';
const PEOPLE = ROWS.slice(1);
/** A person to whom the service's answer depends on the sequence of the number. */
function withSequence(sequence: string, name: string): string {
  const first17 = `11010519491231${sequence}`;
  return `X,${name},${first17}${checkCharacterOf(first17)},`;
}
const NOT_FOUND = withSequence('991', '张三');
const REJECTED = 'X,李四,110105194912310021,';
const FIRST = [HEADER, ...PEOPLE.slice(0, 30), NOT_FOUND, REJECTED, PEOPLE[0] ?? ''].join('\n');
/** The first list in reverse, without two people, with ten new ones, and with one written another way. */
const SECOND = [HEADER, ...PEOPLE.slice(2).toReversed(), REJECTED, NOT_FOUND.replace('张三', ' 张 三')].join(
  '\n',
);

describe('three nights of a list', () => {
  let user: User;
  const ended: Ended[] = [];
  /** A check of the second night's list, before that night: as JSON, and the page. */
  const checked: Ended[] = [];

  async function passNight(list: string, batch: string, ...more: string[]): Promise<void> {
    const file = user.file(`${batch}.csv`, `${list}\n`);
    ended.push(await user.rollcall(['run', file, '--batch', batch, '--label', 'ours', ...more]));
  }

  function sessionsOf(batch: string): Map<string, Line> {
    return new Map(user.lines(batch, 'outcomes.csv').map((line) => [line['身份证号'] ?? '', line]));
  }

  beforeAll(async () => {
    user = await User.arrive();
    await passNight(FIRST, 'one', '--previous', 'latest', '--exit-on-change');
    const second = user.file('second.csv', `${SECOND}\n`);
    const check = ['check', second, '--previous', 'latest', '--label', 'ours'];
    const price = { ROLLCALL_PRICE: '0.3' };
    checked.push(
      ...(await Promise.all([user.rollcall([...check, '--json'], price), user.rollcall(check, price)])),
    );
    await passNight(SECOND, 'two', '--previous', 'latest', '--exit-on-change', '--xlsx', '--split');
    user.simulator.control({ forceCode: -5803 });
    const out = join(user.directory, 'elsewhere');
    await passNight(SECOND, 'three', '--previous', 'two', '--only', 'none', '--exit-on-change', '--out', out);
  }, PATIENCE_MS);

  afterAll(() => user.leave());

  it('begin with a night without an earlier one, that says so', () => {
    expect(ended[0]).toMatchObject({ status: 0 });
    expect(ended[0]?.stderr).toContain('No batch with the label "ours" has been completed yet');
  });

  it('are told beforehand by a check: who would be called, who carried over, and the price', () => {
    const [json, page] = checked;
    expect(JSON.parse(json?.stdout ?? '')).toMatchObject({
      previous: 'one',
      calls: 11,
      cost: '3.3',
      by_verdict: { call: 11, carried: 28, duplicate: 0 },
    });
    expect(json?.stderr).toContain(`Data directory: ${user.data}`);
    expect(page?.stdout).toMatch(/carried over +28 {2}not called: as in batch one/);
    expect(page?.stdout).toContain('cost: 3.3 CNY');
  });

  it('call again whom the service did not find, and who is new, and nobody else', () => {
    expect(ended[1]).toMatchObject({ status: 6 });
    const calls = user.lines('two', 'attempts.csv');
    expect(calls).toHaveLength(11);
    expect(ended[1]?.stdout).toContain('11 called, 28 carried, 0 changed, 10 new, 2 gone (against one)');
    expect(user.simulator.calls()).toHaveLength(31 + 11);
  });

  it('carry the others over with batch, session and time of their call', () => {
    const before = sessionsOf('one');
    const carried = user.lines('two', 'outcomes.csv').filter((line) => line['verify_source'] === 'carried');
    expect(carried).toHaveLength(28);
    for (const line of carried) {
      const earlier = before.get(line['身份证号'] ?? '') ?? {};
      for (const column of ['verify_status', 'verify_code', 'verify_session_id', 'verify_checked_at'])
        expect(line[column]).toBe(earlier[column]);
      expect(line).toMatchObject({ verify_carried_from: 'one', verify_attempts: '0' });
    }
  });

  it('name in changes.csv who is new and who is gone, with the list’s own cells', () => {
    const changes = user.lines('two', 'changes.csv');
    const gone = changes.filter((line) => line['verify_change'] === 'gone');
    expect(
      gone.map((line) => `${line['客户号']},${line['姓名']},${line['身份证号']},${line['手机号']}`),
    ).toEqual(PEOPLE.slice(0, 2));
    expect(gone.map((line) => line['verify_previous_row'])).toEqual(['1', '2']);
    expect(changes.filter((line) => line['verify_change'] === 'new')).toHaveLength(10);
    expect(statSync(join(user.data, 'batches', 'two', 'changes.csv')).mode & 0o777).toBe(0o600);
  });

  it('write carried rows to the workbook and to the files by status', async () => {
    const { sheets } = await readXlsx(readFileSync(join(user.data, 'batches', 'two', 'outcomes.xlsx')));
    const cells = (sheets[0]?.rows ?? []).flat();
    expect(cells.filter((cell) => cell === 'carried')).toHaveLength(28);
    const matches = readCsv(user.batchFile('two', 'outcomes.match.csv'));
    expect(matches.filter((line) => line['verify_source'] === 'carried').length).toBeGreaterThan(10);
  });

  it('keep the first call’s batch and time from night to night, and end with 0 where nothing is different', () => {
    expect(ended[2]).toMatchObject({ status: 0 });
    expect(ended[2]?.stdout).toContain('0 called, 39 carried, 0 changed, 0 new, 0 gone (against two)');
    const lines = readCsv(readFileSync(join(user.directory, 'elsewhere', 'outcomes.csv'), 'utf8'));
    const from = lines.map((line) => line['verify_carried_from']).filter((batch) => batch !== '');
    expect(from.filter((batch) => batch === 'one')).toHaveLength(28);
    expect(from.filter((batch) => batch === 'two')).toHaveLength(11);
    expect(readCsv(readFileSync(join(user.directory, 'elsewhere', 'changes.csv'), 'utf8'))).toEqual([]);
  });

  it(
    'call everybody whose call is older, and say whose status is another',
    async () => {
      await passNight(SECOND, 'four', '--previous', 'latest', '--older-than', '0s', '--exit-on-change');
      expect(ended[3]).toMatchObject({ status: 6 });
      expect(ended[3]?.stdout).toMatch(/39 called, 0 carried, \d+ changed, 0 new, 0 gone \(against three\)/);
      const changes = user.lines('four', 'changes.csv');
      expect(changes.length).toBeGreaterThan(20);
      for (const line of changes)
        expect(line).toMatchObject({ verify_change: 'changed', verify_to: 'mismatch' });
    },
    PATIENCE_MS,
  );

  it(
    'refuse what can’t serve, before anything is sent',
    async () => {
      const file = user.file('list.csv', `${SECOND}\n`);
      const calls = user.simulator.calls().length;
      const refused = async (...args: string[]) => {
        const { status, stderr } = await user.rollcall(['run', file, '--label', 'ours', ...args]);
        expect(status).toBe(1);
        return stderr;
      };
      expect(await refused('--previous', 'nobody')).toContain('names batch "nobody", which is not in');
      expect(await refused('--only', 'error')).toContain('--only goes with --previous');
      expect(await refused('--previous', 'one', '--only', 'late')).toContain('must be "none", or statuses');
      expect(await refused('--previous', 'one', '--batch', 'three')).toContain(
        'was begun with --previous two',
      );
      rmSync(join(user.data, 'batches', 'one', 'outcomes.csv'));
      expect(await refused('--previous', 'one')).toContain('outcomes of batch "one" can\'t be read');
      expect(user.simulator.calls()).toHaveLength(calls);
    },
    PATIENCE_MS,
  );
});
