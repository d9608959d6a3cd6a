// A directory for results that others use too: another batch at the same time, and whoever may write to it.

import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cleanList, User } from './user.js';

describe('a directory for results', () => {
  let user: User;
  let out = '';
  beforeEach(async () => {
    user = await User.arrive();
    out = join(user.directory, 'out');
  });
  afterEach(() => user.leave());

  const run = (batch: string, list: string): string[] => [
    'run',
    list,
    '--batch',
    batch,
    '--out',
    out,
    '--no-ping',
    '--workers',
    '1',
  ];

  it('is one batch’s of two that begin at a time, and the other is told whose it is', async () => {
    const [a, b] = [user.file('a.csv', cleanList(30)), user.file('b.csv', cleanList(30))];
    const ends = await Promise.all([user.rollcall(run('one', a)), user.rollcall(run('two', b))]);
    expect(ends.map(({ status }) => String(status)).toSorted()).toEqual(['0', '1']);
    const [first, second] = ends[0]?.status === 0 ? ['one', 'two'] : ['two', 'one'];
    const told = ends.find(({ status }) => status === 1)?.stderr;
    expect(told).toContain(`batch "${first}"`.slice(1));
    expect(told).toContain(`another --out for "${second}"`);
    expect(JSON.parse(readFileSync(join(out, 'summary.json'), 'utf8'))).toMatchObject({ batch: first });
    expect(readFileSync(join(out, 'outcomes.csv'), 'utf8').trimEnd().split('\n')).toHaveLength(31);
    expect(user.simulator.calls()).toHaveLength(30);
    expect(existsSync(join(user.data, 'batches', second ?? ''))).toBe(false);
    expect(readdirSync(out).toSorted()).toEqual([
      'attempts.csv',
      'batch.html',
      'outcomes.csv',
      'summary.json',
    ]);
  });

  it('is a batch’s that rests, until that has ended', async () => {
    const list = user.file('a.csv', cleanList(30));
    await user.rollcall([...run('one', list), '--max-calls', '5']);
    rmSync(join(out, 'summary.json'));
    const other = user.file('b.csv', cleanList(3));
    const refused = await user.rollcall(run('two', other));
    expect(refused.stderr).toContain(
      `Batch "one" of the data directory ${user.data} has its files in ${out}`,
    );
    expect((await user.rollcall(['resume', 'one', '--max-calls', '60', '--no-ping'])).status).toBe(0);
    expect((await user.rollcall(run('two', other))).stderr).toContain('move them away');
    for (const name of readdirSync(out)) rmSync(join(out, name));
    expect((await user.rollcall(run('two', other))).status).toBe(0);
  });

  it('is free again where the batch’s directory is gone', async () => {
    await user.inOwnProcess([...run('one', user.file('a.csv', cleanList(30))), '--max-calls', '5']);
    rmSync(join(user.data, 'batches', 'one'), { recursive: true });
    rmSync(join(out, 'summary.json'));
    expect((await user.rollcall(run('two', user.file('b.csv', cleanList(3))))).status).toBe(0);
  });

  it('is none where Rollcall keeps its batches', async () => {
    const list = user.file('a.csv', cleanList(3));
    out = join(user.data, 'batches', 'other');
    expect((await user.rollcall(run('one', list))).stderr).toContain('keeps its batches');
  });

  it('with links that others have planted: nothing is written through them', async () => {
    mkdirSync(out);
    chmodSync(out, 0o777);
    const victim = user.file('victim', 'precious');
    const names = [
      'outcomes.csv',
      'attempts.csv',
      'summary.json',
      'batch.html',
      'outcomes.match.csv',
      'outcomes.xlsx',
    ];
    for (const name of names) symlinkSync(victim, join(out, `${name}.p1-1.tmp`));
    symlinkSync(victim, join(out, 'outcomes.csv'));
    const args = [...run('p1', user.file('a.csv', cleanList(5))), '--xlsx', '--split'];
    expect((await user.rollcall(args)).status).toBe(0);
    expect(readFileSync(victim, 'utf8')).toBe('precious');
    expect(lstatSync(join(out, 'outcomes.csv')).isFile()).toBe(true);
  });

  it('with a link in the reservation’s place is refused', async () => {
    mkdirSync(out);
    symlinkSync(user.file('victim', '{}'), join(out, '.rollcall-batch'));
    const { status, stderr } = await user.rollcall(run('p1', user.file('a.csv', cleanList(5))));
    expect(status).toBe(1);
    expect(stderr).toContain('.rollcall-batch');
  });

  it('takes the outcomes so far of a finished batch in place of a link, not through it', async () => {
    await user.rollcall(['run', user.file('a.csv', cleanList(5)), '--batch', 'p1', '--no-ping']);
    mkdirSync(out);
    const victim = user.file('victim', 'precious');
    const target = join(out, 'so-far.csv');
    symlinkSync(victim, target);
    expect((await user.rollcall(['status', 'p1', '--outcomes', target])).status).toBe(0);
    expect(readFileSync(victim, 'utf8')).toBe('precious');
    expect(readFileSync(target, 'utf8')).toBe(user.batchFile('p1', 'outcomes.csv'));
    expect(lstatSync(target).mode & 0o777).toBe(0o600);
    const refused = await user.rollcall(['status', 'p1', '--outcomes', '/dev/null']);
    expect(refused).toMatchObject({ status: 1, stderr: expect.stringContaining('/dev/null') as string });
  });

  it('takes made-up people in place of a link, not through it', async () => {
    mkdirSync(out);
    const victim = user.file('victim', 'precious');
    const target = join(out, 'people.csv');
    symlinkSync(victim, `${target}.partial`);
    writeFileSync(target, 'old');
    const made = await user.rollcall(['simulate', 'people', '--count', '3', '--out', target]);
    expect(made.status).toBe(0);
    expect(readFileSync(victim, 'utf8')).toBe('precious');
    expect(readFileSync(target, 'utf8').trimEnd().split('\n')).toHaveLength(4);
  });
});
