// Writes text in encodings that Node can read but not write, by decoding all sequences of one and two bytes once. For
// tests alone.

import { encodeGb18030 } from '../../fixtures/lists/gb18030.mjs';
import { BlockDecoder } from '../../src/ingest/encoding/block-decoder.js';
import type { Encoding } from '../../src/ingest/encoding/encodings.js';

const tables = new Map<Encoding, ReadonlyMap<string, Buffer>>();

function tableOf(encoding: Encoding): ReadonlyMap<string, Buffer> {
  const known = tables.get(encoding);
  if (known !== undefined) return known;
  const table = new Map<string, Buffer>();
  const decoder = new BlockDecoder(encoding);
  const add = (bytes: Buffer): void => {
    const text = decoder.text(bytes);
    if (text !== undefined && Array.from(text).length === 1 && !table.has(text)) table.set(text, bytes);
  };
  for (let one = 0; one < 0x100; one++) add(Buffer.from([one]));
  for (let lead = 0x81; lead < 0xff; lead++)
    for (let trail = 0x40; trail < 0xff; trail++) add(Buffer.from([lead, trail]));
  tables.set(encoding, table);
  return table;
}

/** @throws RangeError where the encoding lacks a character */
export function encode(text: string, encoding: Encoding): Buffer {
  if (encoding === 'utf-8') return Buffer.from(text);
  if (encoding === 'gb18030') return encodeGb18030(text);
  if (encoding === 'utf-16le') return Buffer.from(text, 'utf16le');
  if (encoding === 'utf-16be') return Buffer.from(text, 'utf16le').swap16();
  const table = tableOf(encoding);
  return Buffer.concat(
    Array.from(text).map((character) => {
      const bytes = table.get(character);
      if (bytes === undefined) throw new RangeError(`${encoding} has no ${character}`);
      return bytes;
    }),
  );
}

export function canEncode(text: string, encoding: Encoding): boolean {
  return (
    encoding === 'utf-8' ||
    encoding === 'gb18030' ||
    Array.from(text).every((one) => tableOf(encoding).has(one))
  );
}
