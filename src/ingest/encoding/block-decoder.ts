// Blocks of a list as UTF-8. Bytes that are no text become bytes that are no UTF-8, so that their record is still
// known for what it is. It knows bytes and one encoding; it does not know lines or records.

import { isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';
import { joinPairs } from './cesu-8.js';
import type { Encoding } from './encodings.js';
import { CR, LF } from '../csv/line-end.js';

/** U+FFFD in UTF-8: what the decoder writes for bytes that are no text. */
const REPLACEMENT = Buffer.from('\uFFFD');
/** As long, and shown as one U+FFFD: a character of four bytes that lacks its last. */
export const NO_TEXT = Buffer.from([0xf0, 0x90, 0x80]);

/** What Node 20 leaves as control characters in windows-1252, which it takes for ISO 8859-1. */
const WINDOWS_1252 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

export class BlockDecoder {
  readonly encoding: Encoding;
  /** How far before a unit's end its high byte is, in UTF-16. */
  readonly #highByteBack: number;
  readonly #strict: TextDecoder;
  readonly #lenient: TextDecoder;

  constructor(encoding: Encoding) {
    this.encoding = encoding;
    this.#highByteBack = encoding === 'utf-16be' ? 2 : 1;
    this.#strict = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
    this.#lenient = new TextDecoder(encoding, { ignoreBOM: true });
  }

  /** The end of the last whole line of the block, or where that is none of the last character. */
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

  /** Text; undefined where some of the bytes are none. */
  text(bytes: Buffer): string | undefined {
    try {
      return this.#mended(this.#strict.decode(bytes));
    } catch {
      return undefined;
    }
  }

  /** Text, with U+FFFD for bytes that are none. */
  lenientText(bytes: Buffer): string {
    return this.#mended(this.#lenient.decode(bytes));
  }

  /** UTF-8. */
  decode(block: Buffer): Buffer {
    // Bytes that are no UTF-8 are that already.
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

/** A byte below 0x30 is always a character of its own: a comma, a blank. */
function characterEnd(bytes: Buffer, length: number): number {
  for (let at = length; at > 0; at--) {
    if ((bytes[at - 1] ?? 0) < 0x30) return at;
  }
  return length;
}
