// Text on its way to a file, gathered into pieces.

import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TextWriter } from '../../../src/files/text-writer.js';

const PIECE_BYTES = 1 << 19;

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'text-writer-'));
});
afterAll(() => rm(directory, { recursive: true }));

/** The file's content when each text is added, and at the end. */
async function written(texts: readonly string[]): Promise<{ sizes: number[]; text: string }> {
  const path = join(directory, 'out.txt');
  const file = await open(path, 'w');
  const writer = new TextWriter(file);
  const sizes: number[] = [];
  for (const text of texts) {
    await writer.add(text);
    sizes.push((await file.stat()).size);
  }
  await writer.end();
  await file.close();
  return { sizes, text: await readFile(path, 'utf8') };
}

test('characters of every length stay whole wherever a piece ends', async () => {
  // Each shifts what follows by a byte, so that the ends of pieces fall on every byte of a character.
  for (const first of ['', 'a', 'é', '王']) {
    const texts = [first, '𠮷'.repeat(PIECE_BYTES / 2), '王'.repeat(PIECE_BYTES), 'z'];
    expect((await written(texts)).text === texts.join('')).toBe(true);
  }
});

test('what fills no piece waits, and is there at the end', async () => {
  const { sizes, text } = await written(['one\n', 'two\n', 'x'.repeat(PIECE_BYTES), 'three\n']);
  expect(sizes).toEqual([0, 0, PIECE_BYTES, PIECE_BYTES]);
  expect(text).toBe(`one\ntwo\n${'x'.repeat(PIECE_BYTES)}three\n`);
});

test('without a text there is an empty file', async () => {
  expect(await written(['', ''])).toEqual({ sizes: [0, 0], text: '' });
});
