// Writes a copied list again as UTF-8, so that one scanner reads every list. Bytes that are no text become bytes
// that are no UTF-8, so that their record is still known for what it is. It knows bytes, not records.

import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { TextDecoder } from 'node:util';
import { ByteWindow } from './byte-window.js';
import type { Encoding } from './list.js';

const WINDOW_BYTES = 1 << 20;
const MARK = '\uFEFF';
/** U+FFFD in UTF-8: what the decoder writes for bytes that are no text. */
const REPLACEMENT = Buffer.from('\uFFFD');
/** As long, and shown as one U+FFFD: a character of four bytes that lacks its last. */
const NO_TEXT = Buffer.from([0xf0, 0x90, 0x80]);

/** Replaces the file by its text in UTF-8, without a byte-order mark: created 0600, fsynced. */
export async function transcode(path: string, encoding: Exclude<Encoding, 'utf-8'>): Promise<void> {
  const written = `${path}.utf-8`;
  const source = await open(path, 'r');
  try {
    const target = await open(written, 'w', 0o600);
    try {
      await transcodeTo(target, source, encoding);
      await target.sync();
    } finally {
      await target.close();
    }
    await rename(written, path);
  } finally {
    await source.close();
    await rm(written, { force: true });
  }
}

async function transcodeTo(
  target: FileHandle,
  source: FileHandle,
  encoding: Exclude<Encoding, 'utf-8'>,
): Promise<void> {
  const decoder = new BlockDecoder(encoding);
  const window = new ByteWindow(source, 0, WINDOW_BYTES);
  while (await window.fill()) {
    const isFirst = window.placeOf(0) === 0;
    const end = window.atEnd ? window.length : decoder.cut(window.bytes, window.length);
    await target.writeFile(decoder.decode(window.bytes.subarray(0, end), isFirst));
    window.at = end;
  }
}

class BlockDecoder {
  readonly #isUtf16: boolean;
  /** How far before a unit's end its high byte is. */
  readonly #highByteBack: number;
  readonly #strict: TextDecoder;
  readonly #lenient: TextDecoder;

  constructor(encoding: Exclude<Encoding, 'utf-8'>) {
    this.#isUtf16 = encoding !== 'gb18030';
    this.#highByteBack = encoding === 'utf-16be' ? 2 : 1;
    this.#strict = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
    this.#lenient = new TextDecoder(encoding, { ignoreBOM: true });
  }

  /** The end of the last whole character of the block, or of an earlier one. */
  cut(bytes: Buffer, length: number): number {
    return this.#isUtf16 ? this.#cutUtf16(bytes, length) : cutGb18030(bytes, length);
  }

  #cutUtf16(bytes: Buffer, length: number): number {
    const even = length - (length % 2);
    const highByte = bytes[even - this.#highByteBack] ?? 0;
    const isFirstOfPair = highByte >= 0xd8 && highByte <= 0xdb;
    return isFirstOfPair ? even - 2 : even;
  }

  decode(block: Buffer, isFirst: boolean): Buffer {
    try {
      return encode(this.#strict.decode(block), isFirst);
    } catch {
      const bytes = encode(this.#lenient.decode(block), isFirst);
      for (let at = bytes.indexOf(REPLACEMENT); at >= 0; at = bytes.indexOf(REPLACEMENT, at))
        NO_TEXT.copy(bytes, at);
      return bytes;
    }
  }
}

function encode(text: string, isFirst: boolean): Buffer {
  return Buffer.from(isFirst && text.startsWith(MARK) ? text.slice(MARK.length) : text);
}

/** A byte below 0x30 is always a character of its own: a comma, a blank, a line end. */
function cutGb18030(bytes: Buffer, length: number): number {
  for (let at = length; at > 0; at--) {
    if ((bytes[at - 1] ?? 0) < 0x30) return at;
  }
  return length;
}
