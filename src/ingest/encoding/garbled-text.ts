// Recognises UTF-8 that somebody has read as GBK and saved again: its bytes are valid, but its characters are not those
// that anybody wrote. It knows texts alone.

import { isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';

const CHARACTER = /[^\0-~]/u;
/** How many bytes may remain of a last character that was cut, because GBK reads bytes in pairs. */
const LOST_BYTES = 2;

let codes: ReadonlyMap<string, readonly [number, number]> | undefined;

/** GBK's bytes for each character. They are made from decoding, as Node can't encode GBK. */
function codesOfGbk(): ReadonlyMap<string, readonly [number, number]> {
  const decoder = new TextDecoder('gbk');
  const found = new Map<string, readonly [number, number]>();
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++)
      found.set(decoder.decode(Uint8Array.of(lead, trail)), [lead, trail]);
  }
  return found;
}

export function isGarbled(text: string): boolean {
  codes ??= codesOfGbk();
  const bytes: number[] = [];
  for (const character of text.trim()) {
    const code = CHARACTER.test(character) ? codes.get(character) : [character.charCodeAt(0)];
    if (code === undefined) return false;
    bytes.push(...code);
  }
  const whole = Buffer.from(bytes);
  return [0, 1, LOST_BYTES].some((lost) => isUtf8(whole.subarray(0, whole.length - lost)));
}
