// A fault of Rollcall's own is told with the files and lines of the sources, though the program is a bundle.

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { PROGRAM } from '../support/programs.js';

/** Has the command meet a fault where it asks for its own version. */
const FAULT = "data:text/javascript,JSON.stringify=()=>{throw new TypeError('broken')}";

test('a stack trace names the file and the line of a source', () => {
  const { stderr } = spawnSync(process.execPath, ['--import', encodeURI(FAULT), PROGRAM, '--version'], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] ?? '' },
  });
  const [, line = ''] = /at programVersion \(src\/program-version\.ts:(\d+):\d+\)/.exec(stderr) ?? [];
  const source = readFileSync(new URL('../../src/program-version.ts', import.meta.url), 'utf8');
  expect(source.split('\n')[Number(line) - 1]).toContain('manifest.parse(');
  expect(stderr).toMatch(/at main \(src\/cli\/main\.ts:\d+:\d+\)/);
});
