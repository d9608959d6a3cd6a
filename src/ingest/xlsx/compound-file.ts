// Recognises by the names in its directory what a compound file (MS-CFB) holds: an old Office file, or a new one with a
// password.

import type { FileHandle } from 'node:fs/promises';
import type { Words } from '../../words/words.js';

const SECTOR_SHIFT_AT = 30;
const DIRECTORY_AT = 48;
const HEADER_BYTES = 52;
/** The first sectors of the directory hold the names that are looked for. */
const LOOKED_AT = 16 * 1024;

const STREAMS: readonly (readonly [string, keyof Words['listKinds']])[] = [
  ['EncryptedPackage', 'passwordWorkbook'],
  ['DataSpaces', 'rights'],
  ['Workbook', 'oldExcel'],
  ['Book', 'oldExcel'],
  ['WordDocument', 'word'],
  ['PowerPoint Document', 'presentation'],
  ['__properties_version1.0', 'message'],
];

/** @param head of the file */
export async function compoundKind(head: Buffer, file: FileHandle): Promise<keyof Words['listKinds']> {
  const directory = await directoryOf(head, file);
  const [, kind] = STREAMS.find(([name]) => directory.includes(Buffer.from(`${name}\0`, 'utf16le'))) ?? [];
  return kind ?? 'oldOrPassword';
}

async function directoryOf(head: Buffer, file: FileHandle): Promise<Buffer> {
  if (head.length < HEADER_BYTES) return head;
  const sectorBytes = 2 ** Math.min(head.readUInt16LE(SECTOR_SHIFT_AT), 16);
  const at = (head.readUInt32LE(DIRECTORY_AT) + 1) * sectorBytes;
  const { bytesRead, buffer } = await file.read(Buffer.alloc(LOOKED_AT), 0, LOOKED_AT, at);
  return buffer.subarray(0, bytesRead);
}
