// What `--on-finish` takes, and what it names at once instead of at night.

import { tmpdir } from 'node:os';
import { expect, it } from 'vitest';
import { finishCommand } from '../../../src/cli/finish-option.js';
import { wordsIn } from '../../../src/words/catalogue.js';

it.each(['nowhere', 'README.md', tmpdir(), 'sh -c true'])('%j is no program that can be run', (text) => {
  expect(() => finishCommand(wordsIn('en'))(text)).toThrow('path of a program');
});

it('a program is known by its absolute path', () => {
  expect(finishCommand(wordsIn('en'))('/usr/bin/../bin/env')).toBe('/usr/bin/env');
});
