// When lines of characters of two bytes need no closer look any more.

import { expect, test } from 'vitest';
import { NarrowCharacters } from '../../../../src/ingest/encoding/narrow-characters.js';

const LINE = Buffer.from('Иван Петров,1');

test('a list’s own characters are known after a thousand of its lines, and new ones are not', () => {
  const characters = new NarrowCharacters();
  for (let line = 0; line < 999; line++) characters.learn(LINE);
  expect(characters.areKnown(LINE)).toBe(false);
  characters.learn(LINE);
  expect(characters.areKnown(LINE)).toBe(true);
  expect(characters.areKnown(Buffer.from('Иван ÷'))).toBe(false);
});
