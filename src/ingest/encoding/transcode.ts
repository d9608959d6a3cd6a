// Writes a copied list again as UTF-8 without byte-order marks, so that one scanner reads every list. It knows files
// and blocks, not records.

import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { BlockDecoder } from './block-decoder.js';
import { MARK, withoutMarks } from './byte-order-marks.js';
import { ByteWindow } from '../csv/byte-window.js';
import type { Encoding } from './encodings.js';
import { ForeignCells } from './foreign-cells.js';
import { foreignMark } from './foreign-mark.js';
import { MisfitCount, type Misfits } from './misfits.js';

const WINDOW_BYTES = 1 << 20;

/**
 * Replaces the file by its text in UTF-8. The new file is created with mode 0600 and fsynced.
 *
 * @param isNamed whether somebody has named the encoding
 * @returns the lines that are not text in the encoding, or make sense only in another
 */
export async function transcode(path: string, encoding: Encoding, isNamed: boolean): Promise<Misfits> {
  const written = `${path}.utf-8`;
  const source = await open(path, 'r');
  try {
    const target = await open(written, 'w', 0o600);
    try {
      const misfits = await transcodeTo(
        target,
        source,
        new BlockDecoder(encoding),
        new ForeignCells(encoding, isNamed),
      );
      await target.sync();
      await rename(written, path);
      return misfits;
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
    await rm(written, { force: true });
  }
}

async function transcodeTo(
  target: FileHandle,
  source: FileHandle,
  decoder: BlockDecoder,
  foreign: ForeignCells,
): Promise<Misfits> {
  const misfits = new MisfitCount();
  const window = new ByteWindow(source, 0, WINDOW_BYTES);
  while (await window.fill()) {
    // Some files begin with the mark of UTF-8 and go on in another encoding.
    if (window.placeOf(0) === 0 && window.bytes.subarray(0, MARK.length).equals(MARK))
      window.at = MARK.length;
    const end = window.atEnd ? window.length : decoder.cut(window.bytes, window.length);
    const text = decodeBlock(window.bytes.subarray(window.at, end), decoder, foreign);
    misfits.add(text);
    await target.writeFile(withoutMarks(text));
    window.at = end;
  }
  return misfits;
}

function decodeBlock(block: Buffer, decoder: BlockDecoder, foreign: ForeignCells): Buffer {
  const text = decoder.text(block);
  const cells = foreign.find(block, text ?? decoder.lenientText(block));
  if (cells.length === 0) return text === undefined ? decoder.decode(block) : Buffer.from(text);
  const parts: Buffer[] = [];
  let done = 0;
  for (const cell of cells) {
    parts.push(decoder.decode(block.subarray(done, cell.start)), foreignMark(cell.encoding));
    done = cell.start;
  }
  return Buffer.concat([...parts, decoder.decode(block.subarray(done))]);
}
