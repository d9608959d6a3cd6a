// The command line of the pretend service: every setting reachable, every mistake named.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { describe, expect, onTestFinished, test } from 'vitest';
import { simulateCommand } from '../../../src/cli/simulate.js';
import { FAULT_FLAGS, readFlag } from '../../../src/cli/simulate-flags.js';
import { UserError } from '../../../src/domain/user-error.js';
import { faceidCodes } from '../../../src/provider/faceid/codes.js';
import { youtuCodes } from '../../../src/provider/youtu/codes.js';
import { DEFAULT_SETTINGS, parsePatch, peopleCsv } from '../../../src/simulator/index.js';
import { wordsIn } from '../../../src/words/catalogue.js';

function run(...args: string[]): Promise<unknown> {
  return simulateCommand(wordsIn('en')).parseAsync(args, { from: 'user' });
}

/** Runs the whole program, in which commander sees the options before the subcommand. */
function runInProgram(...args: string[]): Promise<unknown> {
  return new Command('rollcall')
    .addCommand(simulateCommand(wordsIn('en')))
    .parseAsync(['simulate', ...args], { from: 'user' });
}

function flagOf(key: string): (typeof FAULT_FLAGS)[number] {
  const found = FAULT_FLAGS.find((flag) => flag.key === key);
  if (found === undefined) throw new Error(`no flag for ${key}`);
  return found;
}

describe('the flags of rollcall simulate', () => {
  test('are each of another setting', () => {
    expect(new Set(FAULT_FLAGS.map(({ key }) => key)).size).toBe(FAULT_FLAGS.length);
    expect(FAULT_FLAGS.every(({ key }) => key in DEFAULT_SETTINGS)).toBe(true);
  });

  test('read counts by code', () => {
    const statExtra = readFlag(flagOf('statExtra'), '0=5,-5803=1', youtuCodes);
    expect(parsePatch({ statExtra })).toEqual({ statExtra: { '0': 5, '-5803': 1 } });
  });

  test('read a list of codes', () => {
    expect(readFlag(flagOf('countedCodes'), '0, 15,-5803', youtuCodes)).toEqual(['0', '15', '-5803']);
    expect(readFlag(flagOf('countedCodes'), '0,InternalError', faceidCodes)).toEqual(['0', 'InternalError']);
  });

  test('refuse a code that the provider pretended can not have', () => {
    expect(() => readFlag(flagOf('forceCode'), 'InternalError', youtuCodes)).toThrow('such as 15,107,108');
  });

  test.each([
    ['a latency in words', ['--latency', 'long'], '--latency'],
    ['a share above 1', ['--drop-share', '2'], 'dropShare'],
    ['a port out of range', ['--port', '65536'], '--port'],
    ['counts without a code', ['--stat-extra', '5'], '--stat-extra'],
  ])('with %s are a mistake that names the flag', async (_, args, name) => {
    await expect(run(...args)).rejects.toThrow(UserError);
    await expect(run(...args)).rejects.toThrow(name);
  });
});

describe('rollcall simulate people', () => {
  test('writes the list that its options name', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'rollcall-people-'));
    onTestFinished(() => rmSync(directory, { recursive: true }));
    const out = join(directory, 'list.csv');
    const expected = [...peopleCsv({ count: 7, seed: 3, mix: 'clean' })].join('');
    for (const start of [run, runInProgram]) {
      await start('people', '--count', '7', '--seed', '3', '--mix', 'clean', '--out', out);
      expect(readFileSync(out, 'utf8')).toBe(expected);
      rmSync(out);
    }
  });

  test('refuses a count that is no number', async () => {
    await expect(run('people', '--count', 'many')).rejects.toThrow('--count must be a whole number');
  });

  test('says which file it can not write', async () => {
    await expect(run('people', '--out', '/nowhere/list.csv')).rejects.toThrow(
      "/nowhere/list.csv can't be written",
    );
  });
});
