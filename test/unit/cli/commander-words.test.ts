// What Commander says by itself, in both languages, from real commands.

import { Command, InvalidArgumentError, Option } from 'commander';
import { describe, expect, it } from 'vitest';
import { speakIn } from '../../../src/cli/commander-words.js';
import { wordsIn } from '../../../src/words/catalogue.js';
import type { Language } from '../../../src/words/language.js';

function refuse(): never {
  throw new InvalidArgumentError('WHY');
}

/** What is printed for the arguments, of a program with one of everything. */
function said(language: Language, ...given: string[]): string {
  let text = '';
  const program = speakIn(new Command('tool').showSuggestionAfterError().exitOverride(), wordsIn(language));
  program.configureOutput({
    ...program.configureOutput(),
    writeOut: (part) => (text += part),
    writeErr: (part) => (text += part),
    getOutHelpWidth: () => 70,
  });
  const child = new Command('run')
    .argument('<file>', 'a', refuse)
    .addOption(new Option('--mode <mode>', '各种各样的模式'.repeat(6)).choices(['one', 'two']).default('one'))
    .addOption(new Option('--other', 'b').conflicts('third'))
    .option('--third', 'c')
    .requiredOption('--needed <n>', 'd')
    .action(() => undefined);
  program.addCommand(child);
  child.copyInheritedSettings(program);
  try {
    program.parse(given, { from: 'user' });
  } catch {
    // Commander throws what it has said.
  }
  return text;
}

const ERRORS: readonly (readonly [string, readonly string[], string, string])[] = [
  [
    'an unknown command',
    ['rum'],
    "error: unknown command 'rum'\n(Did you mean run?)",
    '错误：没有命令“rum”\n（是不是想写 run？）',
  ],
  [
    'an unknown option',
    ['run', '--needed', '1', '--mod'],
    "error: unknown option '--mod'\n(Did you mean --mode?)",
    '错误：没有选项“--mod”\n（是不是想写 --mode？）',
  ],
  [
    'an option without its value',
    ['run', '--mode'],
    "error: option '--mode <mode>' argument missing",
    '错误：选项“--mode <mode>”后面缺少值',
  ],
  [
    'a missing argument',
    ['run', '--needed', '1'],
    "error: missing required argument 'file'",
    '错误：缺少参数“file”',
  ],
  [
    'a missing option',
    ['run'],
    "error: required option '--needed <n>' not specified",
    '错误：必须给出选项“--needed <n>”',
  ],
  [
    'options that exclude each other',
    ['run', '--needed', '1', '--other', '--third'],
    "error: option '--other' cannot be used with option '--third'",
    '错误：选项“--other”不能与“--third”同时使用',
  ],
  [
    'a value that is not among the choices',
    ['run', '--mode', 'x'],
    "error: option '--mode <mode>' argument 'x' is invalid. Allowed choices are one, two.",
    '错误：选项“--mode <mode>”的值“x”无效。可选值：one, two。',
  ],
  [
    'an argument that is refused',
    ['run', 'x', '--needed', '1'],
    "error: command-argument value 'x' is invalid for argument 'file'. WHY",
    '错误：参数“file”的值“x”无效。WHY',
  ],
];

describe('an error of Commander', () => {
  it.each(ERRORS)('about %s is told in both languages', (_, given, english, chinese) => {
    expect(said('en', ...given)).toBe(`${english}\n`);
    expect(said('zh', ...given)).toBe(`${chinese}\n`);
  });

  it('about too many arguments is told in both languages', () => {
    const given = ['help', 'run', 'more'];
    expect(said('zh', ...given)).not.toContain('error');
    const program = speakIn(new Command('tool').exitOverride(), wordsIn('zh'));
    let text = '';
    program.configureOutput({ ...program.configureOutput(), writeErr: (part) => (text += part) });
    program
      .command('one')
      .action(() => undefined)
      .copyInheritedSettings(program);
    expect(() => program.parse(['one', 'x'], { from: 'user' })).toThrow('too many arguments');
    expect(text).toBe('错误：命令“one”的参数过多：最多 0 个，却给了 1 个。\n');
  });
});

describe('the help', () => {
  it('has its titles, places and remarks in Chinese, and stays within the terminal', () => {
    const help = said('zh', 'run', '--help');
    expect(help).toContain('用法： tool run [选项] <file>');
    expect(help).toContain('选项：');
    expect(help).toContain('可选值：');
    expect(help).not.toMatch(/Usage|Options|choices|default|display/);
    for (const line of help.split('\n').filter((text) => !text.includes('用法')))
      expect(Array.from(line).reduce((columns, sign) => columns + (sign > '\u2fff' ? 2 : 1), 0)).toBeLessThan(
        71,
      );
  });
});
