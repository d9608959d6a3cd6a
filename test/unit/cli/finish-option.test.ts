// What `--on-finish` takes, and what it names at once instead of at night.

import { tmpdir } from 'node:os';
import { expect, it } from 'vitest';
import { finishCommand } from '../../../src/cli/finish-option.js';

it.each(['nowhere', 'README.md', tmpdir(), 'sh -c true'])('%j is no program that can be run', (text) => {
  expect(() => finishCommand(text)).toThrow('path of a program');
});

it('a program is known by its absolute path', () => {
  expect(finishCommand('/usr/bin/../bin/env')).toBe('/usr/bin/env');
});
