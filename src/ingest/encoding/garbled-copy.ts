// Looks for garbled names in a list whose encoding is beyond doubt, as a workbook's or one of UTF-16: there, too, a program
// may have opened text in the wrong encoding and saved what came of it. It knows the copy of a list, in UTF-8.

import { open } from 'node:fs/promises';
import { EncodingJudge } from './encoding-judge.js';
import { garblingOf } from './garbled-text.js';
import { readCells } from './readings.js';
import { wordsIn } from '../../words/catalogue.js';

/** A file is opened in one encoding, so its beginning tells. */
const LOOKED_AT_BYTES = 1 << 20;

/** @returns why the list must not be read, as sentences for the user; undefined where it may */
export async function garbledCopy(path: string): Promise<string | undefined> {
  const judge = new EncodingJudge();
  judge.push(await beginningOf(path));
  judge.finish();
  const lines = judge.utf8.lines();
  const texts = lines.flatMap(({ bytes }) =>
    readCells(bytes, ['utf-8']).flatMap(({ readings }) => readings.map(({ text }) => text)),
  );
  const garbling = garblingOf(texts);
  return garbling === undefined ? undefined : wordsIn('en').encodingVerdicts.garbledBefore(garbling);
}

async function beginningOf(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(LOOKED_AT_BYTES), 0, LOOKED_AT_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
