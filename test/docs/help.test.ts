// Every command and every option says what it is for: what the built command prints is read as a user reads it.

import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const PROGRAM = fileURLToPath(new URL('../../dist/programs/rollcall.js', import.meta.url));

const helps = new Map<string, string>();

/** Wide, so that no description is wrapped. */
function help(...words: string[]): string {
  const key = words.join(' ');
  const text = helps.get(key) ?? ask(words);
  helps.set(key, text);
  return text;
}

function ask(words: readonly string[]): string {
  return execFileSync(process.execPath, [PROGRAM, ...words, '--help'], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], COLUMNS: '1000' },
  });
}

/** Entries of a section: what is described, and the description. */
function section(text: string, title: string): { term: string; description: string }[] {
  const start = text.indexOf(`\n${title}:\n`);
  if (start === -1) return [];
  const [body = ''] = text.slice(start + title.length + 3).split('\n\n');
  return body
    .split('\n')
    .filter((line) => /^ {2}\S/.test(line))
    .map((line) => {
      const [term = '', ...description] = line.trim().split(/ {2,}/);
      return { term, description: description.join(' ') };
    });
}

function commandsOf(...words: string[]): { words: string[]; description: string }[] {
  return section(help(...words), 'Commands')
    .map(({ term, description }) => ({ words: [...words, term.split(' ')[0] ?? ''], description }))
    .filter(({ words: all }) => all.at(-1) !== 'help')
    .flatMap((command) => [command, ...commandsOf(...command.words)]);
}

const COMMANDS = commandsOf();

describe('the help', () => {
  it('names the commands', () => {
    expect(COMMANDS.map(({ words }) => words.join(' '))).toEqual(
      expect.arrayContaining(['run', 'submit', 'worker', 'status', 'simulate', 'simulate people']),
    );
  });

  it.each(COMMANDS)('of $words has a summary, and says how it is used', ({ words, description }) => {
    expect(description).not.toBe('');
    expect(help(...words)).toContain(`Usage: rollcall ${words.join(' ')} `);
  });

  it.each(COMMANDS)('of $words describes every option and argument', ({ words }) => {
    const text = help(...words);
    const entries = [...section(text, 'Options'), ...section(text, 'Arguments')];
    expect(entries.map(({ term }) => term)).toContain('-h, --help');
    expect(entries.filter(({ description }) => description === '')).toEqual([]);
    expect(entries.filter(({ description }) => description.split('default: ').length > 2)).toEqual([]);
  });
});
