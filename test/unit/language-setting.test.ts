// Which language a process speaks, as its words, its environment and the system's settings have it.

import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { languageOf } from '../../src/language-setting.js';

const NOWHERE = mkdtempSync(join(tmpdir(), 'language-'));

function chosen(words: readonly string[], environment: Record<string, string> = {}, directory = NOWHERE) {
  const found = languageOf(words, environment, directory);
  return 'unknown' in found ? found : found.language;
}

function directoryWith(bytes: string | Buffer): string {
  const directory = mkdtempSync(join(tmpdir(), 'language-'));
  writeFileSync(join(directory, '.env'), bytes);
  return directory;
}

describe('the language', () => {
  it('is English where nothing says otherwise', () => {
    expect(chosen([])).toBe('en');
    expect(chosen(['run', 'list.csv'], { LANG: 'C.UTF-8' })).toBe('en');
    expect(chosen([], { LANG: 'de_DE.UTF-8' })).toBe('en');
  });

  it.each([
    ['LC_ALL before LC_MESSAGES', { LC_ALL: 'zh_CN.UTF-8', LC_MESSAGES: 'en_US', LANG: 'en_US' }, 'zh'],
    ['LC_MESSAGES before LANG', { LC_MESSAGES: 'zh_TW', LANG: 'en_US.UTF-8' }, 'zh'],
    ['LANG at last', { LANG: 'zh_CN' }, 'zh'],
    ['none that is empty', { LC_ALL: '', LC_MESSAGES: '', LANG: 'zh_CN.GB18030' }, 'zh'],
    ['another one than Chinese as it stands first', { LC_ALL: 'C', LANG: 'zh_CN.UTF-8' }, 'en'],
  ])('is of the system by %s', (_, environment, language) => {
    expect(chosen([], environment)).toBe(language);
  });

  it('is what ROLLCALL_LANG says before the system does, in .env too, where the environment has none', () => {
    expect(chosen([], { ROLLCALL_LANG: 'zh', LC_ALL: 'en_US.UTF-8' })).toBe('zh');
    expect(chosen([], { ROLLCALL_LANG: '', LANG: 'zh_CN.UTF-8' })).toBe('zh');
    const directory = directoryWith('ROLLCALL_LANG=zh\n');
    expect(chosen([], { LANG: 'en_US.UTF-8' }, directory)).toBe('zh');
    expect(chosen([], { ROLLCALL_LANG: 'en' }, directory)).toBe('en');
  });

  it('is what --lang says before all, wherever it stands', () => {
    const environment = { ROLLCALL_LANG: 'en' };
    expect(chosen(['--lang', 'zh', 'status'], environment)).toBe('zh');
    expect(chosen(['schedule', 'list', '--lang=zh'], environment)).toBe('zh');
    expect(chosen(['status', '--lang', 'zh', '--lang', 'en'], environment)).toBe('en');
    expect(chosen(['check', '--', '--lang', 'zh'], environment)).toBe('en');
  });

  it('may be written as a locale', () => {
    expect(chosen(['--lang=zh-CN'])).toBe('zh');
    expect(chosen(['--lang', 'EN_us.UTF-8'])).toBe('en');
  });

  it('is refused where it is none of ours, by who names it', () => {
    expect(chosen(['--lang', 'fr'])).toEqual({ unknown: 'fr', named: '--lang' });
    expect(chosen(['--lang', 'zhx'])).toEqual({ unknown: 'zhx', named: '--lang' });
    expect(chosen([], { ROLLCALL_LANG: '中文' })).toEqual({ unknown: '中文', named: 'ROLLCALL_LANG' });
  });

  it('is found although .env can’t be read, which others tell', () => {
    const unreadable = directoryWith(Buffer.from([0x41, 0, 0, 0xff, 0x3d]));
    expect(chosen([], { LANG: 'zh_CN.UTF-8' }, unreadable)).toBe('zh');
  });
});
