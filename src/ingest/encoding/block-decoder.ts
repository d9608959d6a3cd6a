// Turns blocks of a list into UTF-8. Bytes that are not text are replaced by an invalid UTF-8 sequence, so that the
// pre-check still finds their record unreadable. It knows bytes and one encoding; it does not know lines or records.

import { isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';
import { joinPairs } from './cesu-8.js';
import type { Encoding } from './encodings.js';
import { CR, LF } from '../csv/line-end.js';

/** U+FFFD in UTF-8: what the decoder writes for bytes that are no text. */
const REPLACEMENT = Buffer.from('\uFFFD');
/** Has as many bytes as `REPLACEMENT` and is shown as one U+FFFD: a character of four bytes without its last byte. */
export const NO_TEXT = Buffer.from([0xf0, 0x90, 0x80]);

/**
 * The characters of 0x80 to 0x9F in windows-1252. Node 20 reads the encoding as ISO 8859-1 and returns control
 * characters.
 */
const WINDOWS_1252 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

export class BlockDecoder {
  readonly encoding: Encoding;
  /** How many bytes before the end of a UTF-16 unit its high byte stands. */
  readonly #highByteBack: number;
  readonly #strict: TextDecoder;
  readonly #lenient: TextDecoder;

  constructor(encoding: Encoding) {
    this.encoding = encoding;
    this.#highByteBack = encoding === 'utf-16be' ? 2 : 1;
    this.#strict = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
    this.#lenient = new TextDecoder(encoding, { ignoreBOM: true });
  }

  /** The end of the block's last whole line; the end of its last whole character where the block has no line end. */
  cut(bytes: Buffer, length: number): number {
    if (this.encoding.startsWith('utf-16')) return this.#cutUtf16(bytes, length);
    const lineEnd = Math.max(bytes.lastIndexOf(LF, length - 1), bytes.lastIndexOf(CR, length - 1)) + 1;
    return lineEnd > 0 ? lineEnd : characterEnd(bytes, length);
  }

  #cutUtf16(bytes: Buffer, length: number): number {
    const even = length - (length % 2);
    const highByte = bytes[even - this.#highByteBack] ?? 0;
    const isFirstOfPair = highByte >= 0xd8 && highByte <= 0xdb;
    return isFirstOfPair ? even - 2 : even;
  }

  /** The decoded text; undefined where some of the bytes are not text. */
  text(bytes: Buffer): string | undefined {
    // Most encodings write U+FFFD for nothing but bytes that are not text, and an exception costs more than decoding.
    const lenient = this.lenientText(bytes);
    if (!lenient.includes('\uFFFD')) return lenient;
    try {
      return this.#mended(this.#strict.decode(bytes));
    } catch {
      return undefined;
    }
  }

  /** The decoded text, with U+FFFD for bytes that are not text. */
  lenientText(bytes: Buffer): string {
    return this.#mended(this.#lenient.decode(bytes));
  }

  /** The block in UTF-8, with `NO_TEXT` for bytes that are not text. */
  decode(block: Buffer): Buffer {
    // Invalid bytes of a UTF-8 list are invalid UTF-8 already, so they need no replacement.
    if (this.encoding === 'utf-8') return isUtf8(block) ? block : joinPairs(block);
    const text = this.text(block);
    if (text !== undefined) return Buffer.from(text);
    const bytes = Buffer.from(this.lenientText(block));
    for (let at = bytes.indexOf(REPLACEMENT); at >= 0; at = bytes.indexOf(REPLACEMENT, at))
      NO_TEXT.copy(bytes, at);
    return bytes;
  }

  #mended(text: string): string {
    if (this.encoding !== 'windows-1252') return text;
    return text.replace(/[\x80-\x9f]/g, (control) => WINDOWS_1252[control.charCodeAt(0) - 0x80] ?? control);
  }
}

/** In every encoding a byte below 0x30, such as a comma or a blank, is a whole character. */
function characterEnd(bytes: Buffer, length: number): number {
  for (let at = length; at > 0; at--) {
    if ((bytes[at - 1] ?? 0) < 0x30) return at;
  }
  return length;
}
